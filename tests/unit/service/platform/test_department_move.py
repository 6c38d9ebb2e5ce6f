"""Moving a department on both databases: what comes under whom, and who sees it from then on."""

import pytest

from crm.errors import Forbidden, Invalid, NotFound


@pytest.fixture
def moves(company):
    return company.container.people.department_move()


def test_what_moves_is_said_before_and_seen_at_once_after(company, moves):
    accounts, departments = company.container.customer.account(), company.container.platform.department()
    with company.acting("wang"):
        row = accounts.create(accounts.module.draft.parse({"name": "云帆"}))
    with company.acting("lilei"):
        found = moves.foresee(company.departments["east"], company.departments["finance"])
        assert (found.people, found.departments, [(module.name, n) for module, n in found.records]) == (2, 0, [("account", 1)])
        assert [line.name for line in found.above] == ["销售部", "总部"] and [line.name for line in found.wanted] == ["财务部", "总部"]
    with company.acting("han"):
        assert accounts.get(row.id).name == "云帆"
    with company.acting("lilei"):
        departments.change(company.departments["east"], {"parent_id": company.departments["finance"]})
    with company.acting("han"), pytest.raises(NotFound):
        accounts.get(row.id)


def test_nothing_is_moved_below_itself_and_by_nobody_without_the_right(company, moves):
    with company.acting("lilei"):
        with pytest.raises(Invalid, match="parent_id"):
            moves.foresee(company.departments["sales"], company.departments["east"])
        assert [line.name for line in moves.places(company.departments["sales"])] == ["总部", "财务部"]
    with company.acting("sun"), pytest.raises(Forbidden):
        moves.foresee(company.departments["east"], company.departments["finance"])


def test_who_sees_more_and_less_by_the_move_is_counted_by_the_lists_own_predicate(company, moves):
    accounts = company.container.customer.account()
    for who, name in (("wang", "云帆"), ("wang", "远航"), ("chen", "安泰")):
        with company.acting(who):
            accounts.create(accounts.module.draft.parse({"name": name}))
    with company.acting("lilei"):
        found = moves.foresee(company.departments["east"], company.departments["finance"]).seen
        (less,) = [one for one in found.sights if one.module == "account"]
        assert ([one.name for one in less.people], less.count, less.wider) == (["韩梅梅"], 2, False)
        company.container.platform.user().change(company.users["han"], {"department_id": company.departments["finance"]})
        found = moves.foresee(company.departments["east"], company.departments["finance"]).seen
        assert [(one.count, one.wider) for one in found.sights if one.module == "account"] == [(2, True)]
        back = moves.foresee(company.departments["east"], company.departments["sales"]).seen
        assert not back
