"""Leads are handed out: the first rule that fits, whose turn it is, once, with a line that says why."""

import json
import threading
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from crm.container import build
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.kit.filter import Query
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.lead_receiver import LeadReceiverDraft
from crm.domain.sales.lead_rule import LeadRuleDraft
from crm.errors import Forbidden, Invalid
from crm.settings import load
from tests.kit import databases
from tests.kit.company import found

HANDLE = SimpleNamespace(id=1, attempts=1, progress=lambda done, total=None: None)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)  # ten o'clock in Shanghai
SUNDAY = datetime(2026, 11, 22, 2, tzinfo=UTC)
SHANGHAI = json.dumps({"all": [{"field": "city", "operator": "is", "value": "上海"}]})


@pytest.fixture
def sales(company):
    return company.container.sales


def rule(company, by="lilei", **raw):
    if "team" in raw:
        raw["team_id"] = company.departments[raw.pop("team")]
    if "person" in raw:
        raw |= {"target": "person", "person_id": company.users[raw.pop("person")]}
    with company.acting(by):
        return company.container.sales.lead_rule().create(LeadRuleDraft.parse({"name": "规则", "target": "team"} | raw))


def receiver(company, account, **raw):
    with company.acting("lilei"):
        company.container.sales.lead_receiver().create(LeadReceiverDraft.parse({"user_id": company.users[account]} | raw))


def lead(company, by="chen", **raw):
    service = company.container.sales.lead()
    with company.acting(by, clock=raw.pop("clock", MONDAY), source=raw.pop("source", "form")):
        return service.create(LeadDraft.parse({"name": "刘洋"} | raw))


def test_the_first_rule_that_fits_hands_a_new_lead_out_and_says_why(company, sales):
    rule(company, name="上海", person="zhao", condition=SHANGHAI, position="1")
    rule(company, name="其他", team="south", position="2")
    here, there = lead(company, by="wang", city="上海"), lead(company, by="wang", city="广州")
    assert (here.owner_name, there.owner_name) == ("赵敏", "陈静")
    assert there.department_id == company.departments["south"]
    with company.acting("zhao"):
        [line] = sales.lead_assignment().log(10)
        assert (line.lead_id, line.rule_name, line.user_name, line.why) == (here.id, "上海", "赵敏", {"load": 0, "weight": 1, "of": 1})
        [told] = company.container.platform.notice().page(10)
        assert told.kind == "assignment" and told.url == f"/leads/{here.id}"
        history = company.container.platform.journal().history("lead", here.id, 10)
        assert ("rule", "assign") in {(one.source, one.verb) for one in history}
    with company.acting("wang"):
        assert sales.lead().page(Query()) == []


def test_turns_go_by_weight_and_open_load(company):
    rule(company, team="east")
    receiver(company, "zhao", weight="2")
    owners = [lead(company).owner_name for _ in range(6)]
    assert sorted(owners) == ["王强", "王强", "赵敏", "赵敏", "赵敏", "赵敏"]


def test_whoever_is_away_full_or_has_no_weight_is_passed_over(company, sales):
    rule(company, team="sales")
    receiver(company, "wang", away_from="2026-11-20", away_until="2026-11-23")
    receiver(company, "zhao", most="1")
    receiver(company, "chen", weight="0")
    made = [lead(company, by="lilei") for _ in range(3)]
    assert [one.owner_name for one in made] == ["韩梅梅", "赵敏", "韩梅梅"]
    with company.acting("lilei"):
        [last] = sales.lead_assignment().log(10, made[2].id)
        assert last.why == {"load": 1, "weight": 1, "of": 4, "away": 1, "full": 1, "off": 1}


def test_outside_working_hours_the_next_rule_decides(company):
    rule(company, team="east", at_work="yes", position="1")
    rule(company, person="chen", position="2")
    receiver(company, "wang", works_from="13:00", works_until="22:00")
    assert lead(company, by="lilei").owner_name == "赵敏"
    assert lead(company, by="lilei", clock=SUNDAY).owner_name == "陈静"
    assert lead(company, by="lilei", clock=MONDAY.replace(hour=12)).owner_name == "王强"


