"""Leads in the database: what is derived leaves no version, what is due comes in its order."""

from datetime import UTC, date, datetime

from crm.domain.sales.lead import LeadDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_touches_and_scores_leave_no_version_and_only_a_later_touch_counts(company):
    leads, dao = company.container.sales.lead(), company.container.sales.lead_dao()
    with company.acting("wang"):
        lead = leads.create(LeadDraft.parse({"name": "刘洋"}))
        with dao.db.transaction():
            assert [dao.touch([lead.id], at) for at in (NOON, NOON.replace(hour=3), NOON.replace(hour=5))] == [1, 0, 1]
            assert dao.set_scores([{"id": lead.id, "score": 40, "grade": "warm"}]) == 1
        found = leads.get(lead.id)
        assert (found.version, found.touched_at.hour, found.score, found.grade) == (lead.version, 5, 40, "warm")


def test_those_whose_day_has_come_back_and_those_that_are_open(company):
    leads, dao = company.container.sales.lead(), company.container.sales.lead_dao()
    with company.acting("wang"):
        first, second, third, fourth = (leads.create(LeadDraft.parse({"name": f"线索{n}"})) for n in range(4))
        for lead, day in ((first, "2026-11-20"), (second, "2026-11-19"), (third, "2026-11-21")):
            leads.disqualify(lead.id, "later", day)
    with dao.db.transaction(writes=False):
        assert dao.due_back(date(2026, 11, 20), 9) == [second.id, first.id]
        assert dao.open_after(0, 9) == [fourth.id] and dao.open_after(fourth.id, 9) == []
