"""Undoing a change set: a new change set that puts back what nobody has touched since."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.field import revised
from crm.domain.kit.plain import canonical, recanonical
from crm.domain.platform.journal import ChangeItem, ChangeSet, Outcome
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.transaction import transactional
from crm.service.kit.writer import journalled
from crm.service.platform.journal import JournalService

BATCH = 500
NAMED = 50  # how many kept records are told who touched them


class UndoService:
    """Reverses change sets of any module."""

    def __init__(self, db: Database, journal: JournalService, records: Callable[[str], Any]):
        self.db = db
        self.journal = journal
        self.records = records
        self.others: dict[str, Any] = {}  # what is journalled and is no record: by the name that its change sets bear

    def connect(self, service: Any) -> None:
        """Know a service that puts back by itself what is no record, such as settings."""
        if name := getattr(service, "puts_back", None):
            self.others[name] = service

    def check(self, id: int) -> ChangeSet:
        """The set, when the actor may undo it: it is his own, or he may approve in the journal."""
        found = self.journal.get(id)
        if found.actor_id != current.actor().id and not current.actor().may("journal.approve"):
            raise Forbidden()
        if found.undone_by:
            raise Invalid(undo=Words("This was already undone."))
        return found

    def undo(self, id: int) -> Outcome:
        """Undo one set, or everything of its group (an import); see `steps` for progress."""
        outcome = Outcome()
        for part in self.steps(id):
            outcome.done += part.done
            outcome.kept |= part.kept
            outcome.refused |= part.refused
            outcome.titles |= part.titles
            outcome.change_set_id = part.change_set_id or outcome.change_set_id
        return outcome

    def steps(self, id: int) -> Iterator[Outcome]:
        """One outcome a change set, newest first; each is a transaction of its own."""
        found = self.check(id)
        for set_id in self.journal.group(found.group_id) if found.group_id else [id]:
            if not self.journal.get(set_id).undone_by:
                with current.acting(source="undo"):
                    yield self._undo_set(set_id)

    @transactional
    def _undo_set(self, id: int) -> Outcome:
        outcome, after = Outcome(), -1
        mine = self.journal.get(id).actor_id == current.actor().id
        items: list[ChangeItem] = []
        while page := self.journal.items(id, after):
            items += page
            after = page[-1].position
        by_module: dict[str, dict[int, list[ChangeItem]]] = defaultdict(lambda: defaultdict(list))
        for item in items:
            by_module[item.module][item.record_id].append(item)
        for module, records in by_module.items():
            if other := self.others.get(module):
                other.put_back(records, id, outcome)
            else:
                self._undo_module(self.records(module), records, id, mine, outcome)
        return outcome

    def _undo_module(self, service: Any, records: dict[int, list[ChangeItem]], undoes: int, mine: bool, outcome: Outcome) -> None:
        whole = {id: items[0] for id, items in records.items() if items[0].field is None}
        made = [id for id, item in whole.items() if item.before is None]
        gone = [id for id, item in whole.items() if item.after is None]
        changed = [id for id in records if id not in whole]
        writer, module, dao = service.writer, service.module, service.records
        if made:
            fresh = self._untouched(service, made, records, mine, outcome)
            outcome.change_set_id = writer.remove(module, dao, fresh, "undo", undoes)
        if gone:
            lost = list(dao.find(gone, "remove", True))
            outcome.titles |= {row.id: module.title(row) for row in lost}
            outcome.done += [row.id for row in lost]
            outcome.refused |= {id: Words("You are not allowed to do this.") for id in gone if id not in {row.id for row in lost}}
            outcome.change_set_id = writer.restore(module, dao, lost, "undo", undoes)
        if changed:
            pairs = self._reverted(service, changed, records, mine, outcome)
            outcome.change_set_id = writer.update(module, dao, pairs, "undo", undoes)
            service.written([new for _, new in pairs])

    def _untouched(
        self, service: Any, ids: list[int], records: dict[int, list[ChangeItem]], mine: bool, outcome: Outcome
    ) -> list[Any]:
        """Rows as they were created: whoever made one may take it back, even without the right to remove others'."""
        rows = service._allowed(ids, "remove", outcome)
        if mine:
            rows += self._beyond(service, ids, rows, lambda row: True, outcome)
        fresh = [row for row in rows if _as_made(service.module, row, records[row.id][0])]
        for row in rows:
            if not _as_made(service.module, row, records[row.id][0]):
                self._keep(service, row, records[row.id][0].version, outcome)
        leant_on = service.staying(fresh)
        outcome.refused |= {id: next(iter(no.fields.values())) for id, no in leant_on.items()}
        fresh = [row for row in fresh if row.id not in leant_on]
        outcome.done += [row.id for row in fresh]
        return fresh

    def _reverted(
        self, service: Any, ids: list[int], records: dict[int, list[ChangeItem]], mine: bool, outcome: Outcome
    ) -> list[tuple[Any, Any]]:
        """Rows with what they were before. What one did oneself can be put back also where it took the record out of one's own reach,
        into a pool or along with a lead, as long as nobody else has touched it since."""
        rows, pairs = service._allowed(ids, "edit", outcome), []
        if mine and current.actor().may(service.module.permission("edit")):
            rows += self._beyond(service, ids, rows, lambda row: self._is_left(service.module, row, records[row.id][0].version), outcome)
        for row in rows:
            values: dict[str, Any] = {}
            touched = False
            for item in records[row.id]:
                name = item.field or ""
                if canonical(getattr(row, name)) == recanonical(item.after):
                    values[name] = typed(service.module, item)
                else:
                    touched = True
            if touched:
                self._keep(service, row, records[row.id][0].version, outcome)
            if values:
                pairs.append((row, revised(row, values)))
            if values and not touched:
                outcome.done.append(row.id)
        locked = service.guarded([(new, row) for row, new in pairs])
        outcome.refused |= {pairs[at][0].id: next(iter(no.fields.values())) for at, no in locked.items()}
        outcome.done = [id for id in outcome.done if id not in outcome.refused]
        return [pair for at, pair in enumerate(pairs) if at not in locked]

    @staticmethod
    def _beyond(service: Any, ids: list[int], reached: list[Any], may: Callable[[Any], bool], outcome: Outcome) -> list[Any]:
        """The rest of the rows, whosever they are now, that may be put back all the same; the others are refused."""
        rest, found = sorted(set(ids) - {row.id for row in reached}), []
        for start in range(0, len(rest), BATCH):
            with current.acting(actor=current.everyone()):
                rows = service.records.find(rest[start : start + BATCH])
            for row in rows:
                if may(row):
                    outcome.refused.pop(row.id, None)
                    outcome.titles[row.id] = service.module.title(row)
                    found.append(row)
                else:
                    outcome.titles.setdefault(row.id, f"#{row.id}")
                    outcome.refused[row.id] = Words("You are not allowed to do this.")
        return found

    def _is_left(self, module: Any, row: Any, version: int) -> bool:
        """Whether nobody but the actor has written the record since."""
        me = current.actor().id
        return row.version == version or all(line.actor_id == me for line in self.journal.since(module.name, row.id, version))

    def _keep(self, service: Any, row: Any, version: int, outcome: Outcome) -> None:
        name = None
        if len(outcome.kept) < NAMED:
            since = self.journal.since(service.module.name, row.id, version)
            name = since[-1].actor_name if since else None
        outcome.kept[row.id] = Words("Edited since by {name}.", name=name) if name else Words("Edited since.")


def _as_made(module: Any, row: Any, item: ChangeItem) -> bool:
    """Whether the record says what it said when it was made: nobody touched it, or what came after is taken back already."""
    return row.version == item.version or canonical(journalled(module, row)) == recanonical(item.after)


def typed(module: Any, item: ChangeItem) -> Any:
    """The journalled value before, as the row holds it."""
    value = json.loads(item.before) if item.before is not None else None
    field = module.journalled_field(item.field or "")
    return value if field is None else (field.kind.empty() if value is None else field.kind.parse(field, value))
