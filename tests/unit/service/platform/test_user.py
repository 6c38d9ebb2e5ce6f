"""Users: ranks, the last administrator, departments of records, names for everybody."""

import pytest

from crm.dao.kit.database import Database
from crm.domain.customer.account import AccountDraft
from crm.domain.platform.user import UserDraft
from crm.errors import Invalid
from tests.kit.company import PASSWORD


@pytest.fixture
def users(company):
    return company.container.platform.user()


@pytest.fixture
def helper(company, users):
    """Chen Jing may edit users and roles, and nothing else that others may."""
    roles = company.container.platform.role()
    with company.acting("lilei"):
        every = {f"{module}.{verb}": 4 for module in ("user", "role") for verb in ("view", "create", "edit", "remove")}
        made = roles.create(roles.module.draft.parse({"name": "人事", "grants": every}))
        users.change(company.users["chen"], {"roles": [made.id]})
    return made.id


def account(company, name="云帆"):
    return company.container.customer.account().create(AccountDraft.parse({"name": name}))


def test_nobody_grants_a_role_with_more_than_he_holds(company, users, helper):
    with company.acting("chen"):
        for role in ("administrator", "manager", "salesperson"):
            raw = {"name": "新人", "account": f"new-{role}", "roles": [company.roles[role]]}
            with pytest.raises(Invalid, match="more than you may do"):
                users.create(UserDraft.parse(raw))
        made = users.create(UserDraft.parse({"name": "新人", "account": "new", "roles": [helper]}))
        with pytest.raises(Invalid, match="roles"):
            users.change(made.id, {"roles": [helper, company.roles["administrator"]]})
        with pytest.raises(Invalid, match="roles"):
            users.change(made.id, {"roles": [424242]})


def test_nobody_changes_somebody_with_more_rights(company, users, helper):
    """Otherwise he changes the mail address of the administrator and resets the password."""
    with company.acting("chen"), pytest.raises(Invalid, match="do more than you"):
        users.change(company.users["lilei"], {"mail": "chen@example.com"})
    with company.acting("chen"):
        assert users.remove_all([company.users["lilei"]]).refused
        assert users.change_all([company.users["chen"]], {"state": "suspended"}).refused


def test_nobody_widens_his_own_reach(company, users, helper):
    with company.acting("chen"):
        for change in ({"roles": []}, {"department_id": company.departments["hq"]}, {"state": "left"}):
            with pytest.raises(Invalid):
                users.change(company.users["chen"], change)


def test_undo_brings_no_rights_back_that_the_actor_has_lost(company, users, helper):
    with company.acting("lilei"):
        users.change(company.users["chen"], {"roles": [company.roles["administrator"]]})
    with company.acting("chen"):
        users.change(company.users["zhao"], {"roles": []})
        changed = company.container.platform.journal().page(1, actor_id=company.users["chen"])[0]
    with company.acting("lilei"):
        users.change(company.users["chen"], {"roles": [helper]})
    with company.acting("chen"), pytest.raises(Invalid, match="roles"):
        company.container.platform.undo().undo(changed.id)


@pytest.mark.parametrize("change", [{"state": "suspended"}, {"roles": []}])
def test_the_last_active_administrator_stays(company, users, change):
    with company.acting("lilei"):
        second = users.create(UserDraft.parse({"name": "韩雪", "account": "second", "roles": [company.roles["administrator"]]}))
        users.change(second.id, change)
        with pytest.raises(Invalid):
            users.change(company.users["lilei"], change)
        role = company.container.platform.role()
        with pytest.raises(Invalid, match="last active administrator"):
            role.change(company.roles["administrator"], {"administrator": "no"})


def test_two_administrators_cannot_both_be_suspended_at_once(company, users):
    with company.acting("lilei"):
        second = users.create(UserDraft.parse({"name": "韩雪", "account": "second", "roles": [company.roles["administrator"]]}))
        third = users.create(UserDraft.parse({"name": "周洋", "account": "third", "roles": [company.roles["administrator"]]}))
    administrator = company.acting("lilei")
    with company.container.db().transaction() as work:
        work.cursor.execute(f"UPDATE app_user SET state = 'left' WHERE id = {company.users['lilei']}")
    with administrator, pytest.raises(Invalid, match="last active administrator"):
        users.change_all([second.id, third.id], {"state": "suspended"})
    assert users.is_active(second.id) and users.is_active(third.id)


