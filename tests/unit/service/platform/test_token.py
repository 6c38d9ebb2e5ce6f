"""API tokens: whom they act for, with which rights, and when they stop."""

from datetime import timedelta

import pytest

from crm import current
from crm.errors import Forbidden, Invalid, NotFound


@pytest.fixture
def tokens(company):
    return company.container.platform.token()


@pytest.fixture
def token(company, tokens):
    with company.acting("lilei"):
        return tokens.create("Shop", ["account.view"], 30)


def test_a_token_acts_for_its_user_with_its_scopes_only(company, tokens, token):
    actor = tokens.resolve(token)
    assert (actor.id, actor.may("account.view"), actor.may("account.edit")) == (company.users["lilei"], True, False)


def test_a_scope_adds_nothing_to_what_the_user_may(company, tokens):
    with company.acting("lilei"):
        users = company.container.platform.user()
        users.change(company.users["han"], {"roles": [company.roles["administrator"]]})
    with company.acting("han"):
        token = tokens.create("Shop", ["account.view", "account.remove"], 30)
    with company.acting("lilei"):
        users.change(company.users["han"], {"roles": [company.roles["salesperson"]]})
    actor = tokens.resolve(token)
    assert actor.may("account.view") and not actor.may("account.remove") and not actor.grants.everything


@pytest.mark.parametrize("text", ["", "crm_", "crm_unknown", "Bearer", "crm_" + "x" * 1000, "crm_\x00", "crm_令牌"])
def test_what_is_no_token_acts_for_nobody(tokens, text):
    assert tokens.resolve(text) is None


def test_only_the_hash_is_stored(tokens, token):
    with tokens.db.transaction(writes=False) as work:
        work.cursor.execute("SELECT token_hash FROM api_token")
        ((stored,),) = work.cursor.fetchall()
    assert token not in stored and len(stored) == 64


def test_an_expired_token_acts_for_nobody(tokens, token):
    with current.acting(clock=current.now() + timedelta(days=30, seconds=1)):
        assert tokens.resolve(token) is None


def test_a_revoked_token_acts_for_nobody_and_only_its_owner_revokes_it(company, tokens, token):
    with company.acting("lilei"):
        (line,) = tokens.mine()
    with company.acting("han"), pytest.raises(NotFound):
        tokens.revoke(line.id)
    assert tokens.resolve(token)
    with company.acting("lilei"):
        tokens.revoke(line.id)
    assert tokens.resolve(token) is None


def test_the_token_of_somebody_who_left_acts_for_nobody(company, tokens):
    users = company.container.platform.user()
    with company.acting("lilei"):
        users.change(company.users["han"], {"roles": [company.roles["administrator"]]})
    with company.acting("han"):
        token = tokens.create("Shop", ["account.view"], 30)
    assert tokens.resolve(token)
    with company.acting("lilei"):
        users.change(company.users["han"], {"state": "left"})
    assert tokens.resolve(token) is None


def test_the_last_use_is_noted_once_a_minute(company, tokens, token):
    began = current.now()
    for seconds in (0, 30, 90):
        with current.acting(clock=began + timedelta(seconds=seconds)):
            assert tokens.resolve(token)
    with company.acting("lilei"):
        (line,) = tokens.mine()
    assert line.last_used_at == began + timedelta(seconds=90)


def test_nobody_makes_a_token_that_may_more_than_he_may(company, tokens):
    with company.acting("wang"), pytest.raises(Forbidden):
        tokens.create("Mine", ["account.view"], 30)
    with company.acting("lilei"):
        for wrong in ({"scopes": []}, {"scopes": ["account.fly"]}, {"days": 0}, {"days": 10_000}, {"name": " "}, {"name": "x" * 81}):
            with pytest.raises(Invalid, match=next(iter(wrong))):
                tokens.create(**{"name": "Shop", "scopes": ["account.view"], "days": 30} | wrong)
