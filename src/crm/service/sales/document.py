"""What orders, quotes and contracts share: their numbers, what they are worth in the company's currency, and their moves."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from crm import current
from crm.domain.customer.event import Touched
from crm.domain.kit.event import RecordComing
from crm.domain.kit.field import changed
from crm.domain.kit.money import Money
from crm.domain.sales.document import not_a_move
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import D, Kit, R, RecordService
from crm.service.kit.transaction import reading
from crm.service.platform.setting import SettingService
from crm.service.sales.ledger import LedgerService
from crm.service.sales.rate import RateService


class Numbered(Protocol):
    """A record and its number."""

    id: int
    number: str


class DocumentService(RecordService[R, D]):
    """Its `records` also have the statement `numbers`. A module names its moves and, before a state, the fields that it needs."""

    records: Any
    numbered_by: ClassVar[str]  # the setting with the pattern of its numbers
    dated: ClassVar[str]  # the field with the day whose rate counts
    moves: ClassVar[Mapping[str, tuple[str, ...]]]
    needed: ClassVar[Mapping[str, tuple[str, ...]]]
    labels: ClassVar[Mapping[str, str]]  # state -> what it is called

    def __init__(self, kit: Kit, records: Any, ledger: LedgerService, rates: RateService, settings: SettingService):
        super().__init__(kit, records)
        self.ledger = ledger
        self.rates = rates
        self.settings = settings

    # What follows ------------------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        own = current.own_currency()
        names = self.ledger.customers(row.account_id for _, row in pairs)
        rows = [
            self.with_days(before, changed(row, currency=row.currency or own, account_name=names.get(row.account_id or 0)))
            for before, row in pairs
        ]
        worth = self._worth([(before, row) for (before, _), row in zip(pairs, rows, strict=True)])
        if unrated := next((found for found in worth.values() if isinstance(found, Invalid)), None):
            raise unrated
        return self._numbered([changed(row, amount_base=worth[at]) if at in worth else row for at, row in enumerate(rows)])

    def with_days(self, before: Any | None, row: Any) -> Any:
        """The row with the days that follow from its state."""
        return row

    def _worth(self, pairs: list[tuple[Any | None, Any]]) -> dict[int, Money | Invalid | None]:
        """Of those whose amount is another one now, by their place: what it is worth by the rate of its day."""
        own, today, names = current.own_currency(), current.today(), ("amount", "currency", self.dated)
        anew = [at for at, (before, row) in enumerate(pairs) if before is None or any(getattr(before, n) != getattr(row, n) for n in names)]
        asked = [at for at in anew if pairs[at][1].amount is not None]
        rows = [pairs[at][1] for at in asked]
        worth = self.rates.in_base_all([(row.amount, row.currency or own, min(getattr(row, self.dated) or today, today)) for row in rows])
        return dict.fromkeys(anew) | dict(zip(asked, worth, strict=True))

    def _numbered(self, rows: list[Any]) -> list[Any]:
        """Whoever has no number gets the next one; numbers that somebody typed in are left out."""
        bare = [at for at, row in enumerate(rows) if not row.number]
        if not bare:
            return rows
        made, pattern = list(rows), self.settings.get(self.numbered_by)
        while bare:
            numbers = self.writer.added.numbers(self.module, "number", pattern, len(bare))
            taken = {one.number for one in self.records.numbers(numbers)}
            for at, number in zip(bare, numbers, strict=True):
                made[at] = changed(made[at], number=None if number in taken else number)
            bare = [at for at in bare if made[at].number is None]
        return made

    def begun_from(self, source: Any, values: Mapping[str, Any], **own: Any) -> Any:
        """In the caller's transaction: a new record that belongs to whoever has the one that it follows from. `own`: what nobody
        types in."""
        typed = self.module.draft.parse({name: value for name, value in values.items() if value not in (None, [])})
        row = changed(self.module.row(**typed.values()), owner_id=source.owner_id, department_id=source.department_id, **own)
        self._hold(row, None)
        self.writer.events.publish(RecordComing(self.module, row))
        (made,) = self.writer.insert(self.module, self.records, [row])
        self.written([made])
        return made

    # What is true ------------------------------------------------------------

    def refused(self, pairs: list[tuple[Any, Any | None]], wrong: Mapping[int, dict[str, Words]]) -> dict[int, Invalid]:
        """In the caller's transaction: `wrong` says by its place what the module itself has against a row; the rest is asked here,
        that the amount has a rate, and that the number belongs to nobody else."""
        taken = {one.number: one.id for one in self.records.numbers(sorted({row.number for row, _ in pairs if row.number}))}
        worth = self._worth([(before, row) for row, before in pairs])
        found: dict[int, Invalid] = {}
        for at, (row, _) in enumerate(pairs):
            own = self.numbered_as(row) or -1 - at
            if wrong.get(at):
                found[at] = Invalid(wrong[at])
            elif isinstance(unrated := worth.get(at), Invalid):
                found[at] = unrated
            elif row.number and taken.setdefault(row.number, own) != own:
                found[at] = Invalid(number=self.number_taken())
        return found

    def numbered_as(self, row: Any) -> int:
        """Whose the number is: the `id` by which the statement `numbers` gives it."""
        return row.id

    def number_taken(self) -> Words:
        return Words("Another record already has this value.")

    def not_a_move(self, was: str, then: str) -> dict[str, Words]:
        """Why this state does not follow that one, whoever asks."""
        return not_a_move(self.moves, self.labels, was, then)

    def missing(self, row: Any) -> dict[str, Words]:
        """What must be filled in for the state that the row has."""
        why = Words("Needed for “{state}”.", state=Words(self.labels[row.state]))
        return {name: why for name in self.needed.get(row.state, ()) if getattr(row, name) is None}

    def _unmoved(self, row: Any, was: str | None) -> dict[str, Words]:
        """Why this move cannot be made by the actor, whatever is filled in; `was` is None for a new one."""
        raise NotImplementedError

    # For the board -------------------------------------------------------------

    @reading
    def asked(self, field: str) -> Mapping[str, tuple[str, ...]]:
        return self.needed if field == "state" else {}

    @reading
    def gates(self, row: Any, field: str, value: Any) -> tuple[str, ...]:
        then = str(value)
        if field != "state" or then == row.state or then not in self.moves:
            return ()
        if wrong := self._unmoved(changed(row, state=then), row.state):
            raise Invalid(wrong)
        return tuple(name for name in self.needed.get(then, ()) if getattr(row, name) is None)

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)