def test_nobody_removes_himself_or_somebody_with_records(company, users):
    with company.acting("wang"):
        account(company)
    with company.acting("lilei"):
        refused = users.remove_all([company.users["lilei"], company.users["wang"], company.users["zhao"]])
        assert refused.done == [company.users["zhao"]]
        assert "Hand them over" in str(refused.refused[company.users["wang"]])
    assert not users.is_active(company.users["zhao"])


def test_records_move_with_their_owner_to_another_department(company, users):
    accounts, search = company.container.customer.account(), company.container.platform.search()
    with company.acting("wang"):
        made = account(company)
    with company.acting("lilei"):
        users.change(company.users["wang"], {"department_id": company.departments["finance"]})
        moved = accounts.get(made.id)
        assert (moved.department_id, moved.version) == (company.departments["finance"], made.version)
    with company.acting("han"):  # sales manager: finance is not hers
        assert search.find("云帆") == [] and accounts.find([made.id]) == []
    with company.acting("lilei"):
        changed = company.container.platform.journal().page(1, actor_id=company.users["lilei"])[0]
        company.container.platform.undo().undo(changed.id)
    with company.acting("han"):
        assert [hit.id for hit in search.find("云帆")] == [made.id]


@pytest.mark.parametrize("text", ["王", "wang", "WangQ", "wangqiang", "王强"])
def test_everybody_finds_colleagues_by_name_account_or_pinyin(company, users, text):
    with company.acting("sun"):
        assert [(one.name, one.department_name) for one in users.colleagues(text)] == [("王强", "华东组")]


def test_colleagues_are_not_found_by_what_is_private_or_by_wildcards(company, users):
    with company.acting("lilei"):
        users.change(company.users["wang"], {"phone": "13800138000"})
        users.change(company.users["zhao"], {"state": "suspended"})
    for text in ("13800138000", "example.com", "%", "_", "zhao", "!"):
        assert users.colleagues(text) == []
    assert len(users.colleagues()) == 5


def test_a_grant_leaves_a_security_event(company, users):
    with company.acting("lilei"):
        users.change(company.users["wang"], {"roles": [company.roles["manager"]]})
    event = company.container.platform.security().page(company.users["wang"])[0]
    assert (event.kind, event.detail["roles"], event.detail["by"]) == ("grant", [company.roles["manager"]], company.users["lilei"])


def test_everybody_sets_his_own_name_and_language_but_not_his_rights(company, users):
    with company.acting("sun"):
        users.change_own({"name": "孙莉", "language": "en", "roles": [company.roles["administrator"]], "state": "left"})
        users.change_look("dark", "compact")
        me = users.me()
    assert (me.name, me.language, me.theme, me.roles, me.state) == ("孙莉", "en", "dark", [company.roles["auditor"]], "active")
    with company.acting("sun"), pytest.raises(Invalid):
        users.change_look("pink", "compact")


def test_a_changed_look_comes_with_the_session(company, users):
    auth = company.container.platform.auth()
    with company.acting("sun"):
        users.change_look("contrast", "comfortable")
    assert auth.resume(auth.sign_in("sun", PASSWORD).token).theme == "contrast"


@pytest.fixture
def sent(monkeypatch):
    """The names of the statements that are sent."""
    labels: list[str] = []
    execute = Database._execute

    def watched(self, work, label, *rest, **more):
        labels.append(label)
        execute(self, work, label, *rest, **more)

    monkeypatch.setattr(Database, "_execute", watched)
    return labels


@pytest.mark.parametrize("change", [{"department_id": "finance"}, {"state": "suspended"}])
def test_many_people_are_changed_and_put_back_with_as_many_statements_as_two(company, users, sent, change):
    values = {name: company.departments.get(value, value) for name, value in change.items()}
    undo, auth = company.container.platform.undo(), company.container.platform.auth()
    with company.acting("lilei"):
        raw = {"department_id": company.departments["south"], "roles": [company.roles["salesperson"]]}
        people = [users.create(UserDraft.parse({"name": f"员工{n}", **raw})).id for n in range(12)]
    for id in people:
        auth.open(id, "10.0.0.1", "Firefox")
    costs = []
    for some in (people[:2], people[2:]):
        with company.acting("lilei"):
            company.container.platform.user().me()  # who acts is known now, and his grants are read
            sent.clear()
            outcome = users.change_all(some, values)
            changed = len(sent)
            sent.clear()
            undo.undo(outcome.change_set_id)
            costs.append((changed, len(sent)))
            assert all(getattr(row, name) != value for row in users.find(some) for name, value in values.items())
    assert costs[0] == costs[1] and max(costs[0]) <= 50
