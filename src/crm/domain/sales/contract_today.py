"""What waits for somebody among contracts, payments, invoices, discounts and orders."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Waiting:
    """One of them. `record_id` is its contract, or what a discount is on (of `module`), or the order or change of one itself (of
    `module`); `at` since when it waits."""

    kind: str  # payment, contract_end, contract_approval, invoice, discount, order_approval
    id: int
    name: str
    record_id: int
    owner_id: int | None
    owner_name: str | None
    department_id: int | None
    account_name: str | None
    contract_name: str | None
    day: date | None
    at: datetime
    amount: Money | None
    currency: str | None
    percent: Decimal | None
    module: str | None
