"""Foreseeing what it does when somebody goes to another department, counted by the predicate of lists on both databases."""

from crm.domain.kit.access import Scope
from crm.domain.kit.filter import Query


def seen(company, account):
    with company.acting(account):
        return {row.id for row in company.container.customer.account().page(Query())}


def owned(company, account, count):
    accounts = company.container.customer.account()
    with company.acting(account):
        for n in range(count):
            accounts.create(accounts.module.draft.parse({"name": f"{account} {n}", "kind": "company"}))


def told(found):
    return {(one.module, one.wider, one.owners): (sorted(p.id for p in one.people), one.count) for one in found.sights}


def test_what_is_foreseen_of_a_person_s_move_is_what_happens(company):
    users, roles, changes = (getattr(company.container.platform, name)() for name in ("user", "role", "role_change"))
    for owner, count in (("wang", 3), ("zhao", 1), ("chen", 2)):
        owned(company, owner, count)
    everybody = ("wang", "zhao", "chen", "han")
    with company.acting("lilei"):
        role = roles.get(company.roles["salesperson"])
        roles.change(role.id, {"grants": dict(role.grants) | {"account.view": Scope.DEPARTMENT}})
        wang, chen = users.get(company.users["wang"]), users.get(company.users["chen"])
        before = {one: seen(company, one) for one in everybody}
        assert wang.department_id != chen.department_id
        found = changes.of_person(wang.id, wang.roles, wang.department_id, chen.department_id)
        users.change(wang.id, {"department_id": chen.department_id})
    after = {one: seen(company, one) for one in everybody}
    lines = told(found)
    his = {wider: lines.get(("account", wider, ()), (None, 0))[1] for wider in (False, True)}
    assert his == {False: len(before["wang"] - after["wang"]), True: len(after["wang"] - before["wang"])}
    assert his[True] == 2  # those of Chen; his own three go with him
    lost = [one for one in everybody[1:] if before[one] - after[one]]
    won = [one for one in everybody[1:] if after[one] - before[one]]
    for wider, touched in ((False, lost), (True, won)):
        people = lines.get(("account", wider, (wang.id,)), ([], 0))[0]
        assert people == sorted(company.users[one] for one in touched)
    assert lines["account", True, (wang.id,)][1] == 3 and "chen" in won


def test_who_stays_where_he_is_changes_nothing(company):
    users, changes = company.container.platform.user(), company.container.platform.role_change()
    with company.acting("lilei"):
        wang = users.get(company.users["wang"])
        assert not changes.of_person(wang.id, wang.roles, wang.department_id, wang.department_id)


def test_what_is_foreseen_of_the_move_of_several_is_told_together_and_happens(company):
    users, changes = company.container.platform.user(), company.container.platform.role_change()
    for owner, count in (("wang", 3), ("zhao", 1), ("chen", 2)):
        owned(company, owner, count)
    with company.acting("lilei"):
        roles = company.container.platform.role()
        role = roles.get(company.roles["salesperson"])
        roles.change(role.id, {"grants": dict(role.grants) | {"account.view": Scope.DEPARTMENT}})
        movers = [users.get(company.users[one]) for one in ("wang", "zhao")]
        there = users.get(company.users["chen"]).department_id
        before = {one: seen(company, one) for one in ("chen", "han")}
        found = changes.of_persons({one.id: one.roles for one in movers}, {one.id: one.department_id for one in movers}, there)
        outcome = users.change_all([one.id for one in movers], {"department_id": str(there)})
    assert sorted(outcome.done) == sorted(one.id for one in movers)
    after = {one: seen(company, one) for one in ("chen", "han")}
    lines = [one for one in found.sights if one.module == "account" and one.owners]
    for wider in (False, True):
        told = sorted(person.id for one in lines if one.wider is wider for person in one.people)
        changed = [one for one in after if (after[one] - before[one] if wider else before[one] - after[one])]
        assert told == sorted(company.users[one] for one in changed)
    assert len(lines) == len({one.wider for one in lines})  # each direction is one sentence
    assert len(after["chen"] - before["chen"]) == 4


def test_several_who_move_are_undone_in_one_go(company):
    users, undos = company.container.platform.user(), company.container.platform.undo()
    with company.acting("lilei"):
        movers = [users.get(company.users[one]) for one in ("wang", "zhao")]
        there = users.get(company.users["chen"]).department_id
        outcome = users.change_all([one.id for one in movers], {"department_id": str(there)})
        undos.undo(outcome.change_set_id)
        assert [users.get(one.id).department_id for one in movers] == [one.department_id for one in movers]
