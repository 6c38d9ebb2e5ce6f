"""A month of the company's books: once it is closed, nothing that is dated in it is written, changed or removed."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from itertools import takewhile
from typing import Any, Protocol, TypeVar

from crm.domain.kit.dates import add_months
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.text import Refused
from crm.language import N_, Words

STATES = (
    Option("closed", N_("Closed"), "bad", ("已关账", "关账", "closed")),
    Option("open", N_("Open again"), "ok", ("已反结账", "重新打开", "open")),
)
WRITTEN = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?")


def known_month(text: str) -> str:
    """2026-03 of whatever way somebody writes a month: 2026/3, 202603, 2026年3月."""
    found = WRITTEN.fullmatch(text.strip())
    if not found or not 1 <= int(found[2]) <= 12 or not 1990 <= int(found[1]) <= 2199:
        raise Refused(Words("A month is written like 2026-03."))
    return f"{found[1]}-{int(found[2]):02}"


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def days_of(month: str) -> tuple[date, date]:
    """Its first and its last day."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def month_on(month: str, months: int) -> str:
    """So many months later, or earlier."""
    return month_of(add_months(days_of(month)[0], months))


class Monthly(Protocol):
    """What a month comes to, such as 2026-03."""

    @property
    def key(self) -> str | None: ...


M = TypeVar("M", bound=Monthly)


def unbroken(found: Sequence[M], nothing: Callable[[str], M], most: int) -> list[M]:
    """Months newest first, with those between in which there was nothing: an axis of time has no gaps. At most so many of them."""
    known = {one.key: one for one in found if one.key}
    if not known:
        return []
    newest, oldest = max(known), min(known)
    months = takewhile(lambda month: month >= oldest, (month_on(newest, -at) for at in range(most)))
    return [known.get(month) or nothing(month) for month in months]


@draft
class PeriodDraft(Draft):
    """What may be typed in about a month of the books."""

    month: str = declare("text", N_("Month of the books"), "", required=True, max=12, check=known_month, aliases=("月份", "会计期间"))
    state: str = declare("choice", N_("State"), "closed", required=True, options=STATES, aliases=("状态",))
    reason: str | None = declare(
        "text", N_("Why it was opened again"), max=200, aliases=("原因",), help=N_("Needed when a closed month is opened again.")
    )

    def check(self) -> dict[str, Words]:
        if self.state == "open" and not self.reason:
            return {"reason": Words("Please say why.")}
        return {}


@draft
class Period(PeriodDraft, Record):
    """A month as the database has it."""


def _title(row: Any) -> str:
    return str(row.month)


MODULE = Module(
    name="period",
    area="sales",
    menu="performance",
    label=N_("Closed month"),
    plural=N_("Closed months"),
    icon="lock",
    rank=44,
    setup=True,
    path="/periods",
    draft=PeriodDraft,
    row=Period,
    columns=("month", "state", "reason", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("month", "state", "reason")),),
    title=_title,
    title_field="month",
    sorts=("month", "updated_at", "created_at"),
    sort="-month",
    quick=("state", "month"),
    mass=(),
    verbs=("view", "create", "edit", "approve"),
    importable=False,
    description=N_("Months whose books are closed: receipts, refunds and invoices dated in them stay as they are."),
    example=("2026-10", "closed"),
)
