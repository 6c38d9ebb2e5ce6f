"""The access predicate in SQL lets in exactly the records that the predicate in Python does."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.container import build
from crm.current import Actor, acting
from crm.dao.kit.access import visible
from crm.dao.kit.mapper import MapperError, Mark
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.access import VERBS, Grants, Ground, Scope, predicate
from crm.domain.kit.filter import Condition, Group, Query, Related
from crm.domain.kit.module import modules
from crm.domain.sales.pool import PoolDraft
from crm.errors import NotFound
from crm.settings import load
from tests.kit import company, databases

EVERYTHING = Grants(everything=True)


@pytest.fixture(scope="module", params=list(databases.ENGINES))
def world(request, tmp_path_factory) -> Iterator[tuple[company.Company, list[Any]]]:
    """A company, and customers of every owner, of nobody, in two pools, and one that is removed."""
    settings_ = load("test", {}, app={"data": tmp_path_factory.mktemp("data")}, secret="a secret of the tests")
    for db in databases.ENGINES[request.param]():
        made = company.found(build(settings_, db))
        accounts = made.container.customer.account()
        for n, who in enumerate(["lilei", "han", "wang", "wang", "zhao", "chen"]):
            with made.acting(who):
                accounts.create(AccountDraft.parse({"name": f"客户{n}"}))
        with acting(actor=Actor(0, "system", grants=EVERYTHING)):
            accounts.create(AccountDraft.parse({"name": "无主客户"}))
            for name in ("东区公海", "西区公海"):
                pool = made.container.sales.pool().create(PoolDraft.parse({"name": name, "module": "account"}))
                lying = accounts.create(AccountDraft.parse({"name": f"客户在{name}"}))
                made.container.sales.pool_claim().place(pool.id, [lying.id])
            gone = accounts.create(AccountDraft.parse({"name": "已删客户"}))
            accounts.remove_all([gone.id])
            rows = accounts.page(Query(size=200))
        assert len(rows) == 9
        yield made, rows


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_lists_counts_search_and_pages_agree_with_the_predicate(world, data):
    made, rows = world
    users, departments = st.sampled_from([*made.users.values(), 9999]), st.sampled_from([*made.departments.values(), 9999])
    scopes = data.draw(st.dictionaries(st.sampled_from([f"account.{verb}" for verb in VERBS]), st.sampled_from(Scope)))
    below = tuple(data.draw(st.lists(departments, max_size=4)))
    pools = data.draw(st.lists(st.sampled_from([*{row.pool_id for row in rows if row.pool_id}, 9999]), unique=True))
    everything = data.draw(st.integers(0, 9)) == 0
    grants = Grants(scopes, data.draw(users), data.draw(departments | st.none()), below, everything, {"account": tuple(pools)})
    container = made.container
    accounts, seen = container.customer.account(), predicate(grants, "account.view")
    wanted = {row.id for row in rows if seen.holds(row)}
    listed = {row.id for row in rows if predicate(grants, "account.view", near=False).holds(row)}
    with acting(actor=Actor(grants.user_id, "x", grants.department_id, grants)):
        assert {hit.id for hit in container.platform.search().find("客户", 50, "account")} == wanted
        for verb in VERBS:
            allowed = {row.id for row in rows if predicate(grants, f"account.{verb}").holds(row)}
            assert {row.id for row in accounts.find([row.id for row in rows], verb)} == allowed
        if grants.may("account.view"):
            assert {row.id for row in accounts.page(Query(size=200))} == listed
            assert accounts.count(Query(size=200)) == len(listed)
            for row in rows:
                assert can_get(accounts, row.id) == (row.id in wanted)


def can_get(accounts: Any, id: int) -> bool:
    try:
        return accounts.get(id).id == id
    except NotFound:
        return False


def test_a_removed_record_is_seen_by_nobody_but_who_may_bring_it_back(world):
    made, _ = world
    container = made.container
    with acting(actor=Actor(1, "x", grants=EVERYTHING)), container.db().transaction(writes=False):
        known = container.customer.account_dao().page(Query(), 100)
        last = max(row.id for row in known)
        removed = container.customer.account_dao().find(list(range(last + 40)), "remove", True)
        assert [row.name for row in removed] == ["已删客户"]
        assert container.platform.search().find("已删") == []


def test_without_a_scope_there_are_no_rows(world):
    made, _ = world
    container = made.container
    with acting(actor=Actor(1, "x")), container.db().transaction(writes=False):
        assert container.customer.account_dao().page(Query(), 100) == []
        assert container.customer.account_dao().count(Query(), 100) == 0
        assert container.platform.search().find("客户") == []


def test_a_mark_that_names_no_module_is_refused():
    with pytest.raises(MapperError, match="names no module"):
        visible(Mark("visible", "a", None), {}, EVERYTHING)


@pytest.mark.parametrize(
    ("scope", "grounds"),
    [
        (Scope.NONE, ()),
        (Scope.OWN, (("owner_id", (7,)),)),
        (Scope.DEPARTMENT, (("department_id", (3,)),)),
        (Scope.BELOW, (("department_id", (3, 4)),)),
    ],
)
def test_a_scope_is_a_ground_to_be_let_in(scope, grounds):
    grants = Grants({"account.view": scope}, 7, 3, (3, 4))
    found = predicate(grants, "account.view")
    assert not found.always and tuple((g.column, g.values) for g in found.grounds) == grounds
    assert not predicate(grants, "account.edit").grounds


@pytest.mark.parametrize("scope", [Scope.DEPARTMENT, Scope.BELOW])
def test_somebody_without_a_department_keeps_his_own_records(scope):
    found = predicate(Grants({"account.view": scope}, 7), "account.view")
    assert [(g.column, g.values) for g in found.grounds] == [("owner_id", (7,))]


@pytest.mark.parametrize("scope", [Scope.OWN, Scope.DEPARTMENT, Scope.BELOW])
def test_a_pool_is_a_further_way_to_see_for_whoever_sees_such_records_at_all(scope):
    grants = Grants({"account.view": scope, "account.edit": scope}, 7, 3, (3, 4), pools={"account": (11, 12), "lead": (13,)})
    found = predicate(grants, "account.view")
    assert [(g.column, g.values) for g in found.grounds][-1] == ("pool_id", (11, 12))
    assert predicate(grants, "account.view", near=False).grounds == found.grounds[:-1]
    assert all(g.column != "pool_id" for g in predicate(grants, "account.edit").grounds)
    assert not predicate(Grants({}, 7, 3, pools={"account": (11,)}), "account.view").grounds
    assert predicate(Grants({"account.view": Scope.ALL}, 7, pools={"account": (11,)}), "account.view").always


@pytest.mark.parametrize("scope", [Scope.OWN, Scope.DEPARTMENT, Scope.BELOW])
def test_a_pool_changes_no_statement_of_a_list(scope):
    plain = Grants({"account.view": scope}, 7, 3, (3, 4))
    member = replace(plain, pools={"account": (11, 12)})
    mark = Mark("visible", "a", "account")
    assert visible(mark, {}, plain) == visible(mark, {}, member)
    assert "pool_id" in visible(mark, {"ids": [1]}, member)
    assert visible(mark, {"ids": [1]}, plain) == visible(mark, {"ids": []}, member)


def test_a_team_opens_its_records_by_their_ids_and_a_list_only_when_it_asks_for_the_team():
    plain = Grants({f"{name}.{verb}": Scope.OWN for name in ("opportunity", "opportunity_member") for verb in ("view", "edit")}, 7)
    teams = {"opportunity": Ground("id", (11, 12), "team"), "opportunity_member": Ground("opportunity_id", (11,), "team")}
    member, mark = replace(plain, teams=teams), Mark("visible", "x", None)

    def listed(grants, *parts, name="opportunity", any=False, **values):
        return visible(mark, {"module": modules()[name], "query": Query(Group(parts, any)), **values}, grants)

    me = Related("members", True, Group((Condition("user_id", "any", ("me",)),)))
    of_any = replace(me, where=Group((Condition("user_id", "any", ("me", 8)),)))
    others = Condition("state", "any", ("open",))
    for parts in ((me, others), (Group((me,)), others), (Group((Group((me, others)),)),)):
        assert "x.id IN" in listed(member, *parts) and "owner_id" not in listed(member, *parts)
    for parts in ((), (others,), (of_any,), (replace(me, exists=False),)):
        assert listed(member, *parts) == listed(plain, *parts) == listed(plain)
    assert listed(member, me, others, any=True) == listed(member, me, verb="edit") == listed(plain)

    assert listed(member, Group((me, others), any=True)) == listed(plain)

    on_it, name = Condition("opportunity_id", "any", (11, 13)), "opportunity_member"
    assert "x.opportunity_id = :v_x_1_opportunity_id" in listed(member, on_it, name=name)
    assert listed(member, name=name) == listed(plain, on_it, name=name)

    values = {"module": modules()["opportunity"], "ids": [12, 13]}
    assert "x.id = :v_x_1_id" in visible(mark, values, member) and values["v_x_1_id"] == 12
    assert visible(mark, values | {"ids": [13]}, member) == visible(mark, values | {"ids": [13]}, plain)


def test_all_is_everything_and_an_administrator_needs_no_grant():
    assert predicate(Grants({"account.view": Scope.ALL}), "account.view").always
    assert predicate(EVERYTHING, "anything.at_all").always
    assert EVERYTHING.covers("x.y", Scope.ALL) and not replace(EVERYTHING, everything=False).may("x.y")
