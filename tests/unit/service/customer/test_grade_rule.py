"""Rules for grades: tried out without a trace, run in order, undone as one."""

import json
from types import SimpleNamespace

import pytest

from crm.current import acting
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.grade_rule import GradeRule, GradeRuleDraft
from crm.errors import Forbidden

HANDLE = SimpleNamespace(id=1, attempts=1, progress=lambda done, total=None: None)


@pytest.fixture
def rules(company):
    return company.container.customer.grade_rule()


@pytest.fixture
def ids(company):
    with company.acting("wang"):
        create = company.container.customer.account().create
        return {n: create(AccountDraft.parse({"name": n, "employees": str(size)})).id for n, size in (("大", 900), ("中", 300), ("小", 10))}


def add(company, rules, value: str, least: int, position: int, target: str = "grade", by: str = "lilei", **more) -> None:
    condition = json.dumps({"all": [{"field": "employees", "operator": "at_least", "value": least}]})
    raw = {"name": f"{value} {least}", "target": target, "value": value, "condition": condition, "position": str(position)}
    with company.acting(by):
        rules.create(GradeRuleDraft.parse(raw | more))


def grades(company, ids) -> dict[str, str | None]:
    with company.acting("lilei"):
        rows = {row.id: row for row in company.container.customer.account().find(list(ids.values()))}
    return {name: rows[id].grade for name, id in ids.items()}


def test_the_first_rule_that_fits_decides_and_a_trial_writes_nothing(company, rules, ids):
    add(company, rules, "B", 100, 2)
    add(company, rules, "A", 500, 1)
    with company.acting("lilei"):
        tried = rules.trial()
    assert [(t.rule.value, t.met, t.changed, [row.name for row in t.examples]) for t in tried] == [("A", 1, 1, ["大"]), ("B", 2, 1, ["中"])]
    assert grades(company, ids) == {"大": None, "中": None, "小": None}


def test_a_run_grades_tags_and_is_undone_as_one(company, rules, ids):
    add(company, rules, "A", 500, 1)
    add(company, rules, "B", 100, 2)
    add(company, rules, "规模企业", 100, 3, "tag")
    with company.acting("lilei"):
        found = rules.run({"group": 900_001}, HANDLE)
        assert (found["changed"], found["refused"]) == (4, 0)
        assert grades(company, ids) == {"大": "A", "中": "B", "小": None}
        assert company.container.customer.account().get(ids["大"]).tags == ["规模企业"]
        line = company.container.platform.journal().get(int(found["url"].rsplit("/", 1)[1]))
        assert (line.source, line.reason) == ("rule", "规模企业 100")
        assert rules.run({"group": 900_002}, HANDLE)["changed"] == 0
        company.container.platform.undo().undo(line.id)
    assert grades(company, ids) == {"大": None, "中": None, "小": None}


def test_a_rule_that_is_switched_off_does_nothing(company, rules, ids):
    add(company, rules, "A", 500, 1)
    with company.acting("lilei"):
        rules.change(rules.rules()[0].id, {"active": "no"})
        assert rules.trial() == [] and rules.run({"group": 1}, HANDLE)["changed"] == 0


def test_a_run_is_a_job_of_whoever_may_edit_rules(company, rules, ids):
    add(company, rules, "A", 500, 1)
    with company.acting("lilei"):
        assert company.container.platform.job().get(rules.start()).kind == "grade_rule.run"


def switch_on(company, rules, value: str) -> None:
    with company.acting("lilei"):
        rules.change(next(rule for rule in rules.rules() if rule.value == value).id, {"daily": "yes"})


def test_at_night_only_rules_that_are_switched_on_write_but_every_rule_keeps_its_place(company, rules, ids):
    add(company, rules, "A", 500, 1)
    add(company, rules, "B", 100, 2)
    assert rules.nightly(HANDLE) == {"changed": 0}
    switch_on(company, rules, "B")
    assert rules.nightly(HANDLE)["changed"] == 1
    assert grades(company, ids) == {"大": None, "中": "B", "小": None}


def test_at_night_a_rule_reaches_as_far_as_whoever_changed_it_last(company, rules, ids):
    with company.acting("chen"):
        other = company.container.customer.account().create(AccountDraft.parse({"name": "陈静的", "employees": "900"})).id
    add(company, rules, "A", 500, 1, by="wang", daily="yes")
    run_night(company)
    assert grades(company, ids | {"陈静的": other}) == {"大": "A", "中": None, "小": None, "陈静的": None}


def test_at_night_a_rule_of_somebody_who_left_is_left_out_and_named(company, rules, ids):
    add(company, rules, "A", 500, 1, by="wang", daily="yes")
    add(company, rules, "B", 100, 2, daily="yes")
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})
    found = rules.nightly(HANDLE)
    assert (found["changed"], found["left_out"]) == (2, ["A 500"])
    assert grades(company, ids) == {"大": "B", "中": "B", "小": None}


def run_night(company) -> None:
    """The schedule's own way: the worker takes the job at its time."""
    runner, jobs = company.container.platform.job_runner(), company.container.platform.job()
    runner.seed()
    with company.acting("lilei"):
        [due] = jobs.page(50, kind="grade_rule.nightly")
    with acting(clock=due.run_at):
        runner.run_due()


def test_a_preview_says_what_a_rule_would_do_that_is_not_saved(company, rules, ids):
    add(company, rules, "A", 500, 1)
    condition = json.dumps({"all": [{"field": "employees", "operator": "at_least", "value": 100}]})
    with company.acting("lilei"):
        trial = rules.preview(GradeRule(name="B", target="grade", value="B", position=2, condition=condition))
    assert (trial.met, trial.changed, [row.name for row in trial.examples]) == (2, 1, ["中"])
    with company.acting("sun"), pytest.raises(Forbidden):
        rules.start()
