"""Nobody hands out or touches rights beyond his own."""

import pytest

from crm.dao.platform.user import RoleGrants
from crm.domain.kit.access import Scope
from crm.errors import Invalid
from crm.service.platform.rank import covered, covers_all, require_administrator


@pytest.mark.parametrize(
    ("grants", "administrator", "by_manager"),
    [
        ({"account.view": Scope.OWN}, False, True),
        ({"account.view": Scope.BELOW}, False, True),
        ({"account.view": Scope.ALL}, False, False),
        ({"account.view": Scope.OWN, "job.view": Scope.ALL}, False, False),
        ({}, False, True),
        ({}, True, False),
    ],
)
def test_a_role_is_covered_when_each_of_its_grants_is(company, grants, administrator, by_manager):
    role = RoleGrants(1, "role", administrator, grants)
    with company.acting("han"):
        assert covered(role) is by_manager
    with company.acting("lilei"):
        assert covered(role)


def test_a_manager_covers_his_people_but_not_the_administrator(company):
    users = company.container.platform.user_dao()
    with company.acting("han"), users.db.transaction(writes=False):
        assert [covers_all(users, company.users[who]) for who in ("wang", "lilei", "sun")] == [True, False, False]


def test_somebody_who_may_do_everything_must_remain(company):
    users = company.container.platform.user_dao()
    with users.db.transaction():
        require_administrator(users)
        users.drop_roles([company.users["lilei"]])
        with pytest.raises(Invalid):
            require_administrator(users)
