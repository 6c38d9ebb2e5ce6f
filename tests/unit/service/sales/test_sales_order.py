"""Sales orders: numbers, moves, what was agreed stays, and how an accepted quote becomes an order, once."""

from datetime import UTC, date, datetime

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.product import ProductDraft
from crm.domain.sales.sales_order import SalesOrderDraft
from crm.errors import Invalid, NotFound
from tests.unit.service.sales.orders import order, without
from tests.unit.service.sales.quotes import quote

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def refused(do, *args, **more):
    with pytest.raises(Invalid) as no:
        do(*args, **more)
    return set(no.value.fields)


def test_an_order_is_numbered_and_comes_to_what_its_lines_come_to(company):
    service = company.container.trade.sales_order()
    with company.acting("wang", clock=NOW):
        made = order(company, "draft")
        assert (made.number, made.amount, made.amount_base, made.net, made.currency) == ("DD2026-0001", 1600, 1600, 1600, "CNY")
        assert refused(service.change, made.id, {"amount": "5"}) == {"amount"}
        assert refused(service.create, SalesOrderDraft.parse({"name": "另一单", "number": "DD2026-0001"})) == {"number"}
        assert refused(SalesOrderDraft.parse, {"ordered_on": "2026-11-20", "deliver_by": "2026-11-19"}) == {"deliver_by"}
        nameless = service.create(SalesOrderDraft.parse({"amount": "7"}))
        assert (nameless.name, service.module.title(nameless)) == ("DD2026-0002", "DD2026-0002")
    with company.acting("zhao"), pytest.raises(NotFound):
        service.get(made.id)


def test_whoever_may_not_decide_asks_for_it_and_states_follow_one_another(company):
    service = company.container.trade.sales_order()
    without(company, "sales_order.approve")
    with company.acting("wang", clock=NOW):
        made = order(company, "draft")
        assert refused(service.change, made.id, {"state": "confirmed"}) == {"state"}
        assert refused(service.change, made.id, {"state": "delivered"}) == {"state"}
        assert refused(service.create, SalesOrderDraft.parse({"name": "一单", "state": "done"})) == {"state"}
        service.change(made.id, {"state": "approval"})
        bare = order(company, "draft", lines=())
    with company.acting("lilei", clock=NOW):
        assert refused(service.change, bare.id, {"state": "confirmed"}) == {"amount"}
        found = service.change(made.id, {"state": "confirmed"})
        assert (found.state, found.ordered_on) == ("confirmed", date(2026, 11, 20))
        assert refused(service.change, made.id, {"state": "cancelled"}) == {"closing_reason"}
        assert service.change(made.id, {"state": "done"}).state == "done"
        assert service.change(made.id, {"state": "confirmed"}).state == "confirmed"


def test_what_was_agreed_stays_also_for_whoever_agreed_to_it(company):
    service, lines = company.container.trade.sales_order(), company.container.sales.line()
    with company.acting("lilei"):
        made = order(company)
        for change in ({"amount": "5"}, {"currency": "USD"}, {"account_id": None}, {"state": "done", "amount": "1"}):
            assert refused(service.change, made.id, change) <= {"amount", "currency", "account_id"}
        assert refused(lines.put, "sales_order", made.id, []) == {"lines"}
        assert service.remove_all([made.id]).refused.keys() == {made.id}
        assert service.change(made.id, {"deliver_by": "2099-01-01", "remark": "加急"}).deliver_by == date(2099, 1, 1)
        assert service.get(made.id).amount == 1600


def test_what_its_products_cost_is_known_where_they_say_so(company):
    with company.acting("lilei"):
        product = company.container.sales.product().create(ProductDraft.parse({"name": "企业版", "price": "100", "cost": "60"}))
        made = order(company, "draft", lines=({"product_id": str(product.id), "quantity": "3"}, {"text": "差旅", "unit_price": "50"}))
        assert (made.net, made.cost) == (Money(350), Money(180))


def test_an_accepted_quote_becomes_an_order_once_with_its_lines_as_they_were_agreed(company):
    orders, lines = company.container.trade.sales_order(), company.container.sales.line()
    with company.acting("wang", clock=NOW):
        offered = quote(company, "sent")
        assert refused(orders.of_quote, offered.id) == {"state"}
        company.container.trade.quote().accept(offered.id, "张经理")
        made = orders.of_quote(offered.id)
        assert orders.of_quote(offered.id).id == made.id
        assert (made.state, made.amount, made.quote_id, made.quote_name) == ("draft", offered.amount, offered.id, offered.name)
        copied, source = lines.of("sales_order", made.id), lines.of("quote", offered.id)
        assert [(line.source_id, line.total) for line in copied] == [(line.id, line.total) for line in source]
        kinds = [link.module for link in company.container.trade.chain().of("sales_order", made)]
        assert kinds[-2:] == ["quote", "sales_order"]
    with company.acting("zhao"), pytest.raises(NotFound):
        orders.of_quote(offered.id)


def test_prices_that_were_agreed_hold_whatever_became_of_the_lists(company):
    sales, orders = company.container.sales, company.container.trade.sales_order()
    with company.acting("lilei"):
        product = sales.product().create(ProductDraft.parse({"name": "企业版", "price": "100", "unit": "套"}))
        listed = sales.price_list().create(sales.price_list().module.draft.parse({"name": "渠道价"}))
        sales.price().create(sales.price().module.draft.parse({"price_list_id": listed.id, "product_id": product.id, "unit_price": "80"}))
    with company.acting("wang", clock=NOW):
        offered = quote(company, lines=[{"product_id": str(product.id), "quantity": "5"}], price_list_id=listed.id)
        company.container.trade.quote().send(offered.id)
        company.container.trade.quote().accept(offered.id, "张经理")
    with company.acting("lilei"):
        sales.price_list().remove_all([listed.id])
        sales.product().change(product.id, {"price": "999"})
    with company.acting("wang", clock=NOW):
        made = orders.of_quote(offered.id)
        (line,) = company.container.sales.line().of("sales_order", made.id)
        assert (line.unit_price, made.amount, offered.amount) == (80, 400, 400)


def test_making_an_order_of_a_quote_is_undone_as_one(company):
    orders = company.container.trade.sales_order()
    with company.acting("wang", clock=NOW):
        offered = quote(company, "sent")
        company.container.trade.quote().accept(offered.id, "张经理")
        made = orders.of_quote(offered.id)
        sets = [item.change_set_id for item in company.container.platform.journal().since("sales_order", made.id, 0)]
        assert not company.container.platform.undo().undo(max(sets)).refused
        with pytest.raises(NotFound):
            orders.get(made.id)
        assert orders.of_quote(offered.id).id != made.id
