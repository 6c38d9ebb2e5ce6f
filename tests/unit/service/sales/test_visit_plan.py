"""The plan of a week: each customer once a day, last week copied, a day in an order of short ways, who waits nearby."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm.errors import Forbidden, Invalid
from tests.unit.service.sales.visits import customer, visit

NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 11, 16)


def week(company, first, who="wang"):
    found = company.container.field.visit_plan().between(first, first + timedelta(days=6), company.users[who])
    return [(one.name, one.planned_on.weekday()) for one in found]


def test_a_week_is_copied_once_without_what_was_called_off(company):
    plans = company.container.field.visit_plan()
    with company.acting("wang", clock=NOW):
        one, other = customer(company, "甲"), customer(company, "乙")
        visit(company, one.id, "2026-11-16", starts_at="09:30")
        off = visit(company, other.id, "2026-11-17")
        company.container.field.visit().change(off.id, {"state": "cancelled"})
        visit(company, other.id, "2026-11-19")
        assert len(plans.copy(MONDAY + timedelta(days=7), company.users["wang"])) == 2
        assert plans.copy(MONDAY + timedelta(days=7), company.users["wang"]) == []
        assert week(company, MONDAY + timedelta(days=7)) == [("甲", 0), ("乙", 3)]


def test_a_manager_plans_for_his_people_and_nobody_for_strangers(company):
    plans = company.container.field.visit_plan()
    with company.acting("wang"):
        client = customer(company, "甲")
    with company.acting("han", clock=NOW):
        made = plans.add(client.id, date(2026, 11, 20), company.users["wang"])
        assert made.owner_id == company.users["wang"]
        with pytest.raises(Invalid):
            plans.add(client.id, date(2026, 11, 20), company.users["wang"])
        with pytest.raises(Forbidden):
            plans.add(client.id, date(2026, 11, 20), company.users["lilei"])
    with company.acting("wang", clock=NOW):
        assert week(company, MONDAY) == [("甲", 4)]
        with pytest.raises(Forbidden):
            plans.add(client.id, date(2026, 11, 19), company.users["zhao"])


def test_a_day_is_put_into_the_order_of_the_nearest_next_one(company):
    field = company.container.field
    with company.acting("wang", clock=NOW):
        for name, north in (("一", 0.0), ("四", 0.09), ("二", 0.01), ("三", 0.04), ("无", None)):
            visit(company, customer(company, name, north).id, "2026-11-18")
        count, metres = field.visit_plan().order(date(2026, 11, 18), company.users["wang"])
        assert (count, round(metres, -2)) == (4, 10_000)
        assert [one.name for one in field.visit_plan().today()] == ["一", "二", "三", "四", "无"]
        with pytest.raises(Invalid):
            field.visit_plan().order(date(2026, 11, 19), company.users["wang"])


def test_customers_who_wait_too_long_are_offered_those_nearby_first(company):
    crm = company.container
    with company.acting("lilei", clock=NOW):
        cares = crm.customer.care()
        cares.create(cares.module.draft.parse({"name": "A", "grade": "A", "ideal_days": 14, "longest_days": 30}))
    with company.acting("wang", clock=NOW - timedelta(days=60)):
        for name, north in (("远", 0.3), ("近", 0.01), ("在计划里", 0.0)):
            customer(company, name, north, grade="A")
    with company.acting("wang", clock=NOW):
        customer(company, "新", 0.01, grade="A")
        plans = crm.field.visit_plan()
        known = next(row for row in crm.customer.account().page(_all()) if row.name == "在计划里")
        planned = [visit(company, known.id, "2026-11-19")]
        offers = plans.offers(planned, plans.whereabouts(planned)[1], company.users["wang"])
        assert [(one.account.name, one.days, one.near is not None) for one in offers] == [("近", 60, True), ("远", 60, False)]


def _all():
    from crm.domain.kit.filter import Query

    return Query()
