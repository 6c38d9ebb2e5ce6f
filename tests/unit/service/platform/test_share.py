"""Shares: whoever may change a record opens it to others, for a while or for good, and takes that back."""

from datetime import UTC, datetime, timedelta

import pytest

from crm import current
from crm.domain.kit.filter import Query
from crm.domain.kit.module import modules
from crm.errors import Forbidden, Invalid, NotFound

ACCOUNT = modules()["account"]


def made(container, module, **raw):
    return container.records()(module).create(modules()[module].draft.parse(raw))


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return made(company.container, "account", name="云帆科技")


def share(company, account, **raw):
    return company.container.platform.share().give(ACCOUNT, account.id, raw)


def names(company):
    return [row.name for row in company.container.customer.account().page(Query(size=50))]


def test_what_is_shared_is_seen_in_the_list_the_search_and_by_itself_and_not_changed(company, account):
    accounts = company.container.customer.account()
    with company.acting("chen"):
        assert names(company) == []
    with company.acting("wang"):
        share(company, account, person_id=company.users["chen"])
    with company.acting("chen"):
        row = accounts.get(account.id)
        assert names(company) == ["云帆科技"] and accounts.count(Query()) == 1
        assert [hit.title for hit in company.container.platform.search().find("云帆", 5)] == ["云帆科技"]
        assert not accounts.may("edit", row)
        with pytest.raises(Forbidden):
            accounts.change(account.id, {"name": "抢来的"})
        with pytest.raises(Forbidden):
            share(company, account, person_id=company.users["zhao"])
        (notice,) = company.container.platform.notice().page(5)
        assert notice.kind == "share" and notice.url == f"/accounts/{account.id}"


def test_a_share_to_change_lets_change_and_share_but_not_delete(company, account):
    accounts = company.container.customer.account()
    with company.acting("wang"):
        share(company, account, unit_id=company.departments["south"], allows="edit")
    with company.acting("chen"):
        assert accounts.change(account.id, {"grade": "A"}).grade == "A"
        share(company, account, person_id=company.users["zhao"])
        assert not accounts.may("remove", accounts.get(account.id))
    with company.acting("zhao"):
        assert names(company) == ["云帆科技"]


@pytest.mark.parametrize("holder", ["unit_id", "team_id", "role_id"])
def test_departments_with_all_below_teams_and_roles_hold_shares(company, account, holder):
    with company.acting("lilei"):
        team = made(company.container, "team", name="项目组")
        made(company.container, "team_member", team_id=team.id, person_id=company.users["chen"])
    of = {"unit_id": company.departments["sales"], "team_id": team.id, "role_id": company.roles["salesperson"]}
    with company.acting("wang"):
        given = share(company, account, **{holder: of[holder]})
    with company.acting("chen"):
        assert names(company) == ["云帆科技"]
    with company.acting("wang"):
        company.container.platform.share().take_back(ACCOUNT, account.id, given.id)
    with company.acting("chen"):
        assert names(company) == []


def test_who_leaves_a_team_no_longer_sees_what_is_shared_with_it_and_a_team_with_shares_stays(company, account):
    with company.acting("lilei"):
        team = made(company.container, "team", name="项目组")
        member = made(company.container, "team_member", team_id=team.id, person_id=company.users["chen"])
        share(company, account, team_id=team.id)
        assert company.container.platform.team().remove_all([team.id]).refused
        company.container.platform.team_member().remove_all([member.id])
    with company.acting("chen"):
        assert names(company) == []


def test_a_share_ends_with_its_last_day(company, account):
    morning = datetime(2026, 3, 2, 1, tzinfo=UTC)
    with company.acting("wang", clock=morning):
        share(company, account, person_id=company.users["chen"], until="2026-03-03")
        with pytest.raises(Invalid) as refused:
            share(company, account, person_id=company.users["zhao"], until="2026-03-01")
        assert "until" in refused.value.fields
    seen = []
    for hours in (0, 38, 39):  # the third of March ends at 16:00 UTC
        with current.acting(clock=morning + timedelta(hours=hours)), company.acting("chen", clock=morning + timedelta(hours=hours)):
            seen.append(names(company))
    assert seen == [["云帆科技"], ["云帆科技"], []]


def test_what_is_taken_back_is_undone_and_a_share_too(company, account):
    undo = company.container.platform.undo()
    with company.acting("han"):
        given = share(company, account, person_id=company.users["chen"])
        company.container.platform.share().take_back(ACCOUNT, account.id, given.id)
        taken = current.last_change()
        undo.undo(taken)
    with company.acting("chen"):
        assert names(company) == ["云帆科技"]
    with company.acting("wang"):
        share(company, account, unit_id=company.departments["south"])
        undo.undo(current.last_change())
        company.container.platform.share().take_back(ACCOUNT, account.id, given.id)
    with company.acting("chen"):
        assert names(company) == []


@pytest.mark.parametrize(
    ("raw", "field"), [({}, "person_id"), ({"person_id": 1, "role_id": 2}, "role_id"), ({"person_id": 10**9}, "person_id")]
)
def test_a_share_names_one_holder_that_is_there(company, account, raw, field):
    with company.acting("wang"), pytest.raises(Invalid) as refused:
        share(company, account, **raw)
    assert field in refused.value.fields


def test_nobody_is_let_in_twice_and_what_is_nobodys_is_not_shared(company, account):
    shares = company.container.platform.share()
    with company.acting("wang"):
        share(company, account, person_id=company.users["chen"])
        with pytest.raises(Invalid):
            share(company, account, person_id=company.users["chen"], allows="edit")
    with company.acting("lilei"), pytest.raises(NotFound):
        shares.give(modules()["role"], company.roles["manager"], {"person_id": company.users["chen"]})
    with company.acting("chen"), pytest.raises(Forbidden):
        shares.give(ACCOUNT, account.id, {"person_id": company.users["zhao"]})


def test_what_belongs_to_a_customer_is_opened_with_it_where_the_share_says_so(company, account):
    container, contact = company.container, modules()["contact"]
    with company.acting("wang"):
        mine = made(container, "contact", name="李四", account_id=account.id, remark="旧")
        call = made(container, "activity", kind="call", name="电话回访", account_id=account.id)
        share(company, account, person_id=company.users["chen"])
        share(company, account, person_id=company.users["zhao"], allows="edit", parts="yes")
    contacts, activities = container.records()("contact"), container.records()("activity")
    with company.acting("chen"):
        assert contacts.page(Query()) == [] and activities.find([call.id]) == []
    with company.acting("zhao"):
        assert [row.name for row in contacts.page(Query())] == ["李四"] and contacts.count(Query()) == 1
        assert [row.id for row in activities.page(Query())] == [call.id]
        assert {hit.id for hit in container.platform.search().find("李四", 5)} == {mine.id}
        assert contacts.change(mine.id, {"remark": "新"}).remark == "新" and not contacts.may("remove", contacts.get(mine.id))
        why = container.platform.explain().one(contact, contacts.get(mine.id), company.users["zhao"])
        assert [(way.why, way.source_id) for way in why.ways["view"] if way.opens] == [("share", account.id)]
    with company.acting("wang"):
        first, whole = container.platform.share().of(account.id)
        container.platform.share().take_back(ACCOUNT, account.id, whole.id)
    with company.acting("zhao"):
        assert contacts.page(Query()) == []
