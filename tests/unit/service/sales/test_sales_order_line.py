"""A music shop's customers and 412 invoices with 2,240 lines come in whole by import, and come to what its files add up to."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from crm.current import acting
from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from tests.kit.company import SYSTEM
from tests.unit.service.sales.orders import order

CHINOOK = Path(__file__).parents[5] / "shared/data/crm_samples/chinook"


def lines(name: str) -> list[dict[str, str]]:
    with (CHINOOK / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not CHINOOK.exists(), reason="the sample is not on this machine")
def test_the_invoices_of_a_shop_come_in_as_orders_and_come_to_what_its_files_say(crm):
    transfer = crm.customer.transfer()
    with acting(actor=SYSTEM, fields=crm.platform.field().latest(), currency="USD"):
        named = {"FirstName": "given", "LastName": "family", "Company": "", "Phone": "remark", "Email": "remark"}
        people = transfer.import_file("account", CHINOOK / "Customer.csv", {"on_twin": "create"}, named)
        assert (people.created, people.failed) == (59, 0)  # five of the numbers and addresses are none here
        names = {"TrackId": "code", "Name": "name", "UnitPrice": "price"}
        tracks = transfer.import_file("product", CHINOOK / "Track.csv", {"on_twin": "create"}, unmapped("Track.csv") | names)
        assert (tracks.created, tracks.failed) == (3503, 0)

        called = {row["CustomerId"]: f"{row['FirstName']} {row['LastName']}" for row in lines("Customer.csv")}
        orders = transfer.import_file("sales_order", CHINOOK / "Invoice.csv", {"same": called, "create_companies": False}, {
            "InvoiceId": "number", "CustomerId": "account_id", "InvoiceDate": "ordered_on", "BillingAddress": "address", "BillingCity": "",
            "BillingState": "", "BillingCountry": "country", "BillingPostalCode": "", "Total": "amount",
        })  # fmt: skip
        assert (orders.created, orders.failed, orders.skipped) == (412, 0, 0)
        before = countries(crm)
        mapping = {"InvoiceLineId": "", "InvoiceId": "order_id", "TrackId": "product_id", "UnitPrice": "unit_price", "Quantity": "quantity"}
        run = transfer.import_file("sales_order_line", CHINOOK / "InvoiceLine.csv", {}, mapping)
        assert (run.created, run.failed) == (2240, 0)

        told: Counter[str] = Counter()
        for row in lines("Invoice.csv"):
            told[row["BillingCountry"]] += Decimal(row["Total"])
        assert countries(crm) == before == dict(told)
        assert sum(told.values()) == Decimal("2328.60")
        whole = crm.trade.sales_order().figures(Query(), 10_000, None, ("amount", "net"))[0]
        assert (whole.count, whole.fields["amount"], whole.fields["net"]) == (412, (Money("2328.60"), 412), (Money("2328.60"), 412))
        with crm.db().transaction(writes=False):
            ids = [row.id for row in crm.trade.sales_order().page(Query(size=500))[:412]]
            found = crm.trade.sales_order_line_dao().counts(ids)
        assert (len(found), sum(one.lines for one in found)) == (412, 2240)


def unmapped(file: str) -> dict[str, str]:
    return dict.fromkeys(lines(file)[0], "")


def countries(crm) -> dict[str, Decimal]:
    found = crm.trade.sales_order().figures(Query(), 10_000, "country", ("amount_base",))
    return {one.value: one.fields["amount_base"][0] for one in found}


def test_rows_name_their_order_by_its_number_and_what_does_not_fit_is_said(company, tmp_path):
    file = tmp_path / "lines.csv"
    with company.acting("wang"):
        early, agreed = order(company, "draft", lines=(), number="7"), order(company, number="8")
        other = order(company, "draft", lines=(), number=str(early.id))
        file.write_text(
            "订单编号,说明,数量,单价,折扣\n"
            "7,席位,10,100,\n7,培训,1,50.5,10\n8,席位,1,1,\n99,席位,1,1,\n7,,1,1,\n7,席位,0,1,\n7,席位,1,很多,\n", encoding="utf-8",
        )  # fmt: skip
        run = company.container.customer.transfer().import_file("sales_order_line", file)
        service = company.container.trade.sales_order()
        assert (run.created, run.failed) == (2, 5)
        assert service.get(early.id).amount == Money("1045.45")
        assert (service.get(agreed.id).amount, service.get(other.id).amount) == (1600, None)
        company.container.customer.transfer().start(run.id, "undo")
        assert company.container.sales.line().of("sales_order", early.id) == []
    with company.acting("zhao"):
        assert company.container.customer.transfer().import_file("sales_order_line", file).created == 0
