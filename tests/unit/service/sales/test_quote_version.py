"""Versions and options: made with their lines, sent in place of what was before, compared, and taken over by the deal."""

import pytest

from crm import current
from crm.domain.kit.filter import Condition, Group, as_json
from crm.domain.kit.money import Money
from crm.domain.kit.plain import dumps
from crm.domain.sales.discount_limit import DiscountLimitDraft
from crm.errors import Invalid
from tests.unit.service.platform.approvals import flow, waiting
from tests.unit.service.sales.quotes import deal, quote
from tests.unit.service.sales.test_quote import NOW, refused


@pytest.fixture
def trade(company):
    return company.container.trade


def states(company, row):
    return [(one.option, one.revision, one.state) for one in company.container.trade.quote_version().family(row)]


def test_a_quote_of_a_deal_takes_customer_and_lines_along_and_the_deal_takes_them_back(company, trade):
    versions, lines = trade.quote_version(), company.container.sales.line()
    with company.acting("wang"):
        opened = deal(company)
        made = versions.of_deal(opened.id)
        assert (made.name, made.account_id, made.opportunity_id, made.amount) == (opened.name, opened.account_id, opened.id, Money(1600))
        assert refused(versions.take, made.id) == {"state"}
        lines.put("quote", made.id, [{"text": "最终方案", "unit_price": "1200"}])
        trade.quote().send(made.id)
        trade.quote().accept(made.id, "张建国")
        assert versions.take(made.id) == opened.id
        assert company.container.sales.opportunity().get(opened.id).amount == Money(1200)
        assert [line.text for line in lines.of("opportunity", opened.id)] == ["最终方案"]
        company.container.platform.undo().undo(current.last_change())
        assert company.container.sales.opportunity().get(opened.id).amount == Money(1600)
        assert [line.text for line in lines.of("opportunity", opened.id)] == ["企业版", "实施"]


def test_a_new_version_begins_as_a_draft_and_replaces_the_one_before_when_it_is_sent(company, trade):
    versions, quotes = trade.quote_version(), trade.quote()
    with company.acting("wang", clock=NOW):
        first = quote(company)
        assert refused(versions.new_version, first.id) == {"state"}
        quotes.send(first.id)
    with company.acting("wang", clock=NOW.replace(day=25)):
        second = versions.new_version(first.id)
        assert (second.number, second.revision, second.state, second.amount) == (first.number, 2, "draft", Money(1600))
        assert (str(second.quoted_on), str(second.valid_until), second.sent_at) == ("2026-11-25", "2026-12-25", None)
        assert refused(versions.new_version, first.id) == {"state"}
        assert refused(quotes.change, second.id, {"number": "X-1"}) == {"number"}
        assert states(company, second) == [(None, 2, "draft"), (None, 1, "sent")]
        quotes.send(second.id)
        assert states(company, second) == [(None, 2, "sent"), (None, 1, "replaced")]
        company.container.platform.undo().undo(current.last_change())
        assert states(company, second) == [(None, 2, "draft"), (None, 1, "sent")]


def test_what_a_manager_makes_of_a_salesperson_s_deal_or_quote_stays_with_the_salesperson(company, trade):
    with company.acting("wang"):
        opened = deal(company)
    with company.acting("han"):
        made = trade.quote_version().of_deal(opened.id)
        trade.quote().send(made.id)
        second = trade.quote_version().new_version(made.id)
    assert made.owner_id == second.owner_id == company.users["wang"]
    with company.acting("wang"):
        assert trade.quote().send(second.id).created_by == company.users["han"]


def test_of_several_options_the_accepted_one_replaces_the_others(company, trade):
    versions, quotes = trade.quote_version(), trade.quote()
    with company.acting("wang"):
        first = quote(company, "sent")
        other = versions.new_option(first.id)
        third = versions.new_option(first.id)
        assert (other.option, third.option, other.number) == ("B", "C", first.number)
        assert quotes.change(third.id, {"remark": "备选"}).option == "C"
        quotes.send(other.id)
        quotes.accept(other.id, "张建国")
        assert states(company, first) == [(None, 1, "replaced"), ("B", 1, "accepted"), ("C", 1, "replaced")]
        assert refused(versions.new_option, first.id) == {"state"}
        assert refused(versions.new_version, other.id) == {"state"}
        company.container.platform.undo().undo(current.last_change())
        assert states(company, first) == [(None, 1, "sent"), ("B", 1, "sent"), ("C", 1, "draft")]


def test_two_versions_are_compared_line_by_line(company, trade):
    versions, lines = trade.quote_version(), company.container.sales.line()
    with company.acting("wang"):
        first = quote(company, "sent")
        second = versions.new_version(first.id)
        kept, gone = lines.of("quote", second.id)
        lines.put("quote", second.id, [{"id": str(kept.id), "quantity": "8"}, {"text": "培训", "unit_price": "50"}])
        found = versions.compare(first.id, second.id).lines
        assert [pair.kind for pair in found.pairs] == ["changed", "removed", "added"]
        assert found.pairs[0].changed == ("quantity",)
        assert (found.before.total, found.after.total) == (Money(1600), Money(850))
        assert gone.text == "实施"
        with pytest.raises(Invalid):
            versions.compare(first.id, quote(company).id)


def test_a_discount_that_waits_still_waits_in_a_new_option(company, trade):
    sales = company.container.sales
    with company.acting("lilei"):
        sales.discount_limit().create(DiscountLimitDraft.parse({"role_id": company.roles["salesperson"], "percent": "10"}))
    with company.acting("wang"):
        first = quote(company, lines=[{"text": "企业版", "unit_price": "100", "discount": "20"}])
        other = trade.quote_version().new_option(first.id)
        assert refused(trade.quote().send, other.id) == {"state"}
    with company.acting("lilei"):
        assert sales.line_approval().may_decide("quote", other.id)


def test_above_an_amount_a_flow_approves_before_a_quote_goes_out(company, trade):
    quotes, approvals = trade.quote(), company.container.approval.approval()
    large = dumps(as_json(Group((Condition("amount_base", "at_least", 1000),))))
    flow(company, {"name": "主管审批", "kind": "chain", "levels": 1}, name="大额报价审批", subject="quote", condition=large)
    with company.acting("wang"):
        small, made = quote(company, lines=[{"text": "培训", "unit_price": "50"}]), quote(company)
        assert quotes.send(small.id).state == "sent"
        assert refused(quotes.send, made.id) == refused(quotes.change, made.id, {"state": "approved"}) == {"state"}
        quotes.change(made.id, {"state": "approval"})
        assert refused(company.container.sales.line().put, "quote", made.id, []) == {"lines"}
        other = trade.quote_version().new_option(made.id)
    with company.acting("han"):
        (asked,) = waiting(company, "han")
        approvals.decide(asked, "approve", "同意")
    with company.acting("wang"):
        assert quotes.send(made.id).state == "sent"
        quotes.accept(made.id, "张建国")
        assert states(company, made) == [(None, 1, "accepted"), ("B", 1, "replaced")]
        assert refused(quotes.send, other.id) == {"state"}
