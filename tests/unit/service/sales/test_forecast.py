"""The forecast: what one sees of it, judged and not, and what was said before against what came."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm import current
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Period, period_of
from crm.errors import Forbidden

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
Q4 = Period("quarter", date(2026, 10, 1))


def make(service, **raw):
    return service.create(service.module.draft.parse(raw))


@pytest.fixture
def sales(company):
    return company.container.sales


@pytest.fixture
def stages(company, sales):
    with company.acting("lilei", clock=NOW - timedelta(days=400)):
        pipeline = make(sales.pipeline(), name="标准", position="1")
        return {
            name: make(sales.stage(), pipeline_id=pipeline.id, name=name, kind=kind, position=str(at), chance=chance, forecast=forecast)
            for at, (name, kind, chance, forecast) in enumerate(
                (("接洽", "open", "20", "pipeline"), ("谈判", "open", "60", "commit"), ("赢单", "won", "100", None))
            )
        }


def deal(sales, stages, amount, close_on, stage="接洽", forecast=None):
    here = stages[stage]
    more = {"forecast": forecast} if forecast else {}
    more |= {"pipeline_id": here.pipeline_id, "stage_id": here.id, "close_on": close_on}
    return make(sales.opportunity(), name=f"商机 {amount}", amount=str(amount), **more)


@pytest.fixture
def deals(company, sales, stages):
    """Wang has won 1,000 and has four open deals in the quarter; Chen has one; one is late, one is of the next quarter."""
    with company.acting("wang", clock=NOW):
        won = deal(sales, stages, 1000, "2026-11-01")
        sales.opportunity().change(won.id, {"stage_id": str(stages["赢单"].id)})
        for amount, close_on, forecast in (
            (200, "2026-12-01", "commit"), (300, "2026-12-31", "best"), (400, "2026-11-30", "pipeline"), (800, "2026-12-05", "omitted"),
            (5000, "2027-01-01", "commit"), (70, "2026-09-30", "commit"),
        ):  # fmt: skip
            deal(sales, stages, amount, close_on, forecast=forecast)
    with company.acting("chen", clock=NOW):
        deal(sales, stages, 50, "2026-12-24", forecast="commit")


def test_the_forecast_holds_what_one_may_see_person_by_person(company, sales, deals):
    with company.acting("han", clock=NOW):
        found = sales.forecast().of(Q4)
    assert [(team.name, team.total.said) for team in found.teams] == [("华东组", 1200), ("华南组", 50)]
    sums = [(row.line.owner_name, row.line.won, row.line.committed, row.line.best, row.line.pipeline) for row in found.rows]
    assert sums == [("王强", 1000, 200, 300, 400), ("陈静", 0, 50, 0, 0)]
    assert (found.total.said, found.total.upside) == (Money(1250), Money(1550))
    assert (found.late.deals, found.late.amount_base) == (1, Money(70))
    with company.acting("chen", clock=NOW):
        assert [row.line.owner_name for row in sales.forecast().of(Q4).rows] == ["陈静"]
    with company.acting("lilei", clock=NOW):
        assert [row.line.owner_name for row in sales.forecast().of(Q4, company.departments["south"]).rows] == ["陈静"]
        assert len(sales.forecast().of(Q4, company.departments["sales"]).rows) == 2
        assert sales.forecast().of(Period("month", date(2026, 11, 1))).total.said == Money(1000)


def test_both_the_sum_and_what_the_manager_judges_are_kept(company, sales, deals):
    raw = {"person_id": company.users["wang"], "span": "quarter", "starts_on": "2026-10-01"}
    with company.acting("han", clock=NOW):
        make(sales.forecast_override(), committed="900", best="1600", reason="客户预算推迟", **raw)
        make(sales.forecast_override(), committed="1100", reason="已收到合同", **raw)
        found = sales.forecast().of(Q4)
        wang = found.rows[0]
        assert (wang.expected.said, wang.judged.committed, wang.judged.reason) == (Money(1200), Money(1100), "已收到合同")
        assert (found.judged.said, found.judged.upside) == (Money(1150), Money(1550))
        assert sales.forecast().of(Q4.shifted(1)).judged is None
    with company.acting("wang", clock=NOW):
        assert sales.forecast().of(Q4).rows[0].judged is None  # the manager's own record


def test_whoever_sees_no_deals_sees_no_forecast(company, sales):
    with current.acting(actor=current.NOBODY), pytest.raises(Forbidden):
        sales.forecast().of(Q4)


def test_a_snapshot_is_the_same_however_often_it_is_taken_and_whenever(company, sales, deals):
    took = sales.forecast_snapshot().take
    with company.acting("lilei", clock=NOW + timedelta(days=1)):
        assert took(date(2026, 11, 20)) == took(date(2026, 11, 20)) == 6
        before = sales.forecast().of(Q4)
    with company.acting("wang", clock=NOW + timedelta(days=2)):
        later = sales.opportunity()
        (one,) = [row for row in later.find(list(range(1, 200))) if row.amount == 200]
        later.change(one.id, {"close_on": "2027-02-01"})
    with company.acting("lilei", clock=NOW + timedelta(days=3)):
        took(date(2026, 11, 20))
        after = sales.forecast().of(Q4)
        assert (after.days, after.reach) == (before.days, before.reach)
        assert after.total.said == before.total.said - Money(200)
        ((day, said),) = after.days
    assert (day, said.said, said.upside) == (date(2026, 11, 20), Money(1250), Money(1550))


def test_ranges_are_those_of_the_reader_and_never_below_what_is_won(company, sales, deals):
    with company.acting("lilei", clock=NOW):
        sales.forecast_snapshot().take(date(2026, 11, 20))
        whole = sales.forecast().of(Q4)
    assert Money(1000) <= whole.reach.p10 <= whole.reach.p50 <= whole.reach.p90 <= Money(1000 + 200 + 300 + 400 + 70 + 50)
    with company.acting("chen", clock=NOW):
        own = sales.forecast().of(Q4)
    assert own.reach.owner_id == company.users["chen"] and own.reach.p90 <= Money(50)
    with company.acting("han", clock=NOW):
        team = sales.forecast().of(Q4)
    assert team.reach.department_id == company.departments["sales"] and team.rows[0].reach.owner_id == company.users["wang"]


def test_a_night_puts_down_the_day_before(company, sales, deals):
    class Job:
        id, attempts = 1, 1

        def progress(self, done, total=None): ...

    with company.acting("lilei", clock=NOW + timedelta(days=1)):
        assert sales.forecast_snapshot().nightly(Job())["deals"] == 6
        assert [day for day, _ in sales.forecast().of(Q4).days] == [date(2026, 11, 20)]


def test_looking_back_says_what_was_promised_and_what_came(company, sales, stages):
    with company.acting("wang", clock=datetime(2026, 6, 30, 4, tzinfo=UTC)):
        kept = deal(sales, stages, 900, "2026-09-15", forecast="commit")
        deal(sales, stages, 300, "2026-08-01", forecast="commit")
    with company.acting("lilei", clock=datetime(2026, 7, 2, 4, tzinfo=UTC)):
        sales.forecast_snapshot().take(date(2026, 7, 1))
    with company.acting("wang", clock=datetime(2026, 9, 20, 4, tzinfo=UTC)):
        sales.opportunity().change(kept.id, {"stage_id": str(stages["赢单"].id)})
    with company.acting("lilei", clock=NOW):
        past = sales.forecast().back()
        assert [one.over for one in past] == [True, True, True, False]
    assert [str(one.period) for one in past] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    third = past[2]
    assert (third.taken_on, third.said.said, third.brought) == (date(2026, 7, 1), Money(1200), Money(900))
    assert past[0].said is None
    assert third.period == period_of("quarter", date(2026, 8, 1))
