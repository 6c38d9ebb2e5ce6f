"""Links of quotes in the database: what is open, what is revoked, and how often people have looked."""

from datetime import timedelta

import pytest

from crm.dao.sales.quote_link import QuoteLinkDao
from tests.kit.rows import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def dao(company, rows):
    """Two links of quote 5, of which the first ends at noon, and one of quote 6."""
    made = QuoteLinkDao(rows.db)
    for quote, token, ends in ((5, "a", NOON), (5, "b", NOON + HOUR), (6, "c", NOON + HOUR)):
        made.insert(quote, token, None, f"to {token}", NOON - HOUR, company.users["wang"], ends)
    return made


def test_a_link_is_open_until_it_ends_or_is_revoked_once_by_its_own_quote(dao):
    first, second = dao.by_token("a"), dao.by_token("b")
    assert (dao.count_open(5, NOON), dao.count_open(5, NOON - HOUR), dao.by_token("x")) == (1, 2, None)
    assert (dao.revoke(second.id, 6, NOON), dao.revoke(second.id, 5, NOON), dao.revoke(second.id, 5, NOON + HOUR)) == (0, 1, 0)
    assert (dao.count_open(5, NOON), dao.by_token("b").revoked_at) == (0, NOON)
    assert (dao.sign(second.id, 9), dao.sign(first.id, 9), dao.by_token("a").signed_file_id) == (0, 1, 9)
    assert (dao.open_first(first.id, NOON), dao.open_first(first.id, NOON + HOUR), dao.by_token("a").opened_at) == (1, 0, NOON)


def test_views_are_those_of_people_and_the_newest_link_comes_first(rows, dao):
    first, second, other = (dao.by_token(token).id for token in "abc")
    for link, hours, device in ((first, 1, "phone"), (first, 3, "desktop"), (first, 5, "robot"), (other, 9, "phone")):
        rows.put("quote_view", link_id=link, at=NOON + hours * HOUR, device=device)
    for quote in (5, 5, 6):
        rows.put("quote_comment", quote_id=quote)
    assert [(one.id, one.views, one.created_name) for one in dao.of_quote(5, 9)] == [(second, 0, "王强"), (first, 2, "王强")]
    assert [one.id for one in dao.of_quote(5, 1)] == [second]
    found = dao.summary(5)
    assert (found.links, found.views, found.seen_at, found.comments) == (2, 2, NOON + 3 * HOUR, 2)
    empty = dao.summary(7)
    assert (empty.links, empty.views, empty.seen_at, empty.comments) == (0, 0, None, 0)
