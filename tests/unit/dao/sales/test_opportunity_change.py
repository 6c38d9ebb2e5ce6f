"""The pipeline at two moments, in the database."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.opportunity_change import ChangeDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

DAY = timedelta(days=1)
SINCE, UNTIL = NOON, NOON + 10 * DAY


@pytest.fixture
def deal(company, rows):
    """Puts a deal with its pasts: each (from, amount, state, removed); each ends where the next begins."""

    def put(*pasts, who="wang", pipeline=1, close=date(2026, 12, 1), **more):
        id = rows.put("opportunity", owner_id=company.users[who], pipeline_id=pipeline, **more)
        ends = [past[0] for past in pasts[1:]] + [None]
        for (begins, amount, state, removed), end in zip(pasts, ends, strict=True):
            said = {"amount_base": Money(amount), "state": state, "removed": removed, "close_on": close}
            rows.put("opportunity_past", opportunity_id=id, from_at=begins, until_at=end, **said)
        return id

    return put


def test_what_changed_is_what_was_open_at_either_moment_and_is_not_worth_the_same(company, rows, deal):
    dao, before, between = ChangeDao(rows.db), SINCE - DAY, SINCE + DAY
    grown = deal((before, 1, "open", False), (between, 2, "open", False))
    new = deal((between, 4, "open", False))
    won = deal((before, 8, "open", False), (UNTIL, 8, "won", False), pipeline=2)
    gone = deal((before, 16, "open", False), (between, 16, "open", True), removed_at=NOON)
    passing = deal((between, 32, "open", False), (between + DAY, 32, "lost", False))
    deal((before, 64, "open", False)), deal((before, 1, "won", False), (between, 2, "lost", False))
    deal((before, 1, "open", False), (UNTIL + timedelta(seconds=1), 2, "open", False)), deal((SINCE, 1, "open", False))
    deal((before, 1, "open", False), (SINCE, 2, "open", False))
    last = deal((before, 1, "open", False), (between, 2, "open", False), (UNTIL, 4, "open", False))
    with company.acting("lilei"):
        assert [one.id for one in dao.changes(SINCE, UNTIL)] == [grown, new, won, gone, passing, last]
        first = dao.changes(SINCE, UNTIL)[0]
        assert (int(first.amount_then), int(first.amount_now), first.gone) == (1, 2, False)
        assert [(one.id, one.state_then, one.state_now) for one in dao.changes(SINCE, UNTIL, pipeline=2)] == [(won, "open", "won")]
    with company.acting("zhao"):
        assert dao.changes(SINCE, UNTIL) == []


def test_at_a_moment_the_deals_are_worth_what_they_were_then(company, rows, deal):
    dao = ChangeDao(rows.db)
    deal((SINCE, 1, "open", False), (UNTIL, 2, "open", False))
    deal((SINCE, 4, "open", True)), deal((SINCE, 8, "won", False)), deal((SINCE, 16, "open", False), pipeline=2, removed_at=NOON)
    deal((SINCE, 32, "open", False), close=date(2027, 1, 1), who="zhao")

    def worth(moment, low=None, high=None, **more):
        found = dao.worth(moment, low, high, **more)
        return found.deals, int(found.amount_base or 0)

    with company.acting("lilei"):
        asked = (SINCE - timedelta(seconds=1), SINCE, UNTIL - timedelta(seconds=1), UNTIL)
        assert [worth(moment) for moment in asked] == [(0, 0), (3, 49), (3, 49), (3, 50)]
        assert worth(SINCE, date(2027, 1, 1)) == (1, 32) and worth(SINCE, date(2026, 12, 1), date(2027, 1, 1)) == (2, 17)
        assert worth(SINCE, pipeline=2) == (1, 16)
    with company.acting("zhao"):
        assert worth(SINCE) == (1, 32)
