"""Roles: nobody grants what he does not hold."""

import pytest

from crm.domain.platform.role import RoleDraft
from crm.errors import Invalid


@pytest.fixture
def roles(company):
    return company.container.platform.role()


@pytest.fixture
def helper(company, roles):
    """Chen Jing may edit roles, and view her own customers."""
    with company.acting("lilei"):
        grants = {"role.view": 4, "role.create": 4, "role.edit": 4, "role.remove": 4, "account.view": 1}
        made = roles.create(RoleDraft.parse({"name": "帮手", "grants": grants}))
        company.container.platform.user().change(company.users["chen"], {"roles": [made.id]})
    return made.id


@pytest.mark.parametrize("grants", [{"account.view": 4}, {"account.remove": 1}, {"setting.edit": 4}, {"account.fly": 1}, {"nothing": 1}])
def test_a_role_cannot_grant_more_than_its_maker_holds_or_what_does_not_exist(company, roles, helper, grants):
    with company.acting("chen"):
        with pytest.raises(Invalid, match="grants"):
            roles.create(RoleDraft.parse({"name": "更多", "grants": grants}))
        with pytest.raises(Invalid, match="grants"):
            roles.change(helper, {"grants": {"account.view": 1} | grants})


def test_only_an_administrator_makes_or_touches_an_administrator_role(company, roles, helper):
    with company.acting("chen"):
        for change in ({"administrator": "yes"}, {"name": "王"}):
            with pytest.raises(Invalid, match="administrator"):
                roles.change(company.roles["administrator"] if "name" in change else helper, change)
        assert roles.remove_all([company.roles["administrator"]]).refused


def test_a_wider_role_may_be_narrowed_by_whoever_edits_roles(company, roles, helper):
    with company.acting("chen"):
        narrowed = {"account.view": 1}
        assert roles.change(company.roles["salesperson"], {"grants": narrowed}).grants == narrowed


def test_changed_grants_hold_at_once(company, roles):
    with company.acting("lilei"):
        roles.change(company.roles["salesperson"], {"grants": {"account.view": 4}})
    assert company.actor("wang").may("account.view") and not company.actor("wang").may("account.edit")


def test_a_role_that_somebody_holds_cannot_be_removed(company, roles):
    with company.acting("lilei"):
        refused = roles.remove_all([company.roles["salesperson"]]).refused
        assert "3 people" in str(refused[company.roles["salesperson"]])
        assert [one.name for one in roles.holders(company.roles["salesperson"])] == ["陈静", "王强", "赵敏"]


def test_two_roles_cannot_have_one_name(company, roles):
    with company.acting("lilei"), pytest.raises(Invalid, match="name"):
        roles.create(RoleDraft.parse({"name": "销售"}))
