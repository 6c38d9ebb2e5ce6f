"""Deliveries: never more than was ordered, and the order is as far as they are."""

from datetime import UTC, datetime

import pytest

from crm.domain.kit.filter import Query
from crm.domain.sales.delivery import DeliveryDraft
from crm.errors import Forbidden
from tests.unit.service.sales.orders import lines_of, order
from tests.unit.service.sales.test_sales_order import refused

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def ship(company, order, quantities, state="shipped", **raw):
    service = company.container.trade.delivery()
    return service.ship(DeliveryDraft.parse({"order_id": order.id, "state": state, **raw}), quantities)


def state_of(company, order):
    return company.container.trade.sales_order().get(order.id).state


def test_an_order_is_delivered_in_parts_and_says_how_far_it_is(company):
    service = company.container.trade.delivery()
    with company.acting("wang", clock=NOW):
        made = order(company)
        seats, setup = lines_of(company, made)
        first = ship(company, made, {seats: "4"}, carrier="顺丰速运", tracking="SF100")
        assert (first.number, str(first.shipped_on), first.owner_id) == ("FH2026-0001", "2026-11-20", made.owner_id)
        assert (state_of(company, made), service.book(made).share) == ("delivering", 25)
        rest = service.create(DeliveryDraft.parse({"order_id": made.id, "state": "planned"}))
        assert [(line.line_id, line.quantity) for line in service.of(rest.id)] == [(seats, 6), (setup, 1)]
        assert state_of(company, made) == "delivering"
        service.change(rest.id, {"state": "shipped"})
        assert (state_of(company, made), service.book(made).share) == ("delivered", 100)
        assert refused(service.create, DeliveryDraft.parse({"order_id": made.id})) == {"order_id"}
        company.container.trade.sales_order().change(made.id, {"state": "done"})
        assert str(service.change(first.id, {"state": "received"}).received_on) == "2026-11-20"
        assert refused(service.change, first.id, {"state": "returned"}) == {"state"}
        assert company.container.trade.sales_order().change(made.id, {"state": "confirmed"}).state == "delivered"


def test_more_than_was_ordered_is_never_delivered(company):
    service = company.container.trade.delivery()
    with company.acting("wang"):
        made = order(company)
        seats, setup = lines_of(company, made)
        assert refused(ship, company, made, {seats: "11"}) == {f"quantity.{seats}"}
        assert refused(ship, company, made, {seats: "-1"}) == {f"quantity.{seats}"}
        assert refused(ship, company, made, {seats: "drei"}) == {f"quantity.{seats}"}
        assert refused(ship, company, made, {seats: "0", setup: ""}) == {"lines"}
        assert refused(ship, company, made, {setup + 999: "1"}) == {"lines"}
        planned = ship(company, made, {seats: "8"}, "planned")
        assert refused(ship, company, made, {seats: "3"}) == {f"quantity.{seats}"}
        assert refused(service.put, planned.id, {seats: "10.0001"}) == {f"quantity.{seats}"}
        service.put(planned.id, {seats: "10"})
        assert service.book(made).left()[seats] == 0


def test_what_comes_back_is_to_be_delivered_again(company):
    service = company.container.trade.delivery()
    with company.acting("wang"):
        made = order(company)
        seats, _ = lines_of(company, made)
        sent = ship(company, made, None)
        service.change(sent.id, {"state": "returned"})
        assert (state_of(company, made), service.book(made).left()[seats]) == ("confirmed", 10)
        ship(company, made, {seats: "2"})
        assert refused(service.change, sent.id, {"state": "shipped"}) == {"state"}
        assert refused(service.put, sent.id, {seats: "1"}) == {"state"}


def test_only_a_confirmed_order_is_delivered_by_whoever_has_it(company):
    service = company.container.trade.delivery()
    with company.acting("wang"):
        early = order(company, "draft")
        assert refused(service.create, DeliveryDraft.parse({"order_id": early.id})) == {"order_id"}
        made = order(company)
        sent = ship(company, made, None)
    with company.acting("zhao"):
        assert refused(service.create, DeliveryDraft.parse({"order_id": made.id})) == {"order_id"}
    with company.acting("sun"), pytest.raises(Forbidden):
        service.change(sent.id, {"state": "received"})
    with company.acting("lilei"):
        assert service.remove_all([sent.id]).refused.keys() == {sent.id}
        company.container.trade.sales_order().assign_all([made.id], company.users["zhao"], company.departments["east"])
        assert service.get(sent.id).owner_id == company.users["zhao"]


def test_a_delivery_is_undone_as_one_and_the_order_goes_back(company):
    service, undo = company.container.trade.delivery(), company.container.platform.undo()
    with company.acting("wang"):
        made = order(company)
        sent = ship(company, made, None)
        (first, *_) = [item.change_set_id for item in company.container.platform.journal().since("delivery", sent.id, 0)]
        assert not undo.undo(first).refused
        assert (state_of(company, made), service.book(made).taken) == ("confirmed", [])
        ship(company, made, None)


def test_a_line_of_a_file_delivers_what_is_left_of_its_order_and_an_undo_takes_it_back(company, tmp_path):
    file, transfer = tmp_path / "deliveries.csv", company.container.customer.transfer()
    with company.acting("wang", clock=NOW):
        first, second, draft = order(company, number="A1"), order(company, number="A2"), order(company, "draft", number="A3")
        seats, _ = lines_of(company, second)
        ship(company, second, {seats: "4"}, number="SF-0")
        file.write_text(
            "订单编号,发货单号,发货状态,发货日期,物流公司,运单号\nA1,SF-1,已发货,2026-11-18,顺丰速运,SF100\nA2,,已签收,,,\nA2,SF-3,已发货,,,\n"
            "A3,SF-4,已发货,,,\nA1,SF-5,已发货,,,\n无此单,SF-6,已发货,,,\nA2,SF-0,已发货,,,\n", encoding="utf-8",
        )  # fmt: skip
        run = transfer.import_file("delivery", file)
        assert (run.created, run.failed) == (2, 5)
        assert state_of(company, first) == state_of(company, second) == "delivered" and state_of(company, draft) == "draft"
        service = company.container.trade.delivery()
        rows = {row.tracking: row for row in service.page(Query(size=9))[:9] if row.number != "SF-0"}
        assert (rows["SF100"].carrier, str(rows["SF100"].shipped_on), len(service.of(rows["SF100"].id))) == ("顺丰速运", "2026-11-18", 2)
        assert [(line.line_id, line.quantity) for line in service.of(rows[None].id)][0] == (seats, 6)
        transfer.start(run.id, "undo")
        while company.container.platform.job_runner().run_one("test"):
            pass
        assert (state_of(company, first), state_of(company, second)) == ("confirmed", "delivering")
