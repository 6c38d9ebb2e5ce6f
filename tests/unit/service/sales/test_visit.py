"""Visits: who checks in where, what is left in the customer's story, what is missed, counted and forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.current import acting, last_change
from crm.domain.sales.visit_check import CheckIn
from crm.errors import Forbidden, Invalid, NotFound
from crm.service.customer.calendar_file import write
from tests.kit.company import SYSTEM
from tests.unit.service.sales.visits import at, customer, visit

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)  # two in the afternoon in Shanghai
KILOMETRE = 0.009  # degrees north


def story(company, id):
    return [(one.kind, one.name, one.body) for one in company.container.customer.activity().story("account", id, 10)]


def test_a_check_in_says_when_by_the_server_and_how_far_by_the_position(company):
    field = company.container.field
    with company.acting("wang", clock=NOW):
        made = visit(company, customer(company).id)
        sent = CheckIn.parse(at(KILOMETRE / 10, phone_at="2026-11-20T05:12:00+00:00"))
        row = field.visit_check().check_in(made.id, sent)
        assert (row.state, row.check_in_at, row.distance, row.is_far) == ("under_way", NOW, 100, False)
        assert (row.phone_at, row.accuracy, row.name) == (NOW - timedelta(minutes=48), 12, "云帆科技")
        with pytest.raises(Invalid):
            field.visit_check().check_in(made.id, sent)


def test_too_far_away_asks_for_the_reason_and_marks_the_visit(company):
    field = company.container.field
    with company.acting("wang", clock=NOW):
        made = visit(company, customer(company).id)
        with pytest.raises(Invalid) as refusal:
            field.visit_check().check_in(made.id, CheckIn.parse(at(KILOMETRE)))
        assert list(refusal.value.fields) == ["far_reason"]
        row = field.visit_check().check_in(made.id, CheckIn.parse(at(KILOMETRE, far_reason="在新厂区见面")))
        assert (row.is_far, row.far_reason, round(row.distance, -1)) == (True, "在新厂区见面", 1000)


def test_without_a_position_the_typed_place_stands_for_it_and_nothing_is_measured(company):
    field = company.container.field
    with company.acting("wang", clock=NOW):
        made = visit(company, customer(company).id)
        row = field.visit_check().check_in(made.id, CheckIn.parse({"place_text": "地下一层会议室"}))
        assert (row.state, row.place_text, row.distance, row.is_far, row.latitude) == ("under_way", "地下一层会议室", None, None, None)


def test_the_first_check_in_may_give_the_customer_its_place_and_undo_takes_both_back(company):
    field = company.container.field
    with company.acting("wang", clock=NOW):
        client = customer(company, north=None)
        made = visit(company, client.id)
        row = field.visit_check().check_in(made.id, CheckIn.parse(at(use_place="yes")))
        assert (row.distance, field.place().of([client.id])[client.id].source) == (0, "check_in")
        company.container.platform.undo().undo(last_change() or 0)
        assert (field.visit().get(made.id).state, field.visit().get(made.id).check_in_at) == ("planned", None)
        assert field.place().of([client.id]) == {}


def test_a_visit_that_took_place_is_an_entry_of_the_story_touches_and_plans_the_next_step(company):
    crm = company.container
    with company.acting("wang", clock=NOW):
        client = customer(company)
        made = visit(company, client.id, purpose="talks")
        crm.field.visit_check().check_in(made.id, CheckIn.parse(at()))
    with company.acting("wang", clock=NOW + timedelta(hours=1)):
        raw = {"result": "谈妥首付四成", "next_step": "发合同", "next_on": "2026-11-24"}
        done = crm.field.visit_check().check_out(made.id, raw)
        assert (done.state, done.check_out_at) == ("done", NOW + timedelta(hours=1))
        assert ("task", "发合同", None) in story(company, client.id)
        assert ("visit", "云帆科技", "谈妥首付四成\n→ 发合同") in story(company, client.id)
        assert crm.customer.account().get(client.id).touched_at == NOW
        entry = crm.customer.activity().get(done.activity_id)
        assert (entry.at, entry.ends_at, crm.field.visit().of_entry(entry.id)) == (NOW, NOW + timedelta(hours=1), made.id)
        crm.field.visit().change(made.id, {"result": "谈妥首付三成"})
        assert crm.customer.activity().get(done.activity_id).body == "谈妥首付三成\n→ 发合同"


def test_an_undone_check_out_takes_its_entry_and_its_task_along(company):
    crm = company.container
    with company.acting("wang", clock=NOW):
        client = customer(company)
        made = visit(company, client.id)
        crm.field.visit_check().check_in(made.id, CheckIn.parse(at()))
        crm.field.visit_check().check_out(made.id, {"next_step": "发合同", "next_on": "2026-11-24"})
        crm.platform.undo().undo(last_change() or 0)
        row = crm.field.visit().get(made.id)
        assert (row.state, row.activity_id, story(company, client.id)) == ("under_way", None, [])


def test_a_merge_takes_visits_and_their_entries_along_and_its_undo_brings_them_back(company):
    crm = company.container
    with company.acting("lilei", clock=NOW):
        one, other = customer(company, "云帆"), customer(company, "云帆科技")
        made = visit(company, other.id)
        crm.field.visit_check().check_in(made.id, CheckIn.parse(at()))
        entry = crm.field.visit_check().check_out(made.id, {}).activity_id
        crm.customer.duplicate_merge().merge(crm.customer.account().module, one.id, other.id, {})
        assert (crm.field.visit().get(made.id).account_id, crm.customer.activity().get(entry).account_id) == (one.id, one.id)
        outcome = crm.platform.undo().undo(last_change() or 0)
        assert (crm.field.visit().get(made.id).account_id, crm.customer.activity().get(entry).account_id) == (other.id, other.id)
        assert outcome.kept == {}


def test_nobody_checks_in_for_another_one_and_states_keep_their_order(company):
    field = company.container.field
    with company.acting("wang", clock=NOW):
        made = visit(company, customer(company).id)
        for state in ("under_way", "nonsense"):
            with pytest.raises(Invalid):
                field.visit().change(made.id, {"state": state})
    with company.acting("han", clock=NOW), pytest.raises(Forbidden):
        field.visit_check().check_in(made.id, CheckIn.parse(at()))
    with company.acting("zhao", clock=NOW), pytest.raises(NotFound):
        field.visit().get(made.id)
    with company.acting("wang", clock=NOW):
        field.visit_check().check_in(made.id, CheckIn.parse(at()))
        with pytest.raises(Invalid):
            field.visit().change(made.id, {"account_id": customer(company, "别家").id})


def test_a_contact_of_another_customer_is_refused(company):
    with company.acting("wang", clock=NOW):
        contacts = company.container.customer.contact()
        other = contacts.create(contacts.module.draft.parse({"name": "李雷", "account_id": customer(company, "别家", None).id}))
        with pytest.raises(Invalid) as refusal:
            visit(company, customer(company).id, contact_id=other.id)
        assert list(refusal.value.fields) == ["contact_id"]


def test_visits_of_days_that_are_over_are_missed_once_and_their_owners_hear_of_it(company):
    crm = company.container
    with company.acting("wang", clock=NOW):
        late, today = visit(company, customer(company).id, "2026-11-19"), visit(company, customer(company, "别家").id)
    with acting(actor=SYSTEM, clock=NOW):
        assert (crm.field.visit().miss(), crm.field.visit().miss()) == ({"visits": 1}, {"visits": 0})
    with company.acting("wang", clock=NOW):
        assert [crm.field.visit().get(one.id).state for one in (late, today)] == ["missed", "planned"]
        assert [one.kind for one in crm.platform.notice().page(5)] == ["visit"]
        again = crm.field.visit().change(late.id, crm.field.visit().moved(crm.field.visit().get(late.id), "planned_on", "2026-11-21"))
        assert (again.state, str(again.planned_on)) == ("planned", "2026-11-21")


def test_plan_and_done_are_counted_for_whom_one_sees(company):
    field = company.container.field
    for account in ("wang", "chen"):
        with company.acting(account, clock=NOW):
            client = customer(company, account)
            for day in ("2026-11-18", "2026-11-19", "2026-11-20"):
                made = visit(company, client.id, day)
            field.visit_check().check_in(made.id, CheckIn.parse({"place_text": "门口"}))
            field.visit_check().check_out(made.id, {})
    with company.acting("han", clock=NOW):
        assert [(one.owner_name, one.planned, one.done, one.unmeasured) for one in field.visit().rates("2026-11")] == [
            ("陈静", 3, 1, 1), ("王强", 3, 1, 1),
        ]  # fmt: skip
    with company.acting("wang", clock=NOW):
        assert [one.owner_name for one in field.visit().rates("2026-11")] == ["王强"]
        assert field.visit().rates("2026-12") == []


def test_positions_are_forgotten_in_time_and_the_distance_stays(company):
    crm = company.container
    with company.acting("wang", clock=NOW):
        made = visit(company, customer(company).id)
        crm.field.visit_check().check_in(made.id, CheckIn.parse(at()))
    with company.acting("lilei", clock=NOW):
        assert crm.field.visit().forget() == {"visits": 0}
        crm.platform.setting().change({"visit_position_days": "30"})
    with acting(actor=SYSTEM, clock=NOW + timedelta(days=31)):
        assert crm.field.visit().forget() == {"visits": 1}
    with company.acting("wang", clock=NOW):
        row = crm.field.visit().get(made.id)
        assert (row.latitude, row.accuracy, row.distance) == (None, None, 0)


def test_a_planned_visit_stands_in_the_calendar_until_it_took_place(company):
    crm = company.container
    with company.acting("wang", clock=NOW):
        made = visit(company, customer(company).id, starts_at="15:00", ends_at="16:30")
        (slot,) = crm.customer.calendar().between(NOW.date(), 1, company.users["wang"])
        assert (slot.module, slot.id, slot.at.hour, slot.ends_at - slot.at) == ("visit", made.id, 7, timedelta(minutes=90))
        assert f"/visits/{made.id}\r\n".encode() in write([slot], "", "https://crm.example.cn", NOW)
        crm.field.visit_check().check_in(made.id, CheckIn.parse(at()))
        crm.field.visit_check().check_out(made.id, {})
        assert [one.module for one in crm.customer.calendar().between(NOW.date(), 1, company.users["wang"])] == ["activity"]


def test_today_shows_what_is_to_be_visited_and_what_was_missed(company):
    crm = company.container
    with company.acting("wang", clock=NOW):
        visit(company, customer(company).id, starts_at="15:00")
        missed = visit(company, customer(company, "别家").id, "2026-11-18")
        visit(company, customer(company, "明天").id, "2026-11-21")
        crm.field.visit().change(missed.id, {"state": "missed"})
        assert sorted(one.item.title for one in crm.customer.today().mine().queue if one.item.source == "visit") == ["云帆科技", "别家"]
