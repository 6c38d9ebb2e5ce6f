"""Changes of what was agreed: proposed, held against what is delivered, applied once, and undone as one."""

import pytest

from crm import current
from crm.domain.kit.money import Money
from crm.domain.sales.order_change import OrderChangeDraft
from crm.errors import Invalid, NotFound
from tests.unit.service.platform.approvals import flow, waiting
from tests.unit.service.sales.orders import lines_of, order, without
from tests.unit.service.sales.test_delivery import ship
from tests.unit.service.sales.test_sales_order import refused


def propose(company, order, **raw):
    service = company.container.trade.order_change()
    return service.create(OrderChangeDraft.parse({"order_id": order.id, "reason": "客户增购", **raw}))


def put(company, change, *quantities):
    """The proposed lines with these quantities; one of zero is taken out."""
    lines = company.container.sales.line()
    found = lines.of("order_change", change.id)
    given = [
        {"id": line.id, "text": line.text, "quantity": str(quantity), "unit_price": str(line.unit_price)}
        for line, quantity in zip(found, quantities, strict=False)
        if quantity
    ]
    lines.put("order_change", change.id, given)


def told(company, order):
    found = company.container.trade.sales_order().get(order.id)
    return found.amount, [line.quantity for line in company.container.sales.line().of("sales_order", order.id)]


def test_a_change_proposes_the_order_as_it_is_and_alters_it_when_it_is_applied(company):
    service = company.container.trade.order_change()
    with company.acting("wang"):
        made = order(company)
        before = lines_of(company, made)
        change = propose(company, made)
        number = f"BG{current.today().year}-0001"
        assert (change.number, change.amount_before, change.amount, change.currency) == (number, 1600, 1600, "CNY")
        assert refused(service.change, change.id, {"state": "applied"}) == {"state"}
        put(company, change, 15)
        found = service.difference(change.id)
        assert [pair.kind for pair in found.pairs] == ["changed", "removed"]
        assert (found.before.total, found.after.total) == (1600, 1500)
        assert told(company, made) == (1600, [10, 1])
        done = service.change(change.id, {"state": "applied"})
        assert (done.amount, done.applied_at is not None) == (1500, True)
        assert told(company, made) == (1500, [15])
        assert lines_of(company, made) == before[:1]
        assert [pair.kind for pair in service.difference(change.id).pairs] == ["changed", "removed"]
        assert refused(service.change, change.id, {"state": "draft"}) == {"state"}
        assert refused(company.container.sales.line().put, "order_change", change.id, []) == {"lines"}


def test_an_applied_change_is_undone_as_one(company):
    service = company.container.trade.order_change()
    with company.acting("wang"):
        made = order(company)
        change = propose(company, made)
        put(company, change, 15)
        service.change(change.id, {"state": "applied"})
        last = company.container.platform.journal().since("sales_order", made.id, 0)[-1].change_set_id
        assert not company.container.platform.undo().undo(last).refused
        assert told(company, made) == (1600, [10, 1])
        assert (service.get(change.id).state, service.get(change.id).applied_at) == ("draft", None)
        service.change(change.id, {"state": "applied"})
        assert told(company, made) == (1500, [15])


def test_a_change_below_what_is_planned_or_delivered_is_refused(company):
    service, deliveries = company.container.trade.order_change(), company.container.trade.delivery()
    with company.acting("wang"):
        made = order(company)
        seats, setup = lines_of(company, made)
        ship(company, made, {seats: "4"})
        planned = ship(company, made, {seats: "2"}, "planned")
        change = propose(company, made)
        put(company, change, 5, 1)
        assert refused(service.change, change.id, {"state": "applied"}) == {"state"}
        with company.acting("lilei"):
            deliveries.remove_all([planned.id])
        put(company, change, 4)
        service.change(change.id, {"state": "applied"})
        assert company.container.trade.sales_order().get(made.id).state == "delivered"
        assert deliveries.book(made).left() == {seats: 0}


def test_of_two_changes_the_second_starts_anew(company):
    service = company.container.trade.order_change()
    with company.acting("wang"):
        made = order(company)
        first, second = propose(company, made), propose(company, made)
        put(company, first, 11, 1)
        put(company, second, 12, 1)
        service.change(first.id, {"state": "applied"})
        assert refused(service.change, second.id, {"state": "applied"}) == {"state"}
        assert told(company, made) == (1700, [11, 1])


def test_whoever_may_not_decide_asks_and_what_waits_stays_as_it_is(company):
    service = company.container.trade.order_change()
    without(company, "order_change.approve")
    with company.acting("wang"):
        made = order(company)
        change = propose(company, made)
        put(company, change, 20, 1)
        assert refused(service.change, change.id, {"state": "applied"}) == {"state"}
        service.change(change.id, {"state": "approval"})
        assert refused(company.container.sales.line().put, "order_change", change.id, []) == {"lines"}
        assert refused(service.change, change.id, {"reason": "别的"}) == {"state"}
    with company.acting("zhao"), pytest.raises(NotFound):
        service.get(change.id)
    with company.acting("lilei"):
        asked = company.container.trade.today_contract_approval().items(current.now())
        assert [(item.title, item.url) for item in asked] == [(change.number, f"/order-changes/{change.id}")]
        service.change(change.id, {"state": "refused"})
        service.change(change.id, {"state": "draft"})
        service.change(change.id, {"state": "applied"})
        assert told(company, made) == (2600, [20, 1])


def test_only_a_running_order_is_altered_and_one_without_lines_by_its_amount(company):
    service = company.container.trade.order_change()
    with company.acting("wang"):
        early = order(company, "draft")
        assert refused(propose, company, early) == {"order_id"}
        bare = order(company, lines=(), amount="900")
        change = propose(company, bare, amount="1000")
        service.change(change.id, {"state": "applied"})
        assert company.container.trade.sales_order().get(bare.id).amount == Money(1000)
        with pytest.raises(Invalid):
            propose(company, bare, reason="")


def test_a_change_for_which_a_flow_runs_is_applied_by_its_last_decision(company):
    service, desk = company.container.trade.order_change(), company.container.approval.approval()
    flow(company, {"name": "主管审批", "kind": "chain", "levels": 1}, name="订单变更审批", subject="order_change", condition="")
    with company.acting("wang"):
        made = order(company)
        change = propose(company, made)
        put(company, change, 12, 1)
        assert refused(service.change, change.id, {"state": "applied"}) == {"state"}
        service.change(change.id, {"state": "approval"})
        assert refused(service.change, change.id, {"state": "draft"}) == {"state"}
    (request,) = waiting(company, "han")
    with company.acting("han"):
        assert company.container.trade.today_contract_approval().items(current.now()) == []
        desk.decide(request, "approve")
    with company.acting("wang"):
        assert service.get(change.id).state == "applied"
        assert told(company, made) == (1800, [12, 1])
