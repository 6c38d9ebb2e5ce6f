"""Some thousand lines of an import: looked up, compared and written together."""

from collections.abc import Callable
from typing import Any

from crm import current
from crm.domain.customer.transfer import AUTHOR, MANAGER, OWNER, Counts, Item
from crm.domain.customer.transfer_link import is_named_alone, is_twin
from crm.domain.kit.derived import derive
from crm.domain.kit.field import changed, made_of, revised
from crm.errors import Invalid
from crm.language import Words
from crm.service.customer.transfer_make import appoint, make
from crm.service.customer.transfer_name import Names
from crm.service.customer.transfer_plan import Plan

TAKEN = ("created", "updated")
Made = Callable[[list[int]], list[int]]


class Batches:
    """Takes lines into one module, batch by batch. `made` tells which records this run has created itself."""

    def __init__(self, records: Any, plan: Plan, made: Made = lambda ids: [], heads: frozenset[str] = frozenset()):
        self.records, self.plan, self.made = records, plan, made
        self.service: Any = records(plan.module.name)
        self.module = plan.module
        self.seen: dict[Any, int] = {}  # what rows of the file are known by -> line
        self.names = Names(records, plan, heads)
        self.fields_of_kinds = {self._kind(name): name for name in reversed(self.module.keys)}

    def _kind(self, name: str) -> str:
        return name if name == "name" else self.module.whole[name].kind.name

    # Looking at the lines -----------------------------------------------------

    def prepare(self, items: list[Item]) -> None:
        """What would become of each line. Nothing is written."""
        self.names.look_up(items)
        if self.plan.options.on_twin != "create" and self.module.keys:
            self._compare([item for item in items if not item.wrong])
        for item in items:
            if item.wrong:
                item.outcome = "failed"

    # Twins --------------------------------------------------------------------

    def _compare(self, items: list[Item]) -> None:
        """Who is here already, or stands further up in the file, is skipped or updated."""
        wanted: dict[str, set[str]] = {}
        for item in items:
            for kind, value in item.keys:
                wanted.setdefault(kind, set()).add(value)
        search = self.service.writer.search
        matches = [m for kind, values in wanted.items() for m in search.matches(kind, values, self.module)]
        rows = {row.id: row for row in self.service.records.find(sorted({m.record_id for m in matches}))} if matches else {}
        here: dict[tuple[str, str], list[int]] = {}
        for match in matches:
            if match.record_id in rows:
                here.setdefault((match.kind, match.value), []).append(match.record_id)
        taken: dict[int, int] = {}
        ours = frozenset(self.made(sorted(rows))) if rows and self.plan.options.on_twin == "update" else frozenset()
        for item in items:
            if not self._is_repeated(item):
                self._is_here(item, here, rows, taken, ours)

    def _is_repeated(self, item: Item) -> bool:
        marks, seen = [], self.seen
        for pair in item.keys:
            if pair[0] != "name":
                mark = hash(pair)
            elif is_named_alone(item.draft):
                mark = hash((*pair, item.links.get("account_id")))
            else:
                continue
            if (line := seen.get(mark)) is not None:
                item.outcome, item.why = "skipped", Words("This is the same as line {line}.", line=line)
                return True
            marks.append(mark)
        for mark in marks:
            seen[mark] = item.line
        return False

    def _is_here(
        self, item: Item, here: dict[Any, list[int]], rows: dict[int, Any], taken: dict[int, int], ours: frozenset[int]
    ) -> None:
        if here.keys().isdisjoint(item.keys):
            return
        kinds: dict[int, set[str]] = {}
        for pair in item.keys:
            for id in here.get(pair, ()):
                kinds.setdefault(id, set()).add(pair[0])
        company = item.links.get("account_id")
        twins = [id for id, shared in kinds.items() if is_twin(shared, item.draft, company, rows[id])]
        if not twins:
            item.alike = rows[min(kinds)] if kinds else None
            return
        base = item.base = rows[twins[0]]
        telling = min(kinds[base.id], key=lambda kind: (kind == "name", kind))
        label = Words(self.module.fields[self.fields_of_kinds[telling]].label)
        item.outcome = "skipped"
        item.why = Words("“{name}” is already here, with the same value in “{field}”.", name=self.module.title(base), field=label)
        if self.plan.options.on_twin != "update" or base.id in ours:
            return
        if len(twins) > 1:
            item.why = Words("Several records here have the same values; it is not clear which one is meant.")
        elif base.id in taken:
            item.why = Words("This is the same as line {line}.", line=taken[base.id])
        elif not self.service.may("edit", base):
            item.why = Words("“{name}” is already here, and you may not change it.", name=self.module.title(base))
        else:
            taken[base.id] = item.line
            item.outcome, item.why, item.record_id = "updated", None, base.id

    def _mark_unseen(self, items: list[Item]) -> None:
        """Which of the new ones share a key with a record that the actor may not see. He is told that, and no more."""
        search = self.service.writer.search
        wanted: dict[str, set[str]] = {}
        for kind, value in (pair for item in items for pair in item.keys):
            wanted.setdefault(kind, set()).add(value)
        matches = [m for kind, values in wanted.items() for m in search.matches(kind, values, self.module)]
        with current.acting(actor=current.everyone()):
            there = {row.id for row in self.service.records.find(sorted({m.record_id for m in matches}))} if matches else set()
        held = {(m.kind, m.value) for m in matches if m.record_id in there}
        for item in items:
            item.unseen = not held.isdisjoint(item.keys)

    def look(self, items: list[Item]) -> list[tuple[Item, Any]]:
        """The lines with the rows that those would become that are brought up to date."""
        self.prepare(items)
        if self.plan.options.on_twin != "create" and self.module.keys:
            self._mark_unseen([item for item in items if item.outcome == "created" and not item.alike])
        return [(item, self._wanted(item) if item.outcome == "updated" else None) for item in items]

    # Writing ------------------------------------------------------------------

    def write(self, items: list[Item]) -> Counts:
        """The lines as records, in the transaction under way."""
        self.seen.clear()  # earlier batches are found in the database
        self.prepare(items)
        counts = Counts(companies=make(self.records, [item for item in items if item.outcome in TAKEN], self.names))
        wanted = [(item, self._wanted(item)) for item in items if item.outcome in TAKEN]
        wanted = self._verified(self._known_by([(item, row) for item, row in wanted if row is not None]))
        new = [(item, row) for item, row in wanted if item.outcome == "created"]
        if new:
            known = [item.derived or derive(self.module, row) for item, row in new]
            made = self.service.writer.insert(self.module, self.service.records, [row for _, row in new], "import", known)
            self.service.written(made)
            for (item, _), row in zip(new, made, strict=True):
                item.record_id = row.id
        if pairs := [(item.base, row) for item, row in wanted if item.outcome == "updated"]:
            self.service.writer.update(self.module, self.service.records, pairs, "import")
            self.service.written([new for _, new in pairs])
        if MANAGER in self.plan.columns:
            appoint(self.records("department"), [item for item in items if item.outcome in TAKEN])
        return counts.add(items)

    def _known_by(self, wanted: list[tuple[Item, Any]]) -> list[tuple[Item, Any]]:
        """People with an account, which a file need not say; what is derived from a new one is worked out with it."""
        if self.module.name != "user":
            return wanted
        rows = self.service.with_accounts([row for _, row in wanted])
        for (item, row), named in zip(wanted, rows, strict=True):
            item.derived = item.derived if row is named else None
        return [(item, row) for (item, _), row in zip(wanted, rows, strict=True)]

    def _wanted(self, item: Item) -> Any:
        """The row as it is to be written; None where there is nothing to write."""
        try:
            return self._new(item) if item.outcome == "created" else self._updated(item)
        except Invalid as refusal:
            self._refuse(item, refusal)
            return None

    def _verified(self, wanted: list[tuple[Item, Any]]) -> list[tuple[Item, Any]]:
        """Those that hold against other records, which are read for all of them at once."""
        refused = self.service.hold_all([(row, item.base if item.outcome == "updated" else None) for item, row in wanted])
        for at, refusal in refused.items():
            self._refuse(wanted[at][0], refusal)
        return [pair for at, pair in enumerate(wanted) if at not in refused] if refused else wanted

    @staticmethod
    def _refuse(item: Item, refusal: Invalid) -> None:
        item.outcome, item.wrong = "failed", dict(refusal.fields)

    def _new(self, item: Item) -> Any:
        row = made_of(self.module.row, item.draft.values())
        if linked := self._linked(item):
            row = revised(row, linked)
        row = self.service._owned(row)
        if item.created_at:
            row = changed(row, created_at=item.created_at)
        if author := item.links.get(AUTHOR):
            row = changed(row, created_by=author.id)
        return self._given(item, row)

    def _updated(self, item: Item) -> Any:
        """Only filled cells are written; several phones, mails, tags and roles are added to those that are there."""
        base = item.base
        filled = {name: value for name, value in item.raw.items() if value != ""}
        for name in filled:
            if self.module.draft.fields[name].kind.several:
                filled[name] = [*getattr(base, name), *getattr(item.draft, name)]
        values = self.module.draft.parse(filled, base=base).values()
        links = self._linked(item)
        links |= {name: sorted({*getattr(base, name), *links[name]}) for name in self.plan.roles if name in links}
        row = self._given(item, revised(changed(base, **values), links))
        if row == base:
            item.outcome, item.why = "skipped", Words("“{name}” is already here, exactly so.", name=self.module.title(base))
            return None
        return row

    @staticmethod
    def _linked(item: Item) -> dict[str, Any]:
        return {name: id for name, id in item.links.items() if name not in (MANAGER, OWNER, AUTHOR)}

    @staticmethod
    def _given(item: Item, row: Any) -> Any:
        owner = item.links.get(OWNER)
        return changed(row, owner_id=owner.id, department_id=owner.department_id) if owner else row
