"""Passwords: chosen, changed, set by others, reset through a link."""

import re
from datetime import timedelta

import pytest

from crm import current
from crm.current import acting
from crm.errors import Forbidden, Invalid, NotFound, TooMany
from tests.kit.company import PASSWORD
from tests.kit.mails import waiting

NEW = "violet kangaroo umbrella"
BASE = "https://crm.example.cn"


@pytest.fixture
def passwords(company):
    return company.container.platform.password()


@pytest.fixture
def auth(company):
    return company.container.platform.auth()


def mails(company):
    """The mails waiting to be sent, after the jobs that write them ran."""
    company.container.platform.job_runner().run_due()
    return waiting(company.container)


def link_token(mail):
    return re.search(r"/password/([\w-]{20,})", mail)[1]


def ask(company, passwords, text="wang"):
    passwords.ask_reset(text, BASE)
    return link_token(mails(company)[-1])


def test_a_link_by_mail_sets_a_new_password_once_and_ends_all_sessions(company, passwords, auth):
    session = auth.sign_in("wang", PASSWORD).token
    token = ask(company, passwords)
    passwords.reset(token, NEW)
    assert auth.resume(session) is None
    assert auth.sign_in("wang", NEW).token
    with pytest.raises(Invalid):
        auth.sign_in("wang", PASSWORD)
    with pytest.raises(NotFound):
        passwords.reset(token, NEW + " again")


def test_only_the_newest_link_holds_and_for_one_hour(company, passwords):
    first, second = ask(company, passwords), ask(company, passwords)
    with pytest.raises(NotFound):
        passwords.link_user(first)
    with acting(clock=current.now() + timedelta(minutes=61)), pytest.raises(NotFound):
        passwords.link_user(second)
    assert passwords.link_user(second).account == "wang"


def test_asking_for_an_unknown_account_does_the_same_and_sends_nothing(company, passwords):
    passwords.ask_reset("nobody-here", BASE)
    with company.container.db().transaction() as work:
        work.cursor.execute("SELECT COUNT(*) FROM job WHERE kind = 'reset'")
        assert work.cursor.fetchone()[0] == 1
    assert mails(company) == []


def test_links_are_stored_as_hashes(company, passwords):
    token = ask(company, passwords)
    with company.container.db().transaction() as work:
        work.cursor.execute("SELECT token_hash FROM password_reset")
        assert token not in work.cursor.fetchone()[0]


def test_asking_too_often_has_to_wait(passwords):
    for _ in range(3):
        passwords.ask_reset("wang", BASE)
    with pytest.raises(TooMany):
        passwords.ask_reset("WANG ", BASE)


def test_a_new_password_lets_in_somebody_whose_account_was_guessed_at(company, passwords, auth):
    for _ in range(6):
        with pytest.raises((Invalid, TooMany)):
            auth.sign_in("wang", "wrong", "192.0.2.9")
    passwords.reset(ask(company, passwords), NEW)
    assert auth.sign_in("wang", NEW, "192.0.2.1").token


def test_changing_ones_own_asks_for_the_current_one_and_ends_the_other_sessions(company, passwords, auth):
    here, there = auth.sign_in("wang", PASSWORD).token, auth.sign_in("wang", PASSWORD).token
    with company.acting("wang"):
        with pytest.raises(Invalid, match="current_password"):
            passwords.change("not mine", NEW, None)
        with pytest.raises(Invalid, match="password"):
            passwords.change(PASSWORD, PASSWORD, None)
        passwords.change(PASSWORD, NEW, auth.resume(here).mark)
    assert auth.resume(here) and auth.resume(there) is None


def test_guessing_the_current_password_from_an_open_session_is_slowed_down(company, passwords):
    with company.acting("wang"):
        for _ in range(5):
            with pytest.raises(Invalid):
                passwords.change("not mine", NEW, None)
        with pytest.raises(TooMany):
            passwords.change(PASSWORD, NEW, None)


def test_an_initial_password_has_to_be_changed(company, passwords, auth):
    with company.acting("lilei"):
        passwords.set_initial(company.users["wang"], NEW)
    assert auth.resume(auth.sign_in("wang", NEW).token).must_change


def test_nobody_sets_the_password_of_somebody_with_more_rights(company, passwords):
    users, roles = company.container.platform.user(), company.container.platform.role()
    with company.acting("lilei"):
        helper = roles.create(roles.module.draft.parse({"name": "帮手", "grants": {"user.view": 4, "user.edit": 4}}))
        users.change(company.users["chen"], {"roles": [helper.id]})
    with company.acting("chen"):
        for account in ("lilei", "han"):
            with pytest.raises(Forbidden):
                passwords.set_initial(company.users[account], NEW)
            with pytest.raises(Forbidden):
                passwords.invite(company.users[account], BASE)


def test_an_invitation_is_written_in_the_language_of_whoever_gets_it(company, passwords):
    with company.acting("lilei"):
        passwords.invite(company.users["wang"], BASE)
    (mail,) = mails(company)
    assert "王强，您好" in mail and f"{BASE}/password/" in mail
    assert passwords.link_user(link_token(mail)).account == "wang"


def test_the_name_of_the_company_makes_no_password(company, passwords):
    with company.acting("lilei"):
        company.container.platform.setting().change({"company": "zvartofliq", "password_length": "11"})
        with pytest.raises(Invalid, match="Too easy|11 characters"):
            passwords.check("zvartofliq1")
