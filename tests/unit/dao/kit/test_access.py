"""The access predicate in SQL lets in exactly the records that the predicate in Python does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import current
from crm.container import build
from crm.current import Actor, acting
from crm.dao.kit import access
from crm.dao.kit.access import visible
from crm.dao.kit.mapper import MapperError, Mark
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.access import VERBS, Grants, Scope, predicate
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.filter_tree import Condition, Group
from crm.domain.kit.module import modules
from crm.domain.platform.explain import Opened, gathered
from crm.domain.sales.pool import PoolDraft
from crm.errors import NotFound
from crm.service.customer.transfer_export import _behind
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


@pytest.mark.parametrize("scope", [Scope.NONE, Scope.OWN, Scope.DEPARTMENT, Scope.BELOW, Scope.ALL])
def test_what_is_kept_of_a_condition_is_what_would_be_made_again(scope):
    """For each verb, removed or not, by id or not, with the same values to bind; and none of it is another one's."""
    grants = Grants({f"account.{verb}": scope for verb in ("view", "restore")}, 7, 3, (3, 4), pools={"account": (11, 12)})
    gone = {"removed": True}
    asked: list[dict[str, Any]] = [{}, {"ids": [1]}, gone, {"verb": "edit"}, {"verb": "restore"}, {"ids": [1], **gone}]
    for once in (1, 2):
        for one in asked:
            kept, anew = dict(one), dict(one)
            assert visible(Mark("visible", "a", "account"), kept, grants) == visible(Mark("visible", "a", "account"), anew, replace(grants))
            assert kept == anew, once
    assert len({visible(Mark("visible", alias, "account"), {}, grants) for alias in ("a", "b")}) == 2


def opened(*doors: tuple[str, int, int, bool]) -> list[Opened]:
    return [Opened(module, record, holder, edits, None) for module, record, holder, edits in doors]


def roles_of(*names: str, scope: Scope = Scope.OWN) -> list[Any]:
    return [SimpleNamespace(administrator=False, grants={name: int(scope) for name in names})]


def test_what_is_opened_to_somebody_lets_him_use_the_verb_that_his_role_grants_at_all():
    doors = opened(("account", 11, 7, False), ("account", 12, 70, True))
    mine = gathered(roles_of("account.view", "account.edit"), 7, 3, (), opened=doors)
    assert [predicate(mine, "account.view").holds(SimpleNamespace(id=id, owner_id=8)) for id in (11, 12, 13)] == [True, True, False]
    assert [predicate(mine, "account.edit").holds(SimpleNamespace(id=id, owner_id=8)) for id in (11, 12)] == [False, True]
    assert not predicate(mine, "account.remove").grounds
    assert not predicate(gathered(roles_of("contact.view"), 7, 3, (), opened=doors), "account.view").grounds
    assert predicate(gathered(roles_of("account.view", scope=Scope.ALL), 7, 3, (), opened=doors), "account.view").always


def test_what_belongs_to_an_opened_deal_is_opened_with_it():
    mine = gathered(roles_of("quote.view", "opportunity.view"), 7, 3, (), opened=opened(("opportunity", 11, 7, False)))
    assert predicate(mine, "quote.view").holds(SimpleNamespace(id=5, owner_id=8, opportunity_id=11))
    assert not predicate(mine, "quote.view").holds(SimpleNamespace(id=11, owner_id=8, opportunity_id=None))


def test_a_page_reads_each_reason_by_itself_and_what_is_asked_by_id_binds_no_more_than_that():
    mine = gathered(roles_of("account.view"), 7, 3, (), opened=opened(*(("account", id, 7, False) for id in range(11, 99))))
    plain, values = replace(mine, opened={}), {"module": modules()["account"], "query": Query(), "size": 50}
    mark = Mark("visible", "a", None)
    assert visible(mark, dict(values), mine, paged=True).count("LIMIT :size") == 3
    assert visible(mark, dict(values), plain, paged=True) == visible(mark, dict(values), plain)
    assert "record_door" in visible(mark, dict(values), mine) and "record_door" not in visible(mark, dict(values), plain)
    asked = {"module": modules()["account"], "ids": [12, 100]}
    assert "record_door" not in visible(mark, asked, mine) and asked["v_a_1_id"] == 12
    sums = replace(mark, tables=frozenset({"account_tally"}))
    assert visible(sums, dict(values), mine) == visible(mark, dict(values), plain)


@pytest.mark.parametrize("sort", ["-updated_at", "updated_at", "created_at", "-name"])
def test_very_many_opened_records_are_walked_along_in_the_order_of_the_list(world, sort, monkeypatch):
    """Page by page the same as when all of them are gathered, though a record has two doors and others are closed, ended or gone."""
    made, rows = world
    accounts, wang, chen = made.container.customer.account(), made.users["wang"], made.users["chen"]
    ended = current.now() - timedelta(days=1)
    sales = made.departments["sales"]
    held = [*((row, wang, None) for row in rows[:7]), *((row, sales, None) for row in rows[4:]), (rows[8], wang, ended)]
    kept = {"kind": "share", "module": "account", "edits": False}
    doors = [
        kept | {"source_id": 900 + at, "record_id": row.id, "holder_id": holder, "ends_at": ends}
        for at, (row, holder, ends) in enumerate(held)
    ]
    found = gathered(roles_of("account.view"), chen, 3, (), opened=opened(*(("account", row.id, wang, False) for row in rows)))
    door = replace(found.opened["account.view"][0].door, holders=(wang, sales))
    grants = replace(found, opened={"account.view": (replace(found.opened["account.view"][0], door=door),)})
    with acting(actor=Actor(chen, "x", 3, grants)), made.container.db().transaction() as work:
        made.container.platform.door_dao().put_records(doors)
        work.cursor.execute(f"UPDATE account SET updated_at = created_at, sort_key = 'zz' || sort_key WHERE id = {rows[5].id}")
        for tree in (Group(), Group((Condition("name", "contains", "客户"),))):
            monkeypatch.setattr(access, "MANY", 10**6)
            plain = walked(accounts, sort, tree)
            monkeypatch.setattr(access, "MANY", 1)
            assert walked(accounts, sort, tree) == plain and len(plain) == len(set(plain)) >= 8
        made.container.platform.door_dao().drop_records([one["source_id"] for one in doors])


def walked(accounts: Any, sort: str, filter: Group) -> list[int]:
    """The ids of a list, read in pages of two."""
    query, ids = Query(filter=filter, sort=parse_sort(accounts.module, sort), size=2), []
    while True:
        rows = accounts.page(query)
        ids += [row.id for row in rows[:2]]
        if len(rows) <= 2:
            return ids
        query = replace(query, after=_behind(accounts.module, query, rows[1]))


def test_all_is_everything_and_an_administrator_needs_no_grant():
    assert predicate(Grants({"account.view": Scope.ALL}), "account.view").always
    assert predicate(EVERYTHING, "anything.at_all").always
    assert EVERYTHING.covers("x.y", Scope.ALL) and not replace(EVERYTHING, everything=False).may("x.y")
