"""What record services do with many records at once: each that cannot be is kept as it is, with the reason."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from crm import current
from crm.domain.kit.text import Refused
from crm.domain.platform.journal import Outcome
from crm.errors import Invalid
from crm.language import Words, say
from crm.service.kit.transaction import reading, transactional

BATCH = 500


class Many:
    """Mixed into every record service."""

    db: Any
    module: Any
    records: Any
    require: Any
    may: Any
    writer: Any
    written: Any
    hold_all: Any
    staying: Any

    @transactional
    def change_all(self, ids: list[int], changes: Mapping[str, Any]) -> Outcome:
        """Set the same fields on many records. A value that no record could have is refused at once."""
        return self._bulk(ids, self.mass_verb(ids), self._setting(changes))

    @reading
    def foresee_all(self, ids: list[int], changes: Mapping[str, Any]) -> Outcome:
        """What `change_all` would do with those of the records that the actor may edit, without writing anything."""
        verb = self.mass_verb(ids)
        self.require(verb)
        outcome = Outcome()
        found = {row.id: row for row in self.records.find(ids, verb)}
        self._weigh([found[id] for id in ids if id in found], self._setting(changes), outcome)
        return outcome

    def _setting(self, changes: Mapping[str, Any]) -> Callable[[Any], Any]:
        """A function that gives a row the values. Raises Invalid for a value that no record could have."""
        if wrong := set(changes) - set(self.module.mass):
            raise Invalid({name: Words("This field cannot be changed for many records at once.") for name in wrong})
        refused: dict[str, Words] = {}
        for name, raw in changes.items():
            try:
                self.module.draft.fields[name].parse(raw)
            except Refused as no:
                refused[name] = no.words
        if refused:
            raise Invalid(refused)
        return lambda row: replace(row, **self.module.draft.parse(changes, base=row).values())

    @transactional
    def tag_all(self, ids: list[int], add: list[str], drop: list[str]) -> Outcome:
        def tagged(row: Any) -> Any:
            return replace(row, tags=[tag for tag in dict.fromkeys([*row.tags, *add]) if tag not in drop])

        return self._bulk(ids, self.mass_verb(ids), tagged)

    def mass_verb(self, ids: Collection[int] | None = None) -> str:
        """What editing so many takes. More than one: both permissions, edit and mass; scopes contain one another, so the narrower
        one decides."""
        if ids is not None and len(ids) < 2:
            return "edit"
        grants = current.actor().grants
        return min(("edit", "mass"), key=lambda verb: grants.scope(self.module.permission(verb)))

    @transactional
    def assign_all(self, ids: list[int], owner_id: int, department_id: int | None) -> Outcome:
        """Hand records to another owner; the caller has made sure that he exists."""
        return self._bulk(ids, "assign", lambda row: replace(row, owner_id=owner_id, department_id=department_id))

    def _bulk(self, ids: list[int], verb: str, wanted: Callable[[Any], Any]) -> Outcome:
        self.require(verb)
        outcome = Outcome()
        pairs = self._weigh(self._allowed(ids, verb, outcome), wanted, outcome)
        outcome.change_set_id = self.writer.update(self.module, self.records, pairs, "edit" if verb == "mass" else verb)
        self.written([new for _, new in pairs])
        return outcome

    def _weigh(self, rows: list[Any], wanted: Callable[[Any], Any], outcome: Outcome) -> list[tuple[Any, Any]]:
        """(as read, as wanted) of the rows that can become so; the outcome names these and the others."""
        pairs: list[tuple[Any, Any]] = []
        for row in rows:
            outcome.titles[row.id] = self.module.title(row)
            try:
                pairs.append((row, wanted(row)))
            except Invalid as no:
                outcome.refused[row.id] = self._told(no)
        asked = [(new, row) for row, new in pairs]
        refused = self.hold_all(asked)
        outcome.refused |= {pairs[at][0].id: self._told(no) for at, no in refused.items()}
        pairs = [pair for at, pair in enumerate(pairs) if at not in refused]
        outcome.done += [row.id for row, _ in pairs]
        return pairs

    def _told(self, no: Invalid) -> str:
        """The reasons, each with its field, in the language of whoever acts."""
        known = self.module.fields

        def told(name: str, why: str) -> str:
            return say("{name}: {why}", name=say(known[name].label), why=say(why)) if name in known else say(why)

        return "; ".join(told(name, why) for name, why in no.fields.items())

    @transactional
    def remove_all(self, ids: list[int]) -> Outcome:
        """Take records out of sight; undo brings them back."""
        self.require("remove")
        outcome = Outcome()
        allowed = self._allowed(ids, "remove", outcome)
        refused = self.staying(allowed)
        outcome.refused |= {id: self._told(no) for id, no in refused.items()}
        rows = [row for row in allowed if row.id not in refused]
        outcome.done += [row.id for row in rows]
        outcome.change_set_id = self.writer.remove(self.module, self.records, rows)
        return outcome

    def _allowed(self, ids: list[int], verb: str, outcome: Outcome) -> list[Any]:
        """The visible rows on which the verb is allowed; the others are named in the outcome."""
        rows: list[Any] = []
        for start in range(0, len(ids), BATCH):
            found = {row.id: row for row in self.records.find(ids[start : start + BATCH])}
            for row in (found[id] for id in dict.fromkeys(ids[start : start + BATCH]) if id in found):
                outcome.titles[row.id] = self.module.title(row)
                if self.may(verb, row):
                    rows.append(row)
                else:
                    outcome.refused[row.id] = Words("You are not allowed to do this.")
        return rows
