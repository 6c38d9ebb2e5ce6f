"""The books of one contract: what is due, what came in, what went back, what was invoiced; and how receipts pay instalments.

open = amount − receipts + refunds. What came in is given to the instalment that a receipt names, and what is above that, or
names none, to the oldest open ones; the rest is an advance.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.domain.kit.money import Money
from crm.domain.sales.contract import IN_FORCE

NONE = Money(0)


@dataclass(frozen=True)
class Head:
    """What the books need of a contract."""

    id: int
    name: str
    account_id: int | None
    state: str
    amount: Money | None
    amount_base: Money | None
    currency: str
    owner_id: int | None
    department_id: int | None

    @property
    def in_force(self) -> bool:
        return self.state in IN_FORCE


@dataclass(frozen=True)
class Due:
    """An instalment, as the books have it."""

    id: int
    contract_id: int
    due_on: date
    amount: Money
    amount_base: Money | None


@dataclass(frozen=True)
class Paid:
    """A receipt, as the books have it."""

    id: int
    contract_id: int
    plan_id: int | None
    received_on: date
    amount: Money
    amount_base: Money | None
    state: str
    advance: bool


@dataclass(frozen=True)
class Back:
    """A refund, as the books have it."""

    id: int
    contract_id: int
    receipt_id: int | None
    amount: Money
    amount_base: Money | None


@dataclass(frozen=True)
class Billed:
    """An invoice that was asked for or issued, as the books have it."""

    id: int
    contract_id: int
    amount: Money
    state: str


@dataclass(slots=True)
class Ledger:
    """The parts of one contract by their id. Whole rows may stand in place of the lines: they have the same fields."""

    head: Head
    plans: dict[int, Any] = field(default_factory=dict)
    receipts: dict[int, Any] = field(default_factory=dict)
    refunds: dict[int, Any] = field(default_factory=dict)
    invoices: dict[int, Any] = field(default_factory=dict)

    @property
    def amount(self) -> Money:
        return self.head.amount if self.head.amount is not None else NONE

    @property
    def counted(self) -> list[Any]:
        """The receipts that were not returned, the oldest first."""
        return sorted((one for one in self.receipts.values() if one.state == "received"), key=lambda one: (one.received_on, one.id))

    @property
    def received(self) -> Money:
        """What came in, less what was given back."""
        return total(self.counted) - total(self.refunds.values())

    @property
    def received_base(self) -> Money:
        return total(self.counted, "amount_base") - total(self.refunds.values(), "amount_base")

    @property
    def open(self) -> Money:
        return self.amount - self.received

    @property
    def planned(self) -> Money:
        return total(self.plans.values())

    @property
    def invoiced(self) -> Money:
        return total(one for one in self.invoices.values() if one.state != "void")

    @property
    def parts(self) -> int:
        return len(self.plans) + len(self.receipts) + len(self.refunds) + len(self.invoices)

    def left_of(self, receipt_id: int) -> Money:
        """What of a receipt was not given back."""
        return self.receipts[receipt_id].amount - total(one for one in self.refunds.values() if one.receipt_id == receipt_id)

    def kept(self) -> dict[int, Money]:
        """Receipt -> what of it was not given back; what a refund without a receipt gave back came in last."""
        left = {one.id: self.left_of(one.id) for one in self.counted}
        loose = total(one for one in self.refunds.values() if one.receipt_id not in left)
        for one in reversed(self.counted):
            taken = min(loose, left[one.id])
            left[one.id], loose = left[one.id] - taken, loose - taken
        return left

    def paid(self) -> dict[int, Money]:
        """Instalment -> what has come in for it."""
        left = self.kept()
        found, free = dict.fromkeys(self.plans, NONE), NONE
        for one in self.counted:
            named = min(left[one.id], self.plans[one.plan_id].amount - found[one.plan_id]) if one.plan_id in self.plans else NONE
            if named:
                found[one.plan_id] += named
            free += left[one.id] - named
        for plan in sorted(self.plans.values(), key=lambda one: (one.due_on, one.id)):
            more = max(NONE, min(free, plan.amount - found[plan.id]))
            found[plan.id], free = found[plan.id] + more, free - more
        return found

    def in_base(self, part: Money, own: str) -> Money:
        """An amount of the contract in the company's currency, at the rate of the contract."""
        if self.head.amount_base is None or not self.amount:
            return NONE
        return Money(part * self.head.amount_base / self.amount).rounded(own)


def total(rows: Iterable[Any], name: str = "amount") -> Money:
    return sum((getattr(one, name) or NONE for one in rows), NONE)
