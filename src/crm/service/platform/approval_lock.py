"""What is in approval stays as it is, and what only an approval makes of a record nobody else does; asking begins a flow."""

from collections.abc import Callable, Iterator
from typing import Any

from crm import current
from crm.dao.platform.approval import ApprovalDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter_tree import Condition, Group, Part
from crm.domain.kit.module import Module, modules
from crm.domain.platform.approval_flow import Known
from crm.errors import Invalid
from crm.language import Words, say
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.kit.writer import MOVES, Pairs, journalled
from crm.service.platform.approval_course import SOURCE, ApprovalCourse
from crm.service.platform.approval_flow import ApprovalFlowService

OTHERS = "*"
STAYS = Words("A decision stays what it is; ask again instead.")


class ApprovalLock:
    """The guard of the writer, which record services ask before they write; and the listener that begins a flow after it."""

    def __init__(self, kit: Kit, dao: ApprovalDao, flows: ApprovalFlowService, course: ApprovalCourse, of: Callable[[str], Any]):
        self.dao = dao
        self.flows = flows
        self.course = course
        self.of = of
        self.writer = kit.writer
        kit.writer.guard = self.refused

    def refused(self, module: Module, pairs: Pairs) -> dict[int, Invalid]:
        """In the caller's transaction. Modules that never had a flow cost nothing."""
        flows = self.flows.known().get(module.name)
        if not flows or current.source() == SOURCE:
            return {}
        return self._granted(module, pairs, [one for one in flows if one.live]) | self._locked(module, pairs)

    def _locked(self, module: Module, pairs: Pairs) -> dict[int, Invalid]:
        touched = {at: _differing(module, row, before) for at, (row, before) in enumerate(pairs) if before is not None}
        asked = {at: names for at, names in touched.items() if names}
        if not asked:
            return {}
        deciding: dict[int, list[str]] = {}
        for one in self.dao.blocking(module.name, sorted({before.id for at in asked if (before := pairs[at][1])})):
            deciding.setdefault(one.record_id, []).append(one.name or "—")
        found = {}
        for at, names in asked.items():
            if who := deciding.get(pairs[at][1].id):  # type: ignore[union-attr]
                words = Words("This is in approval: {who} decides. It can be changed again once it was returned or withdrawn.",
                              who=say(", ").join(dict.fromkeys(who)))  # fmt: skip
                found[at] = Invalid(dict.fromkeys(names, words))
        return found

    def _granted(self, module: Module, pairs: Pairs, live: list[Known]) -> dict[int, Invalid]:
        """What an approval alone makes of a record for which there is a flow. A file may bring what was agreed long ago."""
        way = module.approval
        if not way or not live:
            return {}
        found = {}
        if current.source() == "undo":  # what was decided is not asked again in the name of whoever undoes it
            asked = [at for at, (row, before) in enumerate(pairs) if row and before and getattr(row, way.field) == way.asked]
            found = dict.fromkeys(asked, Invalid({way.field: STAYS}))
        entering = {
            at: before for at, (row, before) in enumerate(pairs)
            if row is not None and getattr(row, way.field) in (way.granted, *way.beyond)
            and (getattr(before, way.field) in (way.draft, way.asked) if before else current.source() != "import")
        }  # fmt: skip
        if not entering:  # as nearly always: then no condition is read
            return found
        fitting = self.flows.fitting(module.name, [before.id for before in entering.values() if before])
        weighed = set().union(*(_weighed(one.filter) for one in live))
        for at, before in entering.items():
            if flow := fitting.get(before.id) if before else live[0]:
                found[at] = Invalid({way.field: Words("The flow “{flow}” decides on this: ask for approval.", flow=flow.name)})
            elif before and self._moves(module, pairs[at][0], before, weighed):
                found[at] = Invalid({way.field: Words("Save the other values first: it may depend on them who approves this.")})
        return found

    def _moves(self, module: Module, row: Any, before: Any, weighed: set[str]) -> bool:
        """Whether what conditions ask about would change along with the state."""
        complete = self.writer.completes.get(module.name)
        try:
            (wanted,) = complete([(before, row)]) if complete else [row]
        except Invalid:  # the module itself refuses it
            return False
        references = {name for name, field in module.draft.own.items() if field.kind_name == "reference"} if OTHERS in weighed else set()
        return any(getattr(wanted, name, None) != getattr(before, name, None) for name in (weighed - {OTHERS}) | references)

    @listens(RecordsWritten)
    def asked(self, event: RecordsWritten) -> None:
        """In the transaction that put records into the state of asking; what waits already goes on waiting. A module may take back by
        itself what it asked for."""
        module = modules().get(event.module)
        way = module.approval if module else None
        if not module or not way or current.source() == SOURCE or event.module not in self.flows.known():
            return
        with current.acting(actor=current.everyone()):
            rows = [row for row in self.of(event.module).records.find(list(event.ids)) if getattr(row, way.field) == way.asked]
        asking = {row.id for row in rows}
        waiting = {one.record_id: one.request_id for one in self.dao.blocking(event.module, list(event.ids))}
        for record_id, request_id in waiting.items():
            if record_id not in asking:
                self.course.drop(self.course.locked(request_id))
        fitting = self.flows.fitting(event.module, sorted(asking - waiting.keys()))
        entered = set(self.dao.entered(event.change_set_id, event.module, way.field)) if fitting else set()
        for row in rows:
            if row.id in fitting and (row.id in entered or event.verb != "assign"):
                self._begin(module, row, fitting[row.id], row.id in entered)

    def _begin(self, module: Module, row: Any, flow: Known, entered: bool) -> None:
        """What was in that state before there was a flow begins with the next edit, if it can; that edit is made all the same."""
        try:
            self.course.begin(module, row, flow, current.context().reason)
        except Invalid:
            if entered:
                raise


def _differing(module: Module, row: Any | None, before: Any) -> list[str]:
    """The fields that would become another; of a record that is to go, or whose lines are to change, its title."""
    if row is None:
        return [module.title_field]
    new, old = journalled(module, row), journalled(module, before)
    return [name for name in new if name not in MOVES and new[name] != old[name]]


def _weighed(part: Part) -> Iterator[str]:
    """The fields that a condition asks about; OTHERS for what other records say."""
    if isinstance(part, Group):
        for one in part.parts:
            yield from _weighed(one)
    else:
        yield part.field if isinstance(part, Condition) else OTHERS
