"""Sessions and sign-in below the web floor, on both databases."""

from contextlib import suppress
from datetime import timedelta
from threading import Thread
from unittest.mock import patch

import pytest

from crm import current
from crm.current import acting
from crm.errors import Invalid, NotFound, TooMany
from crm.service.platform import auth as module
from crm.service.platform.attempt import network
from tests.kit.company import PASSWORD


@pytest.fixture
def auth(company):
    return company.container.platform.auth()


def events(company, account):
    return [event.kind for event in company.container.platform.security().page(company.users[account]) if event.kind != "grant"]


def test_a_session_says_who_acts(company, auth):
    opened = auth.sign_in("WANG", PASSWORD, "192.0.2.1", "Firefox")
    assert auth.resume(opened.token).actor.id == company.users["wang"]
    assert auth.sign_in("wang@example.com", PASSWORD).token != opened.token
    assert events(company, "wang") == ["sign_in", "sign_in"]


def test_only_the_hash_of_a_token_is_stored(company, auth):
    token = auth.sign_in("wang", PASSWORD).token
    with auth.db.transaction() as work:
        work.cursor.execute("SELECT token_hash FROM session")
        assert work.cursor.fetchone()[0] == module.hashed(token) != token


def test_a_session_ends_when_it_is_not_used(auth):
    token = auth.sign_in("wang", PASSWORD).token
    with acting(clock=current.now() + timedelta(hours=11)):
        assert auth.resume(token)
    with acting(clock=current.now() + timedelta(hours=22)):
        assert auth.resume(token), "using it keeps it"
    with acting(clock=current.now() + timedelta(hours=35)):
        assert auth.resume(token) is None


def test_a_session_ends_after_thirty_days_however_much_it_is_used(auth):
    token, began = auth.sign_in("wang", PASSWORD).token, current.now()
    for hours in range(8, 30 * 24, 8):
        with acting(clock=began + timedelta(hours=hours)):
            assert auth.resume(token)
    with acting(clock=began + timedelta(days=30, minutes=1)):
        assert auth.resume(token) is None


@pytest.mark.parametrize("account", ["wang", "nobody-here", "sun"])
def test_an_unknown_account_costs_the_same_work_as_a_known_one(company, auth, account):
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["sun"], {"state": "suspended"})
    with patch.object(module, "HASHER", wraps=module.HASHER) as hasher, pytest.raises(Invalid, match="wrong"):
        auth.sign_in(account, "a wrong one")
    assert hasher.verify.call_count == 1


def test_somebody_suspended_is_out_at_once_and_cannot_come_back(company, auth):
    token = auth.sign_in("wang", PASSWORD).token
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})
    assert auth.resume(token) is None
    with pytest.raises(Invalid):
        auth.sign_in("wang", PASSWORD)


def test_failures_are_kept_and_success_forgets_the_attempts(company, auth):
    for _ in range(4):
        with pytest.raises(Invalid):
            auth.sign_in("wang", "wrong", "192.0.2.1")
    auth.sign_in("wang", PASSWORD, "192.0.2.1")
    assert events(company, "wang") == ["sign_in"] + ["sign_in_failed"] * 4
    for _ in range(5):
        with pytest.raises(Invalid):
            auth.sign_in("wang", "wrong", "192.0.2.1")
    with pytest.raises(TooMany):
        auth.sign_in("wang", PASSWORD, "192.0.2.2")


def test_waiting_ends_by_itself(auth):
    for _ in range(5):
        with pytest.raises(Invalid):
            auth.sign_in("wang", "wrong")
    with acting(clock=current.now() + timedelta(seconds=3)):
        assert auth.sign_in("wang", PASSWORD).token


def test_guessing_many_accounts_from_one_address_is_slowed_down(auth):
    for n in range(30):
        with pytest.raises(Invalid):
            auth.sign_in(f"somebody{n}", "wrong", "2001:db8::1")
    with pytest.raises(TooMany) as refused:
        auth.sign_in("wang", PASSWORD, "2001:db8::2")
    assert refused.value.seconds >= 1
    assert auth.sign_in("wang", PASSWORD, "2001:db8:0:1::1").token


def test_signing_in_all_morning_from_one_office_slows_nobody_down(auth):
    with patch.object(module, "verified", return_value=True):
        for n in range(40):
            assert auth.sign_in(("wang", "zhao", "chen")[n % 3], PASSWORD, "192.0.2.1").token


def test_attempts_at_the_same_moment_are_counted_too(crm):
    attempts, let_in = crm.platform.attempt(), []

    def guess():
        with suppress(TooMany):
            let_in.append(attempts.admit({"account": "one"}))

    if crm.db().dialect == "sqlite":
        for _ in range(12):  # one connection in memory: one after the other
            guess()
    else:
        threads = [Thread(target=guess) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for _ in range(12):
            guess()
    assert 5 <= len(let_in) <= 12


def test_ones_own_sessions_are_listed_and_ended_but_not_those_of_others(company, auth):
    here, there = auth.sign_in("wang", PASSWORD, "192.0.2.1", "Firefox"), auth.sign_in("wang", PASSWORD, "192.0.2.2", "Chrome")
    other = auth.sign_in("zhao", PASSWORD)
    marks = {auth.resume(one.token).mark for one in (here, there)}
    assert {line.mark for line in auth.sessions(company.users["wang"])} == marks
    with company.acting("wang"):
        with pytest.raises(NotFound):
            auth.end_session(auth.resume(other.token).mark)
        auth.end_session(auth.resume(there.token).mark)
    assert auth.resume(there.token) is None and auth.resume(here.token) and auth.resume(other.token)


def test_an_ipv6_network_counts_as_one_address():
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:0:1::1")
    assert (network("192.0.2.1"), network(None), network("x")) == ("192.0.2.1", "unknown", "unknown")
