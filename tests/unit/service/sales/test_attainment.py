"""What was reached of targets, by whom, and the rankings, activity and project states that stand on the same records."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crm import current
from crm.domain.kit.access import Grants
from crm.domain.kit.filter import Query, parse_address
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Period
from crm.domain.sales.target_measure import MEASURES
from crm.errors import Forbidden
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.orders import order
from tests.unit.service.sales.test_target import NOW, target

NOVEMBER, Q4 = Period("month", date(2026, 11, 1)), Period("quarter", date(2026, 10, 1))


def moment(month, day, hour=4):
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def autumn(company, won):
    """Wang won 500 in October and 300 in November, Chen 400 in October; of the quarter 1,200 is asked of Wang."""
    won("wang", 500, moment(10, 8))
    won("wang", 300, moment(11, 3))
    won("chen", 400, moment(10, 9))
    won("chen", 50, moment(11, 30, 17))  # the first of December in Shanghai
    with company.acting("lilei", clock=NOW):
        target(company, person_id=company.users["wang"], m10="600", m11="300", m12="300")
        target(company, person_id=company.users["chen"], m11="80")
        target(company, team_id=company.departments["east"], m10="700", m11="300", m12="300")


def look(company, who, measure="won", period=NOVEMBER):
    with company.acting(who, clock=NOW):
        found = company.container.performance.attainment().look(MEASURES[measure], period, outlook=True)
    return {row.name: row for row in found.rows}


def test_targets_stand_against_what_was_won_in_the_organisation_s_order(company, autumn):
    rows = look(company, "lilei")
    assert list(rows) == [None, "总部", "销售部", "华东组", "王强", "华南组", "陈静"]
    east, wang, chen, whole = rows["华东组"].found, rows["王强"].found, rows["陈静"].found, rows[None].found
    assert (wang.target, wang.actual, wang.share) == (Money(300), Money(300), 100)
    assert (chen.actual, chen.share) == (Money(0), 0)  # the last deal is of December, on the reader's calendar
    assert (east.target, east.actual) == (Money(300), Money(300))
    assert (whole.target, whole.actual) == (Money(380), Money(300))  # no target of its own: the sum of its people's
    assert rows["华东组"].target_id and rows[None].target_id is None and rows["华东组"].parts == Money(300)
    quarter = look(company, "lilei", period=Q4)
    assert (quarter["王强"].found.target, quarter["王强"].found.actual) == (Money(1200), Money(800))
    assert (quarter["华东组"].found.target, quarter["华东组"].parts) == (Money(1300), Money(1200))


def test_each_sees_what_he_may_see(company, autumn):
    assert list(look(company, "wang")) == ["王强"]
    assert list(look(company, "han")) == ["销售部", "华东组", "王强", "华南组", "陈静"]
    nothing = replace(company.actor("han"), grants=Grants(user_id=company.users["han"]))
    with current.acting(actor=nothing, clock=NOW), pytest.raises(Forbidden):
        company.container.performance.attainment().look(MEASURES["won"], NOVEMBER)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_figure_is_the_sum_of_the_list_that_it_leads_to(company, autumn, name):
    with company.acting("wang", clock=moment(11, 5)):
        made = contract(company, signed_on="2026-11-02")
        part(company, "receipt", made.id, amount="100", received_on="2026-11-04")
        for noun, raw in (
            ("activity", {"kind": "call", "name": "回访"}), ("activity", {"kind": "visit", "name": "拜访"}),
            ("activity", {"kind": "mail", "name": "邮件"}), ("activity", {"kind": "meeting", "name": "会议"}), ("lead", {"name": "新线索"}),
        ):  # fmt: skip
            service = company.container.records()(noun)
            service.create(service.module.draft.parse(raw))
        products = company.container.sales.product()
        sold = products.create(products.module.draft.parse({"name": "企业版", "price": "100", "cost": "60", "active": "yes"}))
        lines = ({"product_id": str(sold.id), "quantity": "3", "unit_price": "100"}, {"text": "无成本", "unit_price": "50"})
        assert order(company, lines=lines, ordered_on="2026-11-03").margin_base == Money(120)  # of the line whose cost is known
    measure = MEASURES[name]
    found = look(company, "lilei", name)["王强"].found.actual
    with company.acting("lilei", clock=NOW):
        service = company.container.records()(measure.module)
        asked = [*measure.listed(NOVEMBER.start, NOVEMBER.until), ("f", f"owner_id:any:{company.users['wang']}")]
        texts, trees = ([value for key, value in asked if key == kind] for kind in ("f", "filter"))
        rows = service.page(Query(parse_address(service.module, texts, *trees), size=50))
    assert found > 0
    assert found == (sum(getattr(row, measure.sums) for row in rows) if measure.sums else len(rows))


def test_open_deals_by_their_chance_and_instalments_due_may_still_come(company, autumn, deal):
    with company.acting("wang", clock=moment(11, 6)):
        deal(200, "2026-11-28")  # a chance of 20
        deal(900, "2026-12-02")
        made = contract(company)
        part(company, "receipt_plan", made.id, amount="70", due_on="2026-11-29")
        part(company, "receipt_plan", made.id, amount="30", due_on="2026-12-29")
    assert look(company, "wang")["王强"].found.likely == Money(340)
    assert look(company, "wang", "receipts")["王强"].found.likely == Money(70)
    assert look(company, "wang", "deals")["王强"].found.likely is None


def test_a_product_s_target_counts_the_deals_whose_main_product_it_is(company, won):
    products = company.container.sales
    with company.acting("lilei", clock=NOW):
        group = products.product_category().create(products.product_category().module.draft.parse({"name": "软件"}))
        inner = products.product_category().create(products.product_category().module.draft.parse({"name": "云", "parent_id": group.id}))
        item = products.product().create(products.product().module.draft.parse({"name": "云平台", "category_id": inner.id}))
        target(company, product_id=item.id, total="1200")
        target(company, category_id=group.id, person_id=company.users["chen"], total="600")
    won("wang", 300, moment(11, 3), product_id=item.id)
    won("chen", 40, moment(11, 4), product_id=item.id)
    won("wang", 999, moment(11, 5))
    with company.acting("lilei", clock=NOW):
        rows = company.container.performance.attainment().products(MEASURES["won"], NOVEMBER).rows
    assert {row.product[2]: (row.found.target, row.found.actual) for row in rows} == {
        "云平台": (Money(100), Money(340)), "软件": (Money(50), Money(40)),
    }  # fmt: skip


def test_the_ranking_tells_who_rose_against_the_period_before(company, autumn):
    with company.acting("lilei", clock=NOW):
        ranking = company.container.performance.ranking()
        people = ranking.look(MEASURES["won"], NOVEMBER)
        teams = ranking.look(MEASURES["won"], Q4, teams=True)
    assert [(people.names[one.id], one.value, one.place, one.rose) for one in people.places] == [
        ("王强", Money(300), 1, 0), ("陈静", Money(0), 2, 0),
    ]  # fmt: skip
    won = [(teams.names[one.id], one.value, one.rose) for one in teams.places]
    assert won == [("华东组", Money(800), None), ("华南组", Money(450), None)]
    assert people.total == Money(300)
    with company.acting("wang", clock=NOW):
        assert company.container.performance.ranking().look(MEASURES["won"], NOVEMBER).alone


def test_activity_is_counted_by_kind_and_leads_by_how_soon_they_were_answered(company):
    def make(noun, **raw):
        service = company.container.records()(noun)
        return service.create(service.module.draft.parse(raw))

    with company.acting("wang", clock=moment(11, 2)):
        first, _ = make("lead", name="甲"), make("lead", name="乙")
    with company.acting("wang", clock=moment(11, 2, 7)):
        make("activity", kind="call", name="回访", subject_module="lead", subject_id=first.id)
        make("activity", kind="note", name="备注", subject_module="lead", subject_id=first.id)
    with company.acting("han", clock=NOW):
        found = company.container.performance.attainment_activity().look(NOVEMBER)
    mine = found[company.users["wang"]]
    assert (mine.name, mine.done, mine.leads, mine.answered, mine.seconds) == ("王强", {"call": 1}, 2, 1, 3 * 3600)


def test_the_project_state_holds_open_deals_by_stage_and_person(company, deal):
    with company.acting("wang", clock=moment(11, 6)):
        deal(200, "2026-11-28")
        deal(900, "2026-12-02")
    with company.acting("chen", clock=moment(11, 6)):
        deal(50, "2026-12-02")
    with company.acting("han", clock=NOW):
        states = company.container.performance.project_state()
        found = states.look(company.users["wang"])
        assert {one.owner_name: (one.deals, one.amount_base) for one in found.sums} == {"王强": (2, Money(1100)), "陈静": (1, Money(50))}
        assert [(one.amount, one.in_stage(NOW), one.is_idle(NOW.date())) for one in found.deals] == [
            (Money(200), 14, True), (Money(900), 14, True),
        ]  # fmt: skip
        assert [one.owner_name for one in states.look(department_id=company.departments["south"]).sums] == ["陈静"]
    with company.acting("chen", clock=NOW):
        assert company.container.performance.project_state().look(company.users["wang"]).deals == []
