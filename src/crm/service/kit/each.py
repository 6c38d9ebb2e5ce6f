"""What lists and boards ask of a record service beyond pages: figures, many records with values of their own, gates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm.dao.kit.tally import estimate, tally
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Query
from crm.domain.kit.kind import Option
from crm.domain.kit.money import Money
from crm.domain.platform.journal import Outcome
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.kit.weighing import weighed


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the rows with one value (None for those without, and where nothing is grouped): how many; field -> (sum, filled)."""

    value: Any
    count: int
    fields: Mapping[str, tuple[Any, int]]


def _sum(field: Field, found: Any) -> Any:
    return Money.of_stored(found) if found is not None and field.kind_name == "money" and not field.custom else found


class Each:
    """Mixed into every record service."""

    db: Any
    module: Any
    records: Any
    require: Any
    _bulk: Any
    mass_verb: Any
    hold_all: Any

    @reading
    def figures(self, query: Query, size: int, by: str | None = None, names: tuple[str, ...] = ()) -> list[Figures]:
        """Over at most `size` of the rows that the query finds: one entry for each value of `by`, or one for all."""
        self.require("view")
        known = self.module.fields
        if by and (by not in known or known[by].masked):
            raise Invalid(group=Words("One cannot group by “{field}”.", field=by[:40]))
        asked = weighed(self.records, replace(query, after=None))
        found = tally(self.records, asked, size, known[by] if by else None, tuple(known[name] for name in names))
        return [
            Figures(value, count, {name: (_sum(known[name], rest[2 * at]), rest[2 * at + 1]) for at, name in enumerate(names)})
            for value, count, *rest in found
        ]

    @reading
    def about(self, query: Query) -> int:
        """About how many rows the query finds, to two digits."""
        self.require("view")
        found = estimate(self.records, query)
        return round(found, 2 - len(str(found))) if found >= 100 else found

    @transactional
    def change_each(self, changes: Mapping[int, Mapping[str, Any]], planned: bool = False) -> Outcome:
        """Set typed values, other ones on each record, as one change set; what cannot be is kept, with the reason. More than one
        record is a mass update, unless an act of the module (`planned`) moves them together."""
        draft = self.module.draft
        verb = "edit" if planned else self.mass_verb(changes)
        return self._bulk(list(changes), verb, lambda row: replace(row, **draft.parse(changes[row.id], base=row).values()))

    @reading
    def check_each(self, changes: Mapping[int, Mapping[str, Any]]) -> tuple[dict[int, Any], dict[int, dict[str, str]]]:
        """The same without writing: (id -> row as it is, id -> field -> why it cannot be)."""
        rows = {row.id: row for row in self.records.find(list(changes), self.mass_verb(changes))}
        wrong: dict[int, dict[str, str]] = {}
        pairs = []
        for id, row in rows.items():
            try:
                pairs.append((replace(row, **self.module.draft.parse(changes[id], base=row).values()), row))
            except Invalid as no:
                wrong[id] = dict(no.fields)
        return rows, wrong | {pairs[at][1].id: dict(no.fields) for at, no in self.hold_all(pairs).items()}

    @reading
    def ahead(self, row: Any, raw: Mapping[str, Any]) -> Any:
        """The row as it would be, with what follows; as it is where that cannot be."""
        try:
            return self.complete([(row, replace(row, **self.module.draft.parse(raw, base=row).values()))])[0]
        except Invalid:
            return row

    # What a module may add ---------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """The rows with what follows from their fields, of (as read, as wanted). Asked by the writer, so that it also holds
        for what an import writes, or undo."""
        return [row for _, row in pairs]

    def offered(self, within: Any = None) -> tuple[Option, ...]:
        """The records as options, where they are few; `within` narrows them to what another field of the same record says."""
        return ()

    def kept_figures(self, query: Query, by: str, names: tuple[str, ...]) -> list[Figures] | None:
        """What `figures` gives, where it is kept and needs not be added up; None where it is not."""
        return None

    def asked(self, field: str) -> Mapping[str, tuple[str, ...]]:
        """Value -> the fields that must be filled in before it: what a board says of its columns."""
        return {}

    def gates(self, row: Any, field: str, value: Any) -> tuple[str, ...]:
        """The fields that must be filled in before `field` of the row becomes `value`; raise Invalid to refuse it whatever
        is filled in. Asked where a stage is chosen: on boards."""
        return ()
