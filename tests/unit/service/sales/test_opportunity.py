"""Deals: where they begin, what their stages ask, what they are worth, and what is kept of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm import current
from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.domain.kit.money import Money
from crm.domain.sales.opportunity import MODULE, OpportunityDraft
from crm.domain.sales.opportunity_change import Period
from crm.errors import Conflict, Invalid

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def sales(company):
    return company.container.sales


def deal(sales, **raw):
    return sales.opportunity().create(OpportunityDraft.parse({"name": "云帆采购", **raw}))


def stage(sales, name: str) -> int:
    return next(step.id for step in sales.stage().steps().values() if step.name == name)


def listed(*texts: str) -> Query:
    return Query(parse_address(MODULE, texts), parse_sort(MODULE, None))


def test_the_first_deal_begins_in_the_first_stage_of_the_standard_pipeline(company, sales):
    with company.acting("wang"):
        made = deal(sales, amount="12万")
    assert (made.stage_name, made.state, made.chance, made.forecast) == ("First contact", "open", 10, "pipeline")
    assert (made.currency, made.amount_base, made.weighted) == ("CNY", Money(120_000), Money(12_000))


def test_an_amount_of_another_currency_counts_by_the_rate_of_the_day_and_without_one_it_is_refused(company, sales):
    with company.acting("lilei"):
        rates = sales.exchange_rate()
        rates.create(rates.module.draft.parse({"currency": "USD", "starts_on": "2026-01-01", "rate": "7.1"}))
    with company.acting("wang"):
        made = deal(sales, amount="1000", currency="USD")
        assert made.amount_base == Money(7100)
        with pytest.raises(Invalid) as refused:
            deal(sales, amount="1000", currency="EUR")
        assert set(refused.value.fields) == {"currency"}
        for amount in ("-5", "1e15", "100000000000.01"):
            with pytest.raises(Invalid) as refused:
                sales.opportunity().change(made.id, {"amount": amount})
            assert set(refused.value.fields) == {"amount"}


def test_sums_and_past_follow_every_write_and_its_undo(company, sales):
    service, tally = sales.opportunity(), sales.opportunity_tally()
    with company.acting("wang"):
        one = deal(sales, amount="1000", close_on="2027-01-01")
        two = deal(sales, amount="500")
        service.change(one.id, {"amount": "3000"})
        service.change(one.id, {"forecast": "best"})
    with company.acting("lilei"):
        chen = company.actor("chen")
        service.assign_all([two.id], chen.id, chen.department_id)
        outcome = service.remove_all([one.id])
        assert tally.wrong() == 0
        assert {(found.deals, found.amount_base) for found in tally.sums(listed()) if found.deals} == {(1, Money(500))}
        company.container.platform.undo().undo(outcome.change_set_id)
        assert tally.wrong() == 0
        assert [(found.deals, found.amount_base) for found in tally.sums(listed())] == [(2, Money(3500))]
    with company.acting("chen"):
        assert [(found.deals, found.weighted) for found in tally.sums(listed())] == [(1, Money(50))]
        assert service.kept_figures(listed("name:contains:云帆"), "stage_id", ("amount_base",)) is None


def test_the_stages_of_a_deal_are_remembered_with_their_days(company, sales):
    service = sales.opportunity()
    with company.acting("wang", clock=NOW - timedelta(days=30)):
        made = deal(sales, amount="1000")
        sales.opportunity().change(made.id, {"amount": "1200"})
    with company.acting("wang", clock=NOW - timedelta(days=10)):
        account = company.container.customer.account()
        customer = account.create(account.module.draft.parse({"name": "云帆"}))
        service.change(made.id, {"stage_id": stage(sales, "Needs confirmed"), "account_id": customer.id})
    with company.acting("wang", clock=NOW):
        spans = sales.opportunity_room().room(made.id).spans
        assert [(span.name, (span.left_at or NOW) - span.entered_at) for span in spans] == [
            ("Needs confirmed", timedelta(days=10)),
            ("First contact", timedelta(days=20)),
        ]
        assert service.get(made.id).days_in_stage(NOW) == 10


def test_what_changed_adds_up_and_names_its_deals(company, sales):
    service, change, period = sales.opportunity(), sales.opportunity_change(), Period(date(2026, 10, 1), date(2027, 1, 1))
    with company.acting("wang", clock=NOW - timedelta(days=9)):
        kept, raised, pushed, gone = (deal(sales, name=name, amount="1000", close_on="2026-12-01") for name in "甲乙丙丁")
    with company.acting("wang", clock=NOW):
        service.change(raised.id, {"amount": "1500"})
        service.change(pushed.id, {"close_on": "2027-02-01"})
        deal(sales, name="戊", amount="700", close_on="2026-12-31")
    with company.acting("lilei", clock=NOW):
        service.remove_all([gone.id])
    with company.acting("wang", clock=NOW + timedelta(days=1)):
        found = change.waterfall(NOW - timedelta(days=7), current.now(), period)
        told = {name: (bar.amount, [one.name for one, _ in bar.deals]) for name, bar in found.bars.items() if bar.deals}
        assert told == {
            "added": (Money(700), ["戊"]), "up": (Money(500), ["乙"]), "pushed": (Money(-1000), ["丙"]), "removed": (Money(-1000), ["丁"]),
        }  # fmt: skip
        assert (found.start.amount_base, found.end.amount_base, found.rest) == (Money(4000), Money(3200), Money(0))
        assert kept.name == "甲"
    with company.acting("chen", clock=NOW + timedelta(days=1)):
        assert change.waterfall(NOW - timedelta(days=7), current.now(), period).start.deals == 0


def test_a_stage_lets_deals_go_on_only_when_they_meet_its_condition(company, sales):
    service = sales.opportunity()
    with company.acting("wang"):
        made = deal(sales)
        account = company.container.customer.account()
        service.change(made.id, {"account_id": account.create(account.module.draft.parse({"name": "云帆"})).id})
    with company.acting("lilei"):
        condition = '{"all":[{"field":"amount","operator":"at_least","value":"100"}]}'
        sales.stage().change(stage(sales, "First contact"), {"condition": condition})
    with company.acting("wang"):
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"stage_id": stage(sales, "Needs confirmed")})
        assert "does not yet meet the condition" in str(refused.value.fields["stage_id"])
        service.change(made.id, {"amount": "100"})
        assert service.change(made.id, {"stage_id": stage(sales, "Needs confirmed")}).stage_name == "Needs confirmed"
        service.change(made.id, {"amount": "1"})
        assert service.change(made.id, {"stage_id": stage(sales, "First contact")}).stage_name == "First contact"
    with company.acting("lilei"), pytest.raises(Invalid):
        sales.stage().change(stage(sales, "First contact"), {"condition": "{"})


def test_stages_hold_back_some_of_many_deals_each_for_its_own_reason(company, sales):
    service, playbook = sales.opportunity(), sales.playbook()
    with company.acting("wang"):
        account = company.container.customer.account()
        customer = account.create(account.module.draft.parse({"name": "云帆"})).id
        good, poor, open_, bare = (
            deal(sales, amount=amount, account_id=whose)
            for amount, whose in (("100", customer), ("1", customer), ("100", customer), ("100", None))
        )
    first, second = stage(sales, "First contact"), stage(sales, "Needs confirmed")
    with company.acting("lilei"):
        condition = '{"all":[{"field":"amount","operator":"at_least","value":"100"}]}'
        sales.stage().change(first, {"condition": condition})
        item = playbook.create(playbook.module.draft.parse({"stage_id": first, "name": "确认预算", "needed": "yes"}))
    with company.acting("wang"):
        for one in (good, poor, bare):
            sales.opportunity_tick().tick(one.id, item.id, True)
        outcome = service.change_all([good.id, poor.id, open_.id, bare.id], {"stage_id": str(second)})
        assert outcome.done == [good.id]
        assert "does not yet meet the condition" in outcome.refused[poor.id] and "确认预算" in outcome.refused[open_.id]
        assert "Needed in the stage" in outcome.refused[bare.id]
        assert {row.id: row.stage_id for row in service.find([good.id, poor.id, open_.id, bare.id])} == {
            good.id: second, poor.id: first, open_.id: first, bare.id: first,
        }  # fmt: skip


def test_a_deal_always_stands_in_a_stage(company, sales):
    service = sales.opportunity()
    with company.acting("wang"):
        made = deal(sales)
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"stage_id": ""})
        assert set(refused.value.fields) == {"stage_id"}
    with company.acting("lilei"):
        way = sales.pipeline().create(sales.pipeline().module.draft.parse({"name": "续约"}))
        first = sales.stage().create(sales.stage().module.draft.parse({"name": "待续", "pipeline_id": way.id}))
    with company.acting("wang"):
        assert service.change(made.id, {"pipeline_id": way.id, "stage_id": ""}).stage_id == first.id


def test_two_people_who_move_a_deal_at_once_do_not_overwrite_each_other(company, sales):
    service = sales.opportunity()
    with company.acting("wang"):
        account = company.container.customer.account()
        made = deal(sales, account_id=account.create(account.module.draft.parse({"name": "云帆"})).id, amount="1", close_on="2027-01-01")
        service.change(made.id, {"stage_id": stage(sales, "Needs confirmed")}, version=made.version)
    with company.acting("han"), pytest.raises(Conflict) as met:
        service.change(made.id, {"stage_id": stage(sales, "Proposal and quote")}, version=made.version)
    assert met.value.fields["stage_id"][1:] == (stage(sales, "Needs confirmed"), stage(sales, "Proposal and quote"))


def test_today_names_deals_without_a_next_step_and_those_older_than_their_stage_is_usually(company, sales):
    with company.acting("wang", clock=NOW - timedelta(days=40)):
        old = deal(sales, name="老单", next_follow_at="2026-12-01")
    with company.acting("wang", clock=NOW):
        bare = deal(sales, name="新单")
        deal(sales, name="等待", waiting_until="2026-12-01")
        assert [item.id for item in sales.today_deal_step().items(NOW)] == [bare.id]
        (stale,) = sales.today_deal_stale().items(NOW)
        assert (stale.id, stale.late) == (old.id, 26.0)


def test_product_lines_say_what_a_deal_is_worth(company, sales):
    with company.acting("wang"):
        made = deal(sales, amount="1")
        sales.line().put("opportunity", made.id, [{"text": "实施服务", "quantity": "2", "unit_price": "500"}])
        assert sales.opportunity().get(made.id).amount == Money(1000)
        sales.line().put("opportunity", made.id, [{"text": "赠送", "unit_price": "500", "discount": "100"}])
        assert sales.opportunity().get(made.id).amount_base == Money(0)
        assert sales.opportunity_tally().wrong() == 0


def test_without_lines_the_amount_stays_what_it_was_last(company, sales):
    with company.acting("wang"):
        made = deal(sales, amount="1")
        sales.line().put("opportunity", made.id, [{"text": "实施服务", "unit_price": "500"}])
        sales.line().put("opportunity", made.id, [])
        assert sales.opportunity().get(made.id).amount == Money(500)


def test_lines_that_no_rate_can_count_or_that_come_to_too_much_are_refused_and_nothing_is_written(company, sales):
    with company.acting("wang"):
        made = deal(sales, currency="EUR")
        many = [{"text": "设备", "quantity": "10", "unit_price": "9e9"}] * 2
        for lines, field in (([{"text": "实施", "unit_price": "1"}], "currency"), (many, "lines")):
            with pytest.raises(Invalid) as refused:
                sales.line().put("opportunity", made.id, lines)
            assert set(refused.value.fields) == {field}
        assert sales.line().of("opportunity", made.id) == [] and sales.opportunity().get(made.id).amount is None
