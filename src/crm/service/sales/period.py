"""Months of the books: closed by whoever may, opened again with a reason; what is dated in a closed one stays as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from crm.dao.sales.period import PeriodDao
from crm.domain.sales.period import Period, PeriodDraft, month_of
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading

Booked = Mapping[str, tuple[Any, ...]]  # field of a day -> that day, and what stands in the books under it
Pairs = Sequence[tuple[Any | None, Any | None]]


class PeriodService(RecordService[Period, PeriodDraft]):
    records: PeriodDao

    # The months ----------------------------------------------------------------

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Each month once; opened again by whoever may approve that."""
        self.records.alone()
        refused: dict[int, Invalid] = {}
        taken = {one.month: one.id for one in self.records.taken(sorted({row.month for row, _ in pairs}))}
        for at, (row, before) in enumerate(pairs):
            if before is not None and row.month != before.month:
                refused[at] = Invalid(month=Words("The month stays. Close another one instead."))
            elif taken.setdefault(row.month, row.id or -1 - at) != (row.id or -1 - at):
                refused[at] = Invalid(month=Words("This month is written down already. Change its state there."))
            elif before is None and row.state == "open":
                refused[at] = Invalid(state=Words("A month that nobody closed is open."))
            elif before is not None and row.state == "open" != before.state and not self.may("approve", before):
                refused[at] = Invalid(state=Words("You may not open a closed month again."))
        return refused

    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        """A month is never taken away, also not by an undo: it is opened, with a reason."""
        why = Words("Open the month again instead, with the reason.")
        return super().guarded(pairs) | {at: Invalid(state=why) for at, (row, _) in enumerate(pairs) if row is None}

    # What is dated in them -------------------------------------------------------

    @reading
    def open(self, *days: date | None, field: str = "day") -> None:
        """Raise Invalid for the field where one of the days lies in a closed month."""
        if shut := self.closed(days):
            raise Invalid({field: shut_words(min(shut))})

    def closed(self, days: Iterable[date | None]) -> set[str]:
        """In the caller's transaction: the closed months among those of the days."""
        months = sorted({month_of(day) for day in days if day})
        return set(self.records.closed(months)) if months else set()

    def held(self, booked: Callable[[Any], Booked], pairs: Pairs) -> dict[int, Invalid]:
        """In the caller's transaction: which of (as wanted, as read) would change the books of a closed month. What stays as it
        was is no change, so a receipt of a closed month can come back in an open one."""
        moved = [_moved(booked(row) if row else {}, booked(before) if before else {}) for row, before in pairs]
        if any(moved):
            self.records.join()
        shut = self.closed(day for one in moved for days in one.values() for day in days)
        refused = {}
        for at, one in enumerate(moved):
            wrong = {name: shut_words(min(found)) for name, days in one.items() if (found := {month_of(d) for d in days if d} & shut)}
            if wrong:
                refused[at] = Invalid(wrong)  # type: ignore[arg-type]
        return refused


def _moved(after: Booked, before: Booked) -> dict[str, list[date | None]]:
    """Field -> the days under which something is other than it was."""
    return {
        name: [entry[0] for entry in (after.get(name), before.get(name)) if entry]
        for name in {*after, *before}
        if after.get(name) != before.get(name)
    }


def shut_words(month: str) -> Words:
    return Words("The books of {month} are closed. Choose a day of an open month, or have it opened again.", month=month)
