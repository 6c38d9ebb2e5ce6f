"""Whatever shows records agrees with the one predicate and with the explanation, for every verb, in any organisation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crm import current
from crm.container import build
from crm.current import acting
from crm.dao.kit import access
from crm.domain.kit.access import Scope, predicate
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.module import modules
from crm.domain.platform.explain import VERBS
from crm.errors import Forbidden, NotFound
from crm.service.customer.transfer_export import _behind
from tests.kit import company as companies
from tests.kit import databases, served

PEOPLE = ("han", "wang", "zhao", "chen", "sun")
ROLES = ("manager", "salesperson", "auditor")
MODULES = ("account", "opportunity", "quote", "contact")
SORTS = ("-updated_at", "created_at", "name")


@pytest.fixture(scope="module", params=list(databases.ENGINES))
def world(request, tmp_path_factory) -> Iterator[companies.Company]:
    """Customers of everybody, of nobody and in a pool, deals and their quotes."""
    for db in databases.ENGINES[request.param]():
        company = companies.found(build(served.settings(tmp_path_factory.mktemp("data")), db))
        container = company.container
        for at, who in enumerate(["lilei", "han", "wang", "zhao", "chen"]):
            with company.acting(who):
                account = _made(container, "account", name=f"客户{at}")
                deal = _made(container, "opportunity", name=f"客户{at}的商机", account_id=account.id)
                _made(container, "quote", name=f"客户{at}的报价", account_id=account.id, opportunity_id=deal.id)
                _made(container, "contact", name=f"客户{at}的联系人", account_id=account.id)
        with acting(actor=companies.SYSTEM):
            _made(container, "account", name="无主客户")
            pool = _made(container, "pool", name="公海", module="account")
            _made(container, "pool_member", pool_id=pool.id, unit_id=company.departments["east"])
            container.sales.pool_claim().place(pool.id, [_made(container, "account", name="公海客户").id])
            for name in ("项目组", "支持组"):
                _made(container, "team", name=name)
        yield company


def _made(container: Any, of: str, **raw: Any) -> Any:
    return container.records()(of).create(modules()[of].draft.parse(raw))


def _organised(company: companies.Company, data: Any, rows: dict[str, list[Any]]) -> None:
    """Roles, who holds them, who stands in for whom, teams, shares and teams of deals, drawn anew."""
    container, some = company.container, lambda values, most: st.lists(st.sampled_from(values), max_size=most, unique=True)
    role, user = container.platform.role(), container.platform.user()
    scopes = st.sampled_from([int(scope) for scope in Scope])
    for key in ROLES:
        grants = {f"{name}.{verb}": data.draw(scopes) for name in MODULES for verb in VERBS if verb in modules()[name].verbs}
        role.change(company.roles[key], {"grants": {name: scope for name, scope in grants.items() if scope}})
    for who in PEOPLE:
        held = data.draw(some(ROLES, 2))
        department = data.draw(st.sampled_from([*company.departments.values()]))
        user.change(company.users[who], {"roles": [company.roles[key] for key in held], "department_id": department})
    teams = [one.id for one in container.platform.team().names()]
    for team in teams:
        for who in data.draw(some(PEOPLE, 3)):
            _made(container, "team_member", team_id=team, person_id=company.users[who])
    away, stands_in = data.draw(st.permutations(PEOPLE))[:2]
    if data.draw(st.booleans()):
        days = {"first_day": current.today() - timedelta(days=1), "last_day": current.today() + timedelta(days=1)}
        whose = {"person_id": company.users[away], "stand_in_id": company.users[stands_in]}
        _made(container, "absence", covers="records", **whose, **{name: str(day) for name, day in days.items()})
    holders = [
        *(("person_id", company.users[who]) for who in PEOPLE), *(("unit_id", id) for id in company.departments.values()),
        *(("team_id", id) for id in teams), *(("role_id", company.roles[key]) for key in ROLES),
    ]  # fmt: skip
    for name in MODULES:
        for id in data.draw(some([row.id for row in rows[name]], 4)):
            kind, holder = data.draw(st.sampled_from(holders))
            allows = data.draw(st.sampled_from(("view", "edit")))
            parts = data.draw(st.sampled_from(("yes", "no")))
            container.platform.share().give(modules()[name], id, {kind: holder, "allows": allows, "parts": parts})
    for id in data.draw(some([row.id for row in rows["opportunity"]], 2)):
        _made(container, "opportunity_member", opportunity_id=id, user_id=company.users[data.draw(st.sampled_from(PEOPLE))])


class _Undone(Exception):
    """Leaves an example's organisation behind."""


