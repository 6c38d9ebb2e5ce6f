"""Users from the command line: for those who have the machine, but no way into the program."""

import pytest

from crm.current import now
from crm.errors import Invalid
from tests.unit.cli.conftest import Call, founded

PASSWORD = "correct horse battery"


def signs_in(account: str, password: str = PASSWORD) -> bool:
    from crm.cli import base

    auth = base.container().platform.auth()
    try:
        return bool(auth.sign_in(account, password))
    except Invalid:
        return False


@pytest.fixture
def staffed(call: Call) -> Call:
    founded(call)
    assert call("user", "add", "wang", "--name", "王强", typed=f"{PASSWORD}\n").exit_code == 0
    return call


def test_an_added_user_signs_in_with_his_password(staffed: Call):
    assert signs_in("wang")
    assert not signs_in("wang", "another password")


def test_the_list_shows_state_and_roles(staffed: Call):
    staffed("user", "administrator", "wang")
    staffed("user", "suspend", "lilei")
    lines = [line.split("\t") for line in staffed("user", "list").stdout.splitlines()]
    assert [(line[0], line[3]) for line in lines] == [("lilei", "Suspended"), ("wang", "Active")]
    assert lines[0][4] == lines[1][4] != "-"


def test_a_suspended_user_is_kept_out_until_that_is_undone(staffed: Call):
    assert staffed("user", "suspend", "wang").exit_code == 0
    assert not signs_in("wang")
    assert staffed("user", "suspend", "wang", "--undo").exit_code == 0
    assert signs_in("wang")


def test_a_new_password_replaces_the_old_one(staffed: Call):
    assert staffed("user", "password", "wang", typed="a wholly new one 9\n").exit_code == 0
    assert signs_in("wang", "a wholly new one 9")
    assert not signs_in("wang")


def test_whoever_has_lost_all_factors_signs_in_by_the_password_again(staffed: Call):
    from crm.cli import base

    built = base.container()
    auth, user = built.platform.auth(), built.platform.user().find_one("wang")
    with base.acting(built), auth.db.transaction():
        auth.factors.put_totp(user.id, "sealed", 0, now())
    assert auth.sign_in("wang", PASSWORD).half
    assert staffed("user", "factors", "wang").exit_code == 0
    assert not auth.sign_in("wang", PASSWORD).half


def test_a_demand_that_nobody_can_meet_is_taken_back(staffed: Call):
    from crm.cli import base

    built = base.container()
    auth, roles = built.platform.auth(), built.platform.role()
    with base.acting(built):
        role = roles.get(built.platform.user().find_one("lilei").roles[0])
        roles.change(role.id, {"factor": "passkey"})
    assert auth.resume(auth.sign_in("lilei", PASSWORD).token).wants == "passkey"
    assert f"{role.name}\tA passkey" in staffed("user", "demands").output
    assert f"{role.name}\tThe password is enough" in staffed("user", "demands", "--off").output
    assert auth.resume(auth.sign_in("lilei", PASSWORD).token).wants == ""


def test_an_account_that_is_taken_is_refused_in_one_sentence(staffed: Call):
    result = staffed("user", "add", "wang", typed=f"{PASSWORD}\n")
    assert result.exit_code == 2
    assert result.output.count("\n") == 1 and "Another user has this account." in result.output


def test_what_is_not_there_is_named(staffed: Call):
    assert "no user with that account" in staffed("user", "suspend", "nobody").output
    assert "There is no Role named Emperor." in staffed("user", "add", "zhao", "--role", "Emperor", typed=f"{PASSWORD}\n").output
    assert "There is no active user nobody." in staffed("export", "account", "x.csv", "--as", "nobody").output


def test_a_password_that_is_easily_guessed_is_refused_and_nobody_is_added(staffed: Call):
    result = staffed("user", "add", "zhao", typed="password1\n")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "zhao" not in staffed("user", "list").output
