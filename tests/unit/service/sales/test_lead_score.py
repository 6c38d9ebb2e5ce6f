"""Leads are scored by rules: at each write and touch, colder with time, always with the reasons."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from crm.domain.customer.activity import ActivityDraft
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.lead_score import LeadScoreDraft, Scale
from crm.errors import Forbidden, Invalid

HANDLE = SimpleNamespace(id=1, attempts=1, progress=lambda done, total=None: None)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def scores(company):
    return company.container.sales.lead_score()


def rule(company, points, *condition, **raw):
    field, operator, *value = condition
    text = json.dumps({"all": [{"field": field, "operator": operator, **({"value": value[0]} if value else {})}]})
    with company.acting("lilei"):
        service = company.container.sales.lead_score()
        return service.create(LeadScoreDraft.parse({"name": f"{field} {operator}", "points": points, "condition": text} | raw))


def lead(company, at=NOON, **raw):
    with company.acting("wang", clock=at):
        return company.container.sales.lead().create(LeadDraft.parse({"name": "刘洋"} | raw))


def test_a_lead_is_scored_with_the_write_and_says_why(company, scores):
    rule(company, 40, "phone", "filled")
    rule(company, 30, "city", "is", "上海")
    rule(company, -25, "mail", "empty")
    made = lead(company, phone="13800138000", city="上海")
    assert (made.score, made.grade) == (45, "warm")
    with company.acting("wang", clock=NOON):
        assert [(part.rule.name, part.points) for part in scores.parts(made)] == [
            ("phone filled", 40), ("city is", 30), ("mail empty", -25),
        ]  # fmt: skip
        changed = company.container.sales.lead().change(made.id, {"mail": "liu@example.com"})
    assert (changed.score, changed.grade, changed.version) == (70, "hot", 2)


def test_without_rules_a_lead_has_no_temperature(company):
    made = lead(company)
    assert (made.score, made.grade) == (0, None)


def test_the_score_halves_while_nobody_is_in_touch_and_comes_back_with_a_touch(company, scores):
    rule(company, 80, "name", "filled")
    made = lead(company)
    later = NOON + timedelta(days=30)
    with company.acting("lilei", clock=later):
        assert scores.nightly(HANDLE) == {"leads": 1, "changed": 1}
        assert scores.nightly(HANDLE) == {"leads": 1, "changed": 0}
    with company.acting("wang", clock=later):
        cold = company.container.sales.lead().get(made.id)
        assert (cold.score, cold.grade, cold.version) == (40, "warm", 1)
        assert [(part.points, part.days) for part in scores.parts(cold)] == [(80, 0), (-40, 30)]
        company.container.customer.activity().create(
            ActivityDraft.parse({"kind": "call", "name": "电话", "subject_module": "lead", "subject_id": made.id})
        )
        assert company.container.sales.lead().get(made.id).score == 80


def test_a_changed_rule_scores_all_leads_anew_by_a_job(company, scores):
    made = lead(company, datetime.now(UTC))
    rule(company, 10, "name", "filled")
    rule(company, 10, "name", "filled")
    with company.acting("lilei"):
        assert len(company.container.platform.job().page(50, kind="lead_score.run")) == 1
    with company.acting("lilei", clock=datetime.now(UTC) + timedelta(minutes=2)):
        company.container.platform.job_runner().run_due()
    with company.acting("wang"):
        assert company.container.sales.lead().get(made.id).score == 20
    with company.acting("sun"), pytest.raises(Forbidden):
        scores.start()


def test_the_score_is_the_same_whoever_writes(company):
    """A condition on other records counts all of them, not only those that the writer sees."""
    text = json.dumps({"all": [{"relation": "activities", "exists": True, "where": {"all": []}}]})
    with company.acting("lilei"):
        company.container.sales.lead_score().create(LeadScoreDraft.parse({"name": "有跟进", "points": 50, "condition": text}))
    made = lead(company)
    with company.acting("lilei", clock=NOON):
        company.container.customer.activity().create(
            ActivityDraft.parse({"kind": "note", "name": "备注", "subject_module": "lead", "subject_id": made.id})
        )
    with company.acting("wang", clock=NOON):
        assert company.container.sales.lead().change(made.id, {"city": "上海"}).score == 50


def test_what_makes_no_sense_is_refused_beside_its_field():
    for raw, field in (({"points": "0"}, "points"), ({"points": "1001"}, "points"), ({"condition": '{"all": []}'}, "condition")):
        with pytest.raises(Invalid) as refused:
            LeadScoreDraft.parse({"name": "x", "points": "5", "condition": '{"all": [{"field": "city", "operator": "filled"}]}'} | raw)
        assert set(refused.value.fields) == {field}


def test_the_scale_cools_what_speaks_for_a_lead_and_not_what_speaks_against_it():
    scale = Scale(60, 30, 10)
    assert [scale.cooled(80, NOON, NOON + timedelta(days=n)) for n in (0, 10, 20)] == [80, 40, 20]
    assert scale.cooled(-30, NOON, NOON + timedelta(days=50)) == -30
    assert Scale(60, 30, 0).cooled(80, NOON, NOON + timedelta(days=50)) == 80
    assert [scale.grade(points) for points in (60, 59, 30, 29, -5)] == ["hot", "warm", "warm", "cold", "cold"]
