"""Evaluations: put down once for a period that is over, the same ever after, compared within the department."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from crm.domain.kit.filter import Query
from crm.domain.sales.evaluation_score import read, score
from crm.errors import Forbidden, Invalid
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.test_target import NOW, target

DECEMBER = datetime(2026, 12, 1, 1, tzinfo=UTC)


def scheme(company, **raw):
    service = company.container.performance.evaluation_scheme()
    return service.create(service.module.draft.parse({"name": "月度评价", "span": "month", "activities_a_day": "1", **raw}))


@pytest.fixture
def month(company, won):
    """In November Wang won 300 of 400, made one call and collected 50 of 80; Zhao won 100 of 100."""
    won("wang", 300, datetime(2026, 11, 12, 4, tzinfo=UTC))
    won("zhao", 100, datetime(2026, 11, 12, 4, tzinfo=UTC))
    with company.acting("lilei", clock=NOW):
        target(company, person_id=company.users["wang"], m11="400")
        target(company, person_id=company.users["zhao"], m11="100")
    with company.acting("wang", clock=NOW):
        activity = company.container.customer.activity()
        activity.create(activity.module.draft.parse({"kind": "call", "name": "回访"}))
        made = contract(company)
        part(company, "receipt_plan", made.id, amount="80", due_on="2026-11-10")
        part(company, "receipt", made.id, amount="50", received_on="2026-11-15")


def listed(company):
    return {one.person_name: one for one in company.container.performance.evaluation().page(Query())}


def test_an_evaluation_says_why_and_where_one_stands_in_the_department(company, month):
    service = company.container.performance.evaluation()
    with company.acting("lilei", clock=DECEMBER):
        made = scheme(company)
        assert service.evaluate(made.id, date(2026, 11, 1)) == 2
        wang, zhao = listed(company)["王强"], listed(company)["赵敏"]
    lines = {one.aspect.name: (one.got, one.of, one.points) for one in read(wang.detail)}
    assert lines["attainment"] == (Decimal(300), Decimal(400), Decimal("75.0"))
    assert lines["activity"] == (Decimal(1), Decimal("21.00"), Decimal("4.8"))
    assert lines["win"] == (Decimal("100.0"), Decimal("30.00"), Decimal("100.0"))
    assert lines["cycle"] == (Decimal(10), Decimal(60), Decimal("100.0"))
    assert lines["overdue"] == (Decimal(30), Decimal(80), Decimal("62.5"))
    assert lines["kept"] == (None, None, None)
    assert wang.score == score(read(wang.detail)) == Decimal("68.9")  # (40·75 + 15·4.8 + 15·100 + 10·100 + 10·62.5) / 90
    assert (zhao.place, zhao.peers, wang.place, wang.average) == (1, 2, 2, zhao.average)


def test_what_was_put_down_stays_whatever_happens_to_the_records_later(company, month, won):
    service = company.container.performance.evaluation()
    with company.acting("lilei", clock=DECEMBER):
        made = scheme(company)
        assert service.nightly() == 2 and service.nightly() == 0
        before = listed(company)["王强"]
    won("wang", 5000, datetime(2026, 11, 28, 4, tzinfo=UTC))
    with company.acting("lilei", clock=DECEMBER):
        with pytest.raises(Invalid) as refused:
            service.evaluate(made.id, date(2026, 11, 1))
        assert "evaluated already" in refused.value.fields["period"]
        assert listed(company)["王强"] == before
        service.remove_all([one.id for one in listed(company).values()])
        service.evaluate(made.id, date(2026, 11, 1))
        assert listed(company)["王强"].score > before.score


def test_each_sees_his_own_and_only_who_keeps_schemes_evaluates(company, month):
    service = company.container.performance.evaluation()
    with company.acting("lilei", clock=DECEMBER):
        made = scheme(company, team_id=company.departments["sales"])
        service.evaluate(made.id, date(2026, 11, 1))
        with pytest.raises(Invalid) as refused:
            service.evaluate(made.id, date(2026, 12, 1))
        assert "not over yet" in refused.value.fields["period"]
    with company.acting("wang", clock=DECEMBER):
        assert set(listed(company)) == {"王强"}
    with company.acting("sun", clock=DECEMBER), pytest.raises(Forbidden):
        service.evaluate(made.id, date(2026, 10, 1))