@settings(max_examples=5, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_lists_counts_search_reports_exports_notices_and_the_explanation_agree_for_every_verb(world, data):
    container = world.container
    try:
        with container.db().transaction():
            with acting(actor=companies.SYSTEM, fields=container.platform.field().latest()):
                rows = {name: container.records()(name).page(Query(size=200)) for name in MODULES}
                _organised(world, data, rows)
                rows = {name: container.records()(name).page(Query(size=200)) for name in MODULES}
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(access, "MANY", data.draw(st.sampled_from((1, access.MANY))))  # what is opened one by one is read in two ways
                for who in PEOPLE:
                    for name in MODULES:
                        _agrees(world, who, modules()[name], rows[name])
            raise _Undone
    except _Undone:
        container.platform.user()._actors.clear()


def _agrees(company: companies.Company, who: str, module: Any, rows: list[Any]) -> None:
    container, user_id = company.container, company.users[who]
    service, explain, follow = container.records()(module.name), container.platform.explain(), container.platform.follow()
    with company.acting(who):
        grants = company.actor(who).grants
        may = {
            verb: {row.id for row in rows if predicate(grants, module.permission(verb)).holds(row)}
            for verb in VERBS
            if verb in module.verbs
        }
        near, seen = may["view"], {row.id for row in rows if predicate(grants, module.permission("view"), near=False).holds(row)}
        assert {row.id: tuple(explain.one(module, row, user_id).may) for row in rows} == {
            row.id: tuple(verb for verb in may if row.id in near & may[verb]) for row in rows
        }
        assert {row.id for row in rows if user_id in {one.id for one in explain.everybody(module, row)}} == near
        for verb, allowed in may.items():
            assert {row.id for row in service.find([row.id for row in rows], verb)} == allowed
            assert service.records.count(Query(size=200), 200, verb) == len(allowed if verb != "view" else seen)
        assert {hit.id for hit in container.platform.search().find("客户", 50, module.name)} == near
        assert {row.id for row in rows if _opens(service, row.id)} == near
        assert {row.id for row in rows if follow._may_see(user_id, module, follow.follows.place(row.id))} == near
        if grants.may(module.permission("view")):
            for sort in SORTS:
                assert _walked(service, sort) == sorted(seen)
            assert sum(one.count for one in service.figures(Query(), 50, "owner_id")) == len(seen)
        if grants.may(module.permission("view")) and grants.may(module.permission("export")):
            taken = container.customer.export()._rows(service, Query(sort=parse_sort(module, None)), lambda *_: None)
            assert {row.id for row in taken} == seen & may["export"]


def _opens(service: Any, id: int) -> bool:
    """404 for what may not be seen, 403 for whoever may see no such records at all."""
    try:
        return bool(service.get(id).id)
    except (Forbidden, NotFound):
        return False


def _walked(service: Any, sort: str) -> list[int]:
    """The ids of the whole list, read in pages of two."""
    query, found = Query(sort=parse_sort(service.module, sort), size=2), []
    while True:
        rows = service.page(query)
        found += [row.id for row in rows[:2]]
        if len(rows) <= 2:
            return sorted(found)
        query = replace(query, after=_behind(service.module, query, rows[1]))