def test_a_rule_may_be_only_for_leads_that_come_in_some_way(company):
    rule(company, person="zhao", ways=["import", "api"])
    assert lead(company, by="wang").owner_name == "王强"
    assert lead(company, by="wang", source="api").owner_name == "赵敏"


def test_leads_that_wait_are_previewed_and_handed_out_by_a_job(company, sales):
    made = [lead(company, by="wang", city=city) for city in ("上海", "上海", "广州")]
    rule(company, name="上海", team="south", condition=SHANGHAI)
    with company.acting("lilei", clock=MONDAY):
        plan = sales.lead_assignment().preview()
        assert [(step.lead.id, step.rule.name, step.to.name) for step in plan.steps] == [(one.id, "上海", "陈静") for one in made[:2]]
        assert [row.id for row in plan.left] == [made[2].id]
        assert sales.lead_assignment().log(10) == []
        assert company.container.platform.job().get(sales.lead_assignment().start()).kind == "lead_assignment.run"
        assert sales.lead_assignment().run({"group": 900_001}, HANDLE)["changed"] == 2
        assert sales.lead_assignment().run({"group": 900_002}, HANDLE)["changed"] == 0
        owners = {row.id: row.owner_name for row in sales.lead().find([one.id for one in made])}
        assert [owners[one.id] for one in made] == ["陈静", "陈静", "王强"]
    with company.acting("sun"), pytest.raises(Forbidden):
        sales.lead_assignment().start()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_two_workers_hand_no_lead_out_twice(engine, tmp_path):
    """Both begin at once; the second waits for the first and finds nothing left."""
    if engine == "postgresql":
        db = next(databases.postgresql())
    else:
        db = Database(f"sqlite:///{tmp_path}/crm.db")
        Migrator(db).migrate()
    company = found(build(load("test", {}, app={"data": tmp_path}, secret="a secret of the tests"), db))
    service = company.container.sales.lead_assignment()
    made = [lead(company, by="lilei").id for _ in range(12)]
    rule(company, team="east")
    gate, done = threading.Barrier(2), []

    def work() -> None:
        with company.acting("lilei", clock=MONDAY):
            gate.wait()
            done.append(service.run({"group": 900_001}, HANDLE)["changed"])

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 12]
    with company.acting("lilei"):
        assert sorted(line.lead_id for line in service.log(100)) == made
        owners = sorted(row.owner_name for row in company.container.sales.lead().find(made))
    assert owners == ["王强"] * 6 + ["赵敏"] * 6
    db.engine.dispose()


def test_a_rule_needs_somebody_to_give_to_and_a_condition_that_can_be_read(company):
    for raw, field in (({"target": "person"}, "person_id"), ({"target": "team"}, "team_id"), ({"target": "pool"}, "into_pool_id")):
        with pytest.raises(Invalid) as refused:
            LeadRuleDraft.parse({"name": "规则"} | raw)
        assert set(refused.value.fields) == {field}
    with pytest.raises(Invalid) as refused:
        rule(company, team="east", condition="上海")
    assert set(refused.value.fields) == {"condition"}
    with pytest.raises(Invalid) as refused:
        rule(company, target="person", person_id="987654")
    assert set(refused.value.fields) == {"person_id"}


def test_a_person_has_one_line_as_a_receiver(company):
    receiver(company, "wang", weight="3")
    with pytest.raises(Invalid):
        receiver(company, "wang")


def test_a_rule_may_put_leads_into_a_pool(company, sales):
    with company.acting("lilei"):
        pools = {
            module: sales.pool().create(sales.pool().module.draft.parse({"name": f"公海 {module}", "module": module})).id
            for module in ("lead", "account")
        }
    with pytest.raises(Invalid) as refused:
        rule(company, target="pool", into_pool_id=pools["account"])
    assert set(refused.value.fields) == {"into_pool_id"}
    rule(company, target="pool", into_pool_id=pools["lead"])
    made = lead(company, by="wang")
    assert (made.owner_id, made.pool_id, made.pool_name) == (None, pools["lead"], "公海 lead")
    with company.acting("lilei"):
        [line] = sales.lead_assignment().log(10)
        assert (line.user_id, line.pool_id) == (None, pools["lead"])
