"""What was typed while a session ran out is kept for whom it belongs to, without secrets."""

import pytest

from crm.domain.platform.held import KEPT, MOST


@pytest.fixture
def held(company):
    return company.container.platform.held()


def test_a_form_comes_back_to_the_person_who_typed_it_and_nobody_else(company, held):
    word = held.hold(company.users["wang"], "/accounts/new", "/accounts", {"name": ["云帆"], "tags": ["VIP", "展会"]})
    with company.acting("wang"):
        found = held.get(word)
    assert (found.path, found.data) == ("/accounts/new", {"action": "/accounts", "fields": {"name": ["云帆"], "tags": ["VIP", "展会"]}})
    with company.acting("zhao"):
        assert held.get(word) is None


def test_passwords_and_tokens_are_never_kept(company, held):
    word = held.hold(company.users["wang"], "/", "/", {"name": ["x"], "current_password": ["geheim"], "csrf_token": ["t"]})
    with company.acting("wang"):
        assert held.get(word).data["fields"] == {"name": ["x"]}
    assert held.hold(company.users["wang"], "/", "/", {"password": ["geheim"]}) is None


def test_what_is_too_much_is_not_kept_and_of_many_only_the_newest(company, held):
    assert held.hold(company.users["wang"], "/", "/", {"name": ["字" * MOST]}) is None
    words = [held.hold(company.users["wang"], "/", "/", {"n": [str(n)]}) for n in range(KEPT + 1)]
    with company.acting("wang"):
        assert sum(held.get(word) is not None for word in words) == KEPT
