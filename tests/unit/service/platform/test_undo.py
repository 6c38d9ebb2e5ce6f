"""Undo: puts back what nobody touched since, keeps and names the rest, and is a change set itself."""

from dataclasses import replace

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.errors import Forbidden, Invalid, NotFound


@pytest.fixture
def accounts(company):
    return company.container.customer.account()


@pytest.fixture
def undo(company):
    return company.container.platform.undo().undo


def create(accounts, name="云帆", **more):
    return accounts.create(AccountDraft.parse({"name": name, "grade": "A", **more}))


def test_a_created_record_goes_again(company, accounts, undo):
    with company.acting("lilei"):
        made = create(accounts)
        outcome = undo(current.last_change())
        assert outcome.done == [made.id] and not outcome.kept and not outcome.refused
        with pytest.raises(NotFound):
            accounts.get(made.id)
        assert company.container.platform.search().find("云帆") == []


def test_a_created_record_that_somebody_worked_on_stays(company, accounts, undo):
    with company.acting("lilei"):
        made = create(accounts)
        created = current.last_change()
    with company.acting("lilei"):
        accounts.change(made.id, {"grade": "B"})
        outcome = undo(created)
        assert list(outcome.kept) == [made.id] and not outcome.done
        assert accounts.get(made.id).grade == "B"


def test_a_created_record_goes_when_what_came_after_is_taken_back_already(company, accounts, undo):
    with company.acting("lilei", group_id=78):
        made = create(accounts)
        accounts.change(made.id, {"grade": "B"})
        last = current.last_change()
    with company.acting("lilei"):
        outcome = undo(last)
        assert not outcome.kept and accounts.find([made.id]) == []


def test_a_removed_record_comes_back_and_is_found_again(company, accounts, undo):
    with company.acting("lilei"):
        made = create(accounts, tags="VIP")
        gone = accounts.remove_all([made.id])
        assert undo(gone.change_set_id).done == [made.id]
        assert accounts.get(made.id).tags == ["VIP"]
        assert [hit.id for hit in company.container.platform.search().find("云帆")] == [made.id]


def test_an_edit_is_undone_field_by_field(company, accounts, undo):
    with company.acting("lilei"):
        made = create(accounts, city="北京")
        accounts.change(made.id, {"grade": "B", "city": "上海"})
        edited = current.last_change()
        accounts.change(made.id, {"city": "广州"})
        outcome = undo(edited)
        now = accounts.get(made.id)
    assert (now.grade, now.city) == ("A", "广州")
    assert list(outcome.kept) == [made.id] and not outcome.done


def test_all_three_kinds_of_outcome_are_told_of_one_change(company, accounts, undo):
    with company.acting("lilei"):
        rows = [create(accounts, name=f"客户{n}") for n in range(3)]
        changed = accounts.change_all([row.id for row in rows], {"grade": "B"})
        accounts.change(rows[1].id, {"grade": "C"})
        accounts.assign_all([rows[0].id, rows[1].id], company.users["han"], company.departments["sales"])
    with company.acting("lilei"):
        outcome = undo(changed.change_set_id)
    assert (sorted(outcome.done), list(outcome.kept)) == ([rows[0].id, rows[2].id], [rows[1].id])
    assert outcome.titles[rows[1].id] == "客户1"


def test_an_undo_can_be_undone_but_a_change_only_once(company, accounts, undo):
    with company.acting("lilei"):
        made = create(accounts)
        accounts.change(made.id, {"grade": "B"})
        edited = current.last_change()
        back = undo(edited)
        assert accounts.get(made.id).grade == "A"
        with pytest.raises(Invalid, match="already undone"):
            undo(edited)
        undo(back.change_set_id)
        assert accounts.get(made.id).grade == "B"


def test_a_group_is_undone_as_one(company, accounts, undo):
    with company.acting("lilei", group_id=77):
        first = create(accounts, name="甲")
        second = create(accounts, name="乙")
        last = current.last_change()
    with company.acting("lilei"):
        outcome = undo(last)
        assert sorted(outcome.done) == sorted([first.id, second.id])
        assert accounts.find([first.id, second.id]) == []


def test_somebody_else_s_change_is_not_one_s_own_to_undo(company, accounts, undo):
    with company.acting("wang"):
        made = create(accounts)
        mine = current.last_change()
    with company.acting("han"), pytest.raises((Forbidden, NotFound)):
        undo(mine)
    with company.acting("lilei"):
        assert undo(mine).done == [made.id]


def test_what_one_gave_away_oneself_can_be_taken_back_until_somebody_else_has_touched_it(company, accounts, undo):
    with company.acting("wang"):
        first, second = create(accounts, "云帆"), create(accounts, "远航")
    with company.acting("wang"), accounts.db.transaction():
        pairs = [(row, replace(row, owner_id=company.users["chen"])) for row in accounts.find([first.id, second.id])]
        given = accounts.writer.update(accounts.module, accounts.records, pairs, "assign")
    with company.acting("chen"):
        accounts.change(second.id, {"grade": "B"})
    with company.acting("wang"):
        outcome = undo(given)
        assert (outcome.done, list(outcome.refused), outcome.titles[second.id]) == ([first.id], [second.id], f"#{second.id}")
        assert accounts.get(first.id).owner_name == "王强" and accounts.find([second.id]) == []
