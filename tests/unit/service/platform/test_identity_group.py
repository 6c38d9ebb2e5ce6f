"""Groups that are kept elsewhere, and the roles that they stand for."""

import pytest

from crm.errors import Invalid


@pytest.fixture
def group(company):
    """A group with Wang in it that stands for nothing yet."""
    service = company.container.identity.group()
    with company.acting("lilei"):
        made = service.create(service.module.draft.parse({"name": "Auditors"}))
        service.change_members(made.id, {company.users["wang"]}, ())
    return made


def roles_of(company, account):
    with company.acting("lilei"):
        return company.container.platform.user().get(company.users[account]).roles


def test_members_hold_the_role_that_their_group_stands_for_as_long_as_it_does(company, group):
    service, seller, auditor = company.container.identity.group(), company.roles["salesperson"], company.roles["auditor"]
    assert roles_of(company, "wang") == [seller]
    with company.acting("lilei"):
        service.change(group.id, {"role_id": str(auditor)})
        assert roles_of(company, "wang") == [seller, auditor]
        undone = service.writer.journal.history("identity_group", group.id, 1, None)[0].change_set_id
        company.container.platform.undo().undo(undone)
    assert roles_of(company, "wang") == [seller]


def test_a_role_that_somebody_holds_otherwise_stays_when_he_leaves_one_of_two_groups(company, group):
    service, auditor = company.container.identity.group(), company.roles["auditor"]
    with company.acting("lilei"):
        other = service.create(service.module.draft.parse({"name": "Controllers", "role_id": str(auditor)}))
        service.change(group.id, {"role_id": str(auditor)})
        service.change_members(other.id, {company.users["wang"]}, ())
        service.change_members(group.id, (), {company.users["wang"]})
    assert auditor in roles_of(company, "wang")
    with company.acting("lilei"):
        service.remove_all([other.id])
    assert roles_of(company, "wang") == [company.roles["salesperson"]]


def test_names_differ_and_nobody_lets_a_group_stand_for_more_than_he_holds(company, group):
    service, roles = company.container.identity.group(), company.container.platform.role()
    with company.acting("lilei"):
        with pytest.raises(Invalid, match="Another group"):
            service.create(service.module.draft.parse({"name": "AUDITORS"}))
        grants = dict.fromkeys(("identity_group.view", "identity_group.create", "identity_provider.view", "identity_provider.create"), 4)
        keeper = roles.create(roles.module.draft.parse({"name": "Keeper", "grants": grants})).id
        company.container.platform.user().change(company.users["sun"], {"roles": [str(keeper)]})
    sources = company.container.identity.source()
    ours = {"name": "x", "kind": "oidc", "issuer": "https://login.example.cn", "client_id": "crm", "creates": "1"}
    more = {"role_id": str(company.roles["administrator"])}
    with company.acting("sun"):
        with pytest.raises(Invalid, match="cannot grant"):
            service.create(service.module.draft.parse({"name": "Admins", **more}))
        with pytest.raises(Invalid, match="cannot grant"):
            sources.create(sources.module.draft.parse(ours | more))
