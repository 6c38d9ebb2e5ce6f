"""Orders over two years for `python -m bench.trade`: customers, contracts, payments, targets and commission around them."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import data, sales, store
from crm.container import Container
from crm.current import acting
from crm.domain.kit.money import Money
from crm.domain.sales.contract import Contract
from crm.domain.sales.line import Line as DocumentLine
from crm.domain.sales.line import worked_out
from crm.domain.sales.receipt import Receipt
from crm.domain.sales.receipt_plan import ReceiptPlan
from crm.domain.sales.sales_order import SalesOrder

STEP, CUSTOMERS, LINES = 10_000, 20_000, 3
ORDER, LINE, CONTRACT, PLAN, RECEIPT = 30_000_000, 40_000_000, 50_000_000, 60_000_000, 70_000_000  # the first ids of each


def prepared(engine: str, size: int, folder: Path) -> tuple[Container, str, str]:
    """A database with that many orders, its data folder and its address."""

    def filled(container: Container) -> None:
        sales.organise(container)
        data.fill(container, CUSTOMERS)
        fill(container, size)

    return store.prepared("orders", engine, size, folder, filled)


def fill(container: Container, size: int) -> None:
    """Orders over two years with three lines each; of every fourth a contract with two instalments, most of the first ones paid."""
    chance, people, now = random.Random(7), data.owners(container), datetime.now(UTC)
    for start in range(0, size, STEP):
        orders, lines, contracts, plans, receipts = [], [], [], [], []
        for at in range(start, min(start + STEP, size)):
            made, customer = now - timedelta(hours=chance.randrange(17_500)), 1_000_000 + at % CUSTOMERS
            owner, department = people[at % len(people)]
            kept = {
                "version": 1, "account_id": customer, "currency": "CNY", "owner_id": owner, "department_id": department,
                "created_at": made, "created_by": owner, "updated_at": made, "updated_by": owner,
            }  # fmt: skip
            parts = list(_lines(at, chance, kept))
            amount = Money(sum(part["total"] for part in parts))
            name, worth = f"项目 {at}", {"amount": amount, "amount_base": amount}
            lines += parts
            orders.append(_blank(SalesOrder(name=name)) | kept | worth | {
                "id": ORDER + at, "sort_key": f"order{at:07}", "number": f"DD{at:07}", "state": chance.choice(("confirmed", "done")),
                "ordered_on": made.date(), "deliver_by": made.date() + timedelta(days=30), "net": amount,
            })  # fmt: skip
            if at % 4 == 0:
                paid = at % 20 != 0
                contracts.append(_blank(Contract(name=name)) | kept | worth | {
                    "id": CONTRACT + at, "sort_key": f"contract{at:07}", "number": f"HT{at:07}", "state": "active",
                    "signed_on": made.date(), "starts_on": made.date(), "ends_on": (now + timedelta(days=900)).date(),
                    "open_amount": amount, "open_base": amount, "order_id": ORDER + at,
                })  # fmt: skip
                plans += _plans(at, made.date(), amount, paid, kept)
                receipts += _receipt(at, made, amount, kept) if paid else []
        with acting(actor=data.SYSTEM), container.db().transaction():
            container.trade.sales_order_dao().insert(orders)
            container.sales.line_dao().insert(lines)
            container.trade.contract_dao().insert(contracts)
            container.trade.receipt_plan_dao().insert(plans)
            container.trade.receipt_dao().insert(receipts)
    _aimed(container, people)
    with container.db().transaction() as work:
        is_sqlite = container.db().dialect == "sqlite"
        work.cursor.execute("UPDATE sequence SET next = 90000000" if is_sqlite else "SELECT setval('record_id', 90000000)")
        work.cursor.execute("ANALYZE")


def _blank(row: Any) -> dict[str, Any]:
    return dict(vars(row))


def _lines(at: int, chance: random.Random, kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number in range(LINES):
        line = DocumentLine(
            module="sales_order", record_id=ORDER + at, position=number, text=f"第 {number + 1} 项", unit="件", currency="CNY",
            unit_price=Money(chance.randrange(1, 90) * 100),
        )  # fmt: skip
        own = {
            name: kept[name] for name in ("version", "owner_id", "department_id", "created_at", "created_by", "updated_at", "updated_by")
        }
        yield _blank(worked_out(line)) | own | {"id": LINE + at * LINES + number, "sort_key": f"line{at:07}"}


def _plans(at: int, signed: date, amount: Money, paid: bool, kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    first = Money(amount / 2).rounded("CNY")
    for number, part in enumerate((first, Money(amount - first))):
        left = Money(0) if paid and number == 0 else part
        yield _blank(ReceiptPlan(contract_id=CONTRACT + at, name="款项", due_on=signed, amount=part)) | kept | {
            "id": PLAN + at * 2 + number, "sort_key": f"plan{at:07}", "position": number + 1, "amount_base": part,
            "due_on": signed + timedelta(days=60 * (number + 1)), "received": Money(part - left), "open_amount": left, "open_base": left,
        }  # fmt: skip


def _receipt(at: int, made: datetime, amount: Money, kept: dict[str, Any]) -> list[dict[str, Any]]:
    part, day = Money(amount / 2).rounded("CNY"), min(made.date() + timedelta(days=20), datetime.now(UTC).date())
    row = Receipt(contract_id=CONTRACT + at, received_on=day, amount=part)
    return [_blank(row) | kept | {"id": RECEIPT + at, "sort_key": f"receipt{at:07}", "amount_base": part, "plan_id": PLAN + at * 2}]


def _aimed(container: Container, people: list[tuple[int, int | None]]) -> None:
    """A target of receipts for everybody, and a plan of commission in three tiers."""
    targets, plans = container.performance.target(), container.performance.commission_plan()
    with acting(actor=data.SYSTEM):
        for id, _ in people:
            targets.create(targets.module.draft.parse({"person_id": id, "measure": "receipts", "total": "1200000"}))
        tiers = "0: 3%\n50000: 5%\n200000: 8%"
        plans.create(
            plans.module.draft.parse({"name": "回款", "from_month": "2024-01", "basis": "receipts", "way": "marginal", "tiers": tiers})
        )
