"""Invitations on both databases: nobody signs in before the link, and the link lets in."""

import re

import pytest

from crm.errors import Invalid, NotFound
from tests.kit.mails import waiting

PASSWORD = "quiet harbour lantern"


@pytest.fixture
def invitations(company):
    return company.container.people.invitation()


@pytest.fixture
def new(company):
    users = company.container.platform.user()
    with company.acting("lilei"):
        return users.create(users.module.draft.parse({"name": "周舟", "mail": "zhou@example.cn"}))


def link(company):
    """The token of the last link that was sent."""
    return re.search(r"/password/([\w-]+)", waiting(company.container)[-1])[1]


def test_who_is_invited_comes_in_by_the_link_alone(company, invitations, new):
    platform = company.container.platform
    with company.acting("lilei"):
        assert new.id in invitations.uninvited()
        invitations.send(new.id, "https://crm.example.cn")
        assert platform.user().get(new.id).state == "invited"
        assert [(one.name, one.times) for one in invitations.page(10)] == [("周舟", 1)]
        assert new.id not in invitations.uninvited()
    assert platform.user().actor(new.id) is None
    platform.password().reset(link(company), PASSWORD)
    assert platform.user().actor(new.id).name == "周舟"
    with company.acting("lilei"):
        assert invitations.page(10) == []


def test_what_was_withdrawn_holds_no_longer(company, invitations, new):
    with company.acting("lilei"):
        invitations.send(new.id, "https://crm.example.cn")
        token = link(company)
        invitations.withdraw(new.id)
        assert company.container.platform.user().get(new.id).state == "suspended"
        with pytest.raises(Invalid):
            invitations.withdraw(new.id)
    with pytest.raises(NotFound):
        company.container.platform.password().reset(token, PASSWORD)


def test_who_left_is_not_suspended_and_who_has_no_mail_is_not_invited(company, new):
    users = company.container.platform.user()
    with company.acting("lilei"):
        users.change(new.id, {"state": "left"})
        with pytest.raises(Invalid, match="state"):
            users.change(new.id, {"state": "suspended"})
        with pytest.raises(Invalid, match="mail"):
            users.change(new.id, {"state": "invited", "mail": ""})
