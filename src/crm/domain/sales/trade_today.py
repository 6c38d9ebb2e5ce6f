"""What is due for somebody, or waits for him, among contracts, payments, invoices, discounts and orders."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Due:
    """One's own. `record_id` is the contract of a payment, else the record itself; `at` is since when there is one."""

    kind: str  # payment, contract_end, late_order, consent_end
    id: int
    name: str
    record_id: int
    owner_id: int | None
    account_name: str | None
    contract_name: str | None
    day: date
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """What somebody asked for, a record of `module`. `record_id` is the contract of an invoice, what a discount is on (of `module`),
    else the record itself; `at` is since when it waits."""

    kind: str  # contract_approval, invoice, discount, order_approval
    module: str
    id: int
    name: str
    record_id: int
    owner_id: int | None
    owner_name: str | None
    department_id: int | None
    account_name: str | None
    contract_name: str | None
    at: datetime
    amount: Money | None
    currency: str | None
    percent: Decimal | None
