"""The nights of rules: in pieces, resumable, told of, undone where they can be, and never against a legal hold."""

from datetime import timedelta

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.retention_rule import RetentionRuleDraft
from crm.errors import Invalid
from crm.service.sales import retention_run


class Job:
    """A job that is broken off after so many reports."""

    id = attempts = 0

    def __init__(self, stops=None):
        self.stops = stops

    def progress(self, done, total=None):
        if self.stops is not None:
            self.stops -= 1
            if self.stops < 0:
                raise InterruptedError


@pytest.fixture
def small(monkeypatch):
    """Pieces of two records, so that a few records are many pieces."""
    monkeypatch.setattr(retention_run, "PIECE", 2)


def rule(company, **more):
    raw = {"name": "旧记录", "subject": "lead", "days": "400", "since": "updated_at", "action": "remove", "active": "yes"}
    return company.container.privacy.retention_rule().create(RetentionRuleDraft.parse(raw | more))


def later(days=402):
    return current.acting(clock=current.now() + timedelta(days=days))


def test_what_is_old_goes_piece_by_piece_a_broken_run_goes_on_and_all_of_it_is_undone(company, small):
    leads, runs, rules = (
        company.container.sales.lead(),
        company.container.privacy.retention_run(),
        company.container.privacy.retention_rule(),
    )
    with company.acting("lilei"):
        ids = [leads.create(LeadDraft.parse({"name": f"线索{n}"})).id for n in range(5)]
        company.container.privacy.legal_hold().put("lead", ids[1], "诉讼", None)
        made = rule(company)
        with later():
            with pytest.raises(InterruptedError):
                runs.nightly(Job(1))
            assert [one.ended_at for one in rules.runs(made.id)] == [None] and len(leads.find(ids)) == 2
            assert runs.nightly(Job()) == {"旧记录": 1} and [row.id for row in leads.find(ids)] == [ids[1]]
            (run,) = rules.runs(made.id)
            assert (run.done, run.held, run.refused) == (4, 1, 0) and run.ended_at
            sets = company.container.platform.journal().group(run.id)
            assert {(found.source, found.reason) for found in map(company.container.platform.journal().get, sets)} == {
                ("retention", "旧记录")
            }
            company.container.platform.undo().undo(sets[0])
            assert len(leads.find(ids)) == 5


def test_a_rule_that_is_not_in_force_takes_nothing_and_a_night_without_work_leaves_no_run(company):
    leads, runs = company.container.sales.lead(), company.container.privacy.retention_run()
    with company.acting("lilei"):
        leads.create(LeadDraft.parse({"name": "线索"}))
        off, on = rule(company, active="no"), rule(company, name="合同", subject="contract", action="anonymise")
        with later():
            assert runs.nightly(Job()) == {}
        assert [company.container.privacy.retention_rule().runs(one.id) for one in (off, on)] == [[], []]


def test_texts_go_once_and_the_records_stay(company):
    activities, runs = company.container.customer.activity(), company.container.privacy.retention_run()
    with company.acting("lilei"):
        ids = [activities.create(ActivityDraft.parse({"kind": "call", "name": "回访", "body": "周小川说的话"})).id for _ in range(3)]
        company.container.privacy.legal_hold().put("activity", ids[2], "诉讼", None)
        made = rule(company, subject="activity", action="anonymise", since="created_at")
        with later():
            assert company.container.privacy.retention_rule().preview(made.id).n == 3
            assert runs.nightly(Job()) == {"旧记录": 2} and runs.nightly(Job()) == {}
        rows = {row.id: row for row in activities.find(ids)}
        assert [rows[id].body for id in ids] == [None, None, "周小川说的话"] and rows[ids[0]].kind == "call"
    assert company.container.trace.chain().verify("journal").broken is None


def test_people_are_erased_with_all_that_belongs_to_them_but_not_companies_and_not_who_is_held(company):
    accounts, runs = company.container.customer.account(), company.container.privacy.retention_run()
    with company.acting("lilei"):
        people = [accounts.create(AccountDraft.parse({"name": name, "kind": "person"})) for name in ("周小川", "何一凡")]
        firm = accounts.create(AccountDraft.parse({"name": "云帆科技"}))
        note = company.container.customer.activity().create(
            ActivityDraft.parse(
                {"kind": "note", "name": "周小川来电", "subject_module": "account", "subject_id": people[0].id, "account_id": people[0].id}
            )
        )
        company.container.privacy.legal_hold().put("account", people[1].id, "诉讼", None)
        rule(company, subject="account", action="erase")
        with later():
            assert runs.nightly(Job()) == {"旧记录": 1}
        assert {row.id for row in accounts.find([firm.id, *(one.id for one in people)])} == {firm.id, people[1].id}
        assert company.container.customer.activity().find([note.id]) == []
        (fact,) = company.container.privacy.erasure().page(5)
        assert (fact.ground, fact.record_id) == ("purpose", people[0].id)


def test_who_is_held_is_not_merged_away_either(company):
    contacts, holds = company.container.customer.contact(), company.container.privacy.legal_hold()
    with company.acting("lilei"):
        kept, gone = (contacts.create(ContactDraft.parse({"name": "周小川"})) for _ in range(2))
        holds.put("contact", gone.id, "诉讼", current.today() + timedelta(days=9))
        merge = company.container.customer.duplicate_merge().merge
        with pytest.raises(Invalid):
            merge(contacts.module, kept.id, gone.id, {})
        holds.lift(gone.id)
        merge(contacts.module, kept.id, gone.id, {})
        assert contacts.find([gone.id]) == []
