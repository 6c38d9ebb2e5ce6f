"""What came in with forms on the web, in the database."""

from datetime import timedelta

import pytest

from crm.dao.sales.lead_submission import LeadSubmissionDao
from tests.kit.rows import NOON


@pytest.fixture
def came(rows):
    """Two that were taken and two that were refused, and one of another form."""
    dao, lead = LeadSubmissionDao(rows.db), rows.put("lead", name="周小川")
    for form, minutes, given in ((5, 0, lead), (5, 1, None), (5, 2, None), (5, 3, 1), (6, 2, None), (5, 4, lead)):
        at = NOON + timedelta(minutes=minutes)
        dao.insert(form, at, "10.0.0", "zh", {"name": "x"}, None, None if given else "robot", None, given)
    return dao


def test_what_was_taken_and_what_was_refused_are_told_apart_the_newest_first(rows, came):
    taken, refused = came.page(5, 9), came.page(5, 9, refused=True)
    assert [(one.lead_name, one.at) for one in taken] == [(None, NOON + timedelta(minutes=3)), ("周小川", NOON)]
    assert [one.at - NOON for one in refused] == [timedelta(minutes=2), timedelta(minutes=1)]
    assert [one.id for one in came.page(5, 9, refused=True, before_id=refused[0].id)] == [refused[1].id] and len(came.page(5, 1)) == 1
    assert vars(came.tally(5)) == {"taken": 2, "refused": 2} and came.find(taken[1].id).given == {"name": "x"}


def test_a_refused_one_is_taken_once_counted_since_and_forgotten(rows, came):
    late, early = came.page(5, 9, refused=True)
    assert (came.refused_since(5, early.at, 9), came.refused_since(5, late.at, 9), came.refused_since(5, early.at, 1)) == (2, 1, 1)
    assert (came.take(late.id, 77), came.take(late.id, 78), came.find(late.id).lead_id) == (1, 0, 77)
    assert (came.forget_refused(early.at), came.forget_refused(late.at), came.find(early.id)) == (0, 1, None)
