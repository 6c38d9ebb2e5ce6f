"""Sessions, attempts and resets in the database."""

from datetime import UTC, datetime, timedelta

import pytest

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def auth(company):
    dao = company.container.platform.auth_dao()
    with dao.db.transaction():
        yield dao


def test_a_session_says_in_one_statement_who_sends_a_request(company, auth):
    wang = company.users["wang"]
    auth.insert_session("a" * 64, wang, NOON, "10.0.0.1", "Firefox")
    found = auth.session("a" * 64)
    assert (found.user_id, found.state, found.must_change, found.seen_at, found.proven_at) == (wang, "active", False, NOON, NOON)
    assert (found.stamp, found.setting_stamp) == (company.container.platform.user_dao().access_stamp(), None)
    assert auth.session("b" * 64) is None


def test_sessions_are_listed_newest_first_without_the_expired_ones(company, auth):
    wang = company.users["wang"]
    for n, seen in enumerate((NOON - 3 * HOUR, NOON - HOUR, NOON)):
        auth.insert_session(str(n) * 64, wang, NOON - 5 * HOUR, None, None)
        auth.see(str(n) * 64, seen)
    marks = [line.mark for line in auth.sessions(wang, NOON - 2 * HOUR, NOON - 6 * HOUR)]
    assert marks == ["2" * 16, "1" * 16]
    assert auth.sessions(wang, NOON - 2 * HOUR, NOON - HOUR) == []


def test_a_session_is_ended_by_its_mark_only_for_whom_it_is(company, auth):
    wang, zhao = company.users["wang"], company.users["zhao"]
    for token, user in (("a", wang), ("b", wang), ("c", zhao)):
        auth.insert_session(token * 64, user, NOON, None, None)
    assert auth.end_marked(zhao, "a" * 16) == 0
    assert sorted(auth.end_all([wang, zhao], keep="a" * 16)) == sorted([wang, zhao])
    assert auth.end_marked(wang, "a" * 16) == 1
    assert auth.end_all([]) == []


def test_attempts_are_counted_since_a_moment(auth):
    assert (auth.attempts("account:x", NOON).tries, auth.attempts("account:x", NOON).last) == (0, None)
    auth.insert_attempts([{"subject": "account:x", "at": NOON + n * HOUR} for n in range(3)])
    found = auth.attempts("account:x", NOON + HOUR)
    assert (found.tries, found.last) == (2, NOON + 2 * HOUR)
    assert auth.forget_attempt("account:x", NOON + HOUR) == 1
    assert auth.forget_attempts(["account:x", "account:y"]) == 2


def test_a_reset_link_holds_once_and_until_it_expires(company, auth):
    auth.insert_reset("a", company.users["wang"], NOON + HOUR)
    assert auth.reset_user("a", NOON) == company.users["wang"]
    assert auth.reset_user("a", NOON + HOUR) is None
    assert (auth.use_reset("a", NOON + HOUR), auth.use_reset("a", NOON), auth.use_reset("a", NOON)) == (0, 1, 0)
    assert auth.reset_user("a", NOON) is None


def test_a_password_replaces_the_one_before(company, auth):
    wang = company.users["wang"]
    auth.put_credential(wang, "new", NOON, True)
    found = auth.credential(wang)
    assert (found.password_hash, found.changed_at, found.must_change) == ("new", NOON, True)
