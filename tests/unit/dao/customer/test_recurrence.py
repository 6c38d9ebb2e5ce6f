"""Series of tasks: which records recur, and what was made after each."""

from dataclasses import replace
from datetime import UTC, datetime

from crm.domain.customer.activity import MODULE, ActivityDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
RULE = "TZID=Asia/Shanghai:20261120T120000;FREQ=DAILY"


def test_a_series_names_the_record_that_was_made_after_each(company):
    dao, activities = company.container.customer.recurrence_dao(), company.container.customer.activity()
    with company.acting("wang", clock=NOON):
        drafts = [ActivityDraft.parse({"kind": "task", "name": name, "due_at": "2026-11-20T12:00"}) for name in ("每天", "一次")]
        first, once = map(activities.create, drafts)
        activities.change(first.id, {"repeats": RULE})
        with dao.db.transaction():
            [alone] = dao.series([first.id, once.id])
            assert (alone.id, alone.done_at, alone.next_id, alone.next_version) == (first.id, None, None, None)
            after = replace(activities.get(first.id), id=0, version=1, follows_id=first.id)
            [made] = activities.writer.insert(MODULE, activities.records, [after])
            [one] = dao.series([first.id])
            assert (one.next_id, one.next_version) == (made.id, 1)
            activities.writer.remove(MODULE, activities.records, [made])
            assert dao.series([first.id])[0].next_id is None
            assert dao.series([]) == []
