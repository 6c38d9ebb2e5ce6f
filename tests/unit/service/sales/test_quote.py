"""Quotes: their numbers, what may be sent and answered, and what stays as it was sent."""

from datetime import UTC, date, datetime

import pytest

from crm import current
from crm.domain.kit.money import Money
from crm.domain.sales.discount_limit import DiscountLimitDraft
from crm.domain.sales.quote import QuoteDraft
from crm.domain.sales.quote_event import QuoteAnswered, QuoteSent
from crm.errors import Forbidden, Invalid, NotFound
from tests.unit.service.sales.quotes import quote

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def refused(do, *args, **more):
    """The fields that an action is refused for."""
    with pytest.raises(Invalid) as no:
        do(*args, **more)
    return set(no.value.fields)


def test_quotes_are_numbered_and_hold_as_long_as_the_settings_say(company):
    service = company.container.trade.quote()
    with company.acting("wang", clock=NOW):
        made = quote(company)
        assert (made.number, made.valid_until, made.family_id, made.revision) == ("BJ2026-0001", date(2026, 12, 20), made.id, 1)
        assert (made.amount, made.amount_base, made.currency, made.state) == (Money(1600), Money(1600), "CNY", "draft")
        assert refused(service.create, QuoteDraft.parse({"name": "另一份", "number": "BJ2026-0001"})) == {"number"}
        assert service.create(QuoteDraft.parse({"name": "一天", "valid_until": "2026-11-21"})).valid_until == date(2026, 11, 21)
        assert refused(QuoteDraft.parse, {"name": "倒着", "quoted_on": "2026-11-20", "valid_until": "2026-11-19"}) == {"valid_until"}
        assert refused(service.create, QuoteDraft.parse({"name": "直接接受", "state": "accepted"})) == {"state"}


def test_the_amount_of_a_quote_with_lines_is_theirs(company):
    service, lines = company.container.trade.quote(), company.container.sales.line()
    with company.acting("wang"):
        made = quote(company)
        lines.put("quote", made.id, [{"text": "改过", "unit_price": "7"}])
        company.container.platform.undo().undo(current.last_change())
        assert (service.get(made.id).amount, len(lines.of("quote", made.id))) == (Money(1600), 2)
        assert refused(service.change, made.id, {"amount": "5"}) == {"amount"}
        assert refused(service.change, made.id, {"currency": "USD"}) == {"currency"}
        lines.put("quote", made.id, [{"text": "只此一项", "unit_price": "9"}])
        assert service.get(made.id).amount == Money(9)
        bare = service.create(QuoteDraft.parse({"name": "估价", "amount": "70"}))
        assert service.change(bare.id, {"amount": "80"}).amount_base == Money(80)


def test_what_was_sent_stays_as_it_is_but_may_hold_longer(company):
    service, lines = company.container.trade.quote(), company.container.sales.line()
    with company.acting("wang", clock=NOW):
        made = quote(company, "sent")
        assert made.sent_at == NOW
        for change in ({"amount": "5"}, {"name": "别的"}, {"terms": "货到付款"}, {"account_id": None}):
            assert refused(service.change, made.id, change) == set(change)
        assert refused(lines.put, "quote", made.id, []) == {"lines"}
        assert service.change(made.id, {"valid_until": "2027-01-31", "remark": "再等等"}).valid_until == date(2027, 1, 31)
    with company.acting("lilei"):
        assert made.id in service.remove_all([made.id]).refused
        assert len(lines.of("quote", made.id)) == 2


def test_lines_of_a_sent_quote_do_not_come_back_by_undo(company):
    lines, undo = company.container.sales.line(), company.container.platform.undo()
    with company.acting("wang"):
        made = quote(company)
        lines.put("quote", made.id, [{"text": "改过", "unit_price": "7"}])
        put = current.last_change()
        company.container.trade.quote().send(made.id)
        with pytest.raises(Invalid):
            undo.undo(put)
        assert [line.text for line in lines.of("quote", made.id)] == ["改过"]
        assert company.container.trade.quote().get(made.id).amount == Money(7)


def test_nothing_goes_out_without_a_customer_an_amount_or_after_its_last_day(company):
    service = company.container.trade.quote()
    with company.acting("wang", clock=NOW):
        bare = service.create(QuoteDraft.parse({"name": "空白"}))
        assert refused(service.send, bare.id) == {"account_id", "amount"}
        late = quote(company, quoted_on="2026-11-01", valid_until="2026-11-19")
        assert refused(service.send, late.id) == {"valid_until"}
        assert refused(service.accept, late.id, "张三") == {"state"}


def test_a_discount_above_the_limit_is_not_sent_until_it_is_approved(company):
    sales, service = company.container.sales, company.container.trade.quote()
    with company.acting("lilei"):
        sales.discount_limit().create(DiscountLimitDraft.parse({"role_id": company.roles["salesperson"], "percent": "10"}))
    with company.acting("wang"):
        made = quote(company, lines=[{"text": "企业版", "unit_price": "100", "discount": "20"}])
        assert refused(service.send, made.id) == {"state"}
        assert refused(service.change, made.id, {"state": "sent"}) == {"state"}
    with company.acting("lilei"):
        sales.line_approval().decide("quote", made.id, True, "")
    with company.acting("wang"):
        assert service.send(made.id).state == "sent"


def test_an_answer_is_given_once_and_told_to_whoever_listens(company):
    service, heard = company.container.trade.quote(), []
    for event in (QuoteSent, QuoteAnswered):
        company.container.events()._listeners[event].append(heard.append)
    with company.acting("wang", clock=NOW):
        made = quote(company, "sent")
        done = service.accept(made.id, "张建国", "Zhang@Example.cn", "请尽快安排")
        assert (done.state, done.signer, done.signer_mail, done.answered_at) == ("accepted", "张建国", "Zhang@example.cn", NOW)
        assert refused(service.accept, made.id, "李四") == refused(service.decline, made.id, "太贵") == {"state"}
        assert refused(service.change, made.id, {"signer": "李四"}) == {"signer"}
        other = quote(company, "sent")
        assert refused(service.decline, other.id, "") == {"answer"}
        assert service.decline(other.id, "太贵").answered_at == NOW
    assert heard == [QuoteSent(made.id), QuoteAnswered(made.id, True), QuoteSent(other.id), QuoteAnswered(other.id, False)]


def test_after_its_last_day_a_quote_is_not_accepted_and_can_be_made_to_hold_longer(company):
    service = company.container.trade.quote()
    with company.acting("wang", clock=NOW):
        made = quote(company, "sent", valid_until="2026-11-30")
    with company.acting("wang", clock=NOW.replace(month=12)):
        assert refused(service.accept, made.id, "张建国") == {"valid_until"}
        service.change(made.id, {"valid_until": "2026-12-31"})
        assert service.accept(made.id, "张建国").state == "accepted"


def test_an_acceptance_is_undone_until_there_is_an_order(company):
    service, undo = company.container.trade.quote(), company.container.platform.undo()
    with company.acting("wang"):
        made = quote(company, "sent")
        service.accept(made.id, "张建国")
        undo.undo(current.last_change())
        back = service.get(made.id)
        assert (back.state, back.signer, back.answered_at) == ("sent", None, None)
        service.accept(made.id, "张建国")
        accepted = current.last_change()
        order = company.container.trade.sales_order().of_quote(made.id)
        assert (order.amount, order.account_id) == (made.amount, made.account_id)
        assert made.id in undo.undo(accepted).refused
        assert service.get(made.id).state == "accepted"


def test_quotes_are_their_owner_s_and_approved_by_who_may(company):
    service = company.container.trade.quote()
    with company.acting("lilei"):
        role = company.container.platform.role()
        found = role.get(company.roles["salesperson"])
        role.change(found.id, {"grants": {name: scope for name, scope in found.grants.items() if name != "quote.approve"}})
    with company.acting("wang"):
        made = quote(company)
        assert refused(service.change, made.id, {"state": "approved"}) == {"state"}
        service.change(made.id, {"state": "approval"})
    with company.acting("chen"), pytest.raises(NotFound):
        service.get(made.id)
    with company.acting("sun"), pytest.raises(Forbidden):
        service.send(made.id)
    with company.acting("han"):
        assert service.change(made.id, {"state": "approved"}).state == "approved"
    with company.acting("wang"):
        assert service.send(made.id).state == "sent"


def test_the_price_list_of_a_quote_comes_first_and_what_it_offered_outlives_the_list(company):
    sales, service = company.container.sales, company.container.trade.quote()
    with company.acting("lilei"):
        product = sales.product().create(sales.product().module.draft.parse({"name": "企业版", "price": "1000"}))
        lists = sales.price_list()
        special = lists.create(lists.module.draft.parse({"name": "专项价", "currency": "CNY", "grades": ["A"]}))
        raw = {"price_list_id": special.id, "product_id": product.id, "min_quantity": "1", "unit_price": "700"}
        sales.price().create(sales.price().module.draft.parse(raw))
        made = quote(company, price_list_id=special.id, lines=[{"product_id": str(product.id), "quantity": "2"}])
        assert made.amount == Money(1400)
        lists.remove_all([special.id])
        assert service.send(made.id).amount == Money(1400)
        assert service.accept(made.id, "张建国").amount == made.amount
