"""Stars and followers in the database."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def follows(company):
    return company.container.platform.follow_dao()


@pytest.fixture
def accounts(company):
    """Two of Wang's customers and one of Zhao's."""
    found = []
    for who in ("wang", "wang", "zhao"):
        with company.acting(who):
            found.append(company.container.customer.account().create(AccountDraft.parse({"name": f"公司{len(found)}"})).id)
    return found


def test_ones_own_marks_and_drafts_of_a_record_come_at_once(company, follows, accounts):
    me = company.users["wang"]
    with follows.db.transaction():
        for kind in ("star", "follow", "star"):  # a second star is none
            follows.put(me, accounts[0], kind, "account", NOON)
        company.container.platform.draft_dao().put(me, accounts[0], "call", {"name": "回访"}, NOON)
        assert sorted(one.what for one in follows.own(me, accounts[0])) == ["draft.call", "follow", "star"]
        assert follows.drop(me, accounts[0], "star") == 1 and follows.drop(me, accounts[1], "star") == 0
        assert sorted(one.what for one in follows.own(me, accounts[0])) == ["draft.call", "follow"]
        assert follows.own(company.users["zhao"], accounts[0]) == []


def test_what_one_has_starred_comes_last_first_as_far_as_one_may_see_it(company, follows, accounts):
    me = company.users["wang"]
    with company.acting("wang"), follows.db.transaction():
        for hours, id in enumerate(accounts):
            follows.put(me, id, "star", "account", NOON + timedelta(hours=hours))
        assert [one.id for one in follows.marked(me, "star", 5)] == [accounts[1], accounts[0]]
        assert [one.id for one in follows.marked(me, "star", 1)] == [accounts[1]] and follows.marked(me, "follow", 5) == []
        assert {one.title for one in follows.titles(accounts)} == {"公司0", "公司1"}


def test_followers_are_told_but_for_oneself_and_whoever_has_not_read_the_last_notice(company, follows, accounts):
    wang, han, zhao = (company.users[who] for who in ("wang", "han", "zhao"))
    with follows.db.transaction():
        for id in (wang, han, zhao):
            follows.put(id, accounts[0], "follow", "account", NOON)
        follows.put(han, accounts[1], "star", "account", NOON)
        found = follows.followers(accounts, "/accounts", wang)
        assert [(one.user_id, one.id, one.title, one.owner_id) for one in found] == [
            (id, accounts[0], "公司0", wang) for id in sorted((han, zhao))
        ]
    with company.acting("wang"):
        company.container.platform.notice().tell([han], "follow", "x", f"/accounts/{accounts[0]}")
    with follows.db.transaction(writes=False):
        assert [one.user_id for one in follows.followers(accounts, "/accounts", wang)] == [zhao]


def test_marks_move_to_another_record_and_back_but_not_over_the_same_mark(company, follows, accounts):
    kept, gone, _ = accounts
    wang, han = company.users["wang"], company.users["han"]
    with follows.db.transaction():
        for user, id, kind in ((wang, gone, "star"), (han, gone, "star"), (han, gone, "follow"), (han, kept, "star")):
            follows.put(user, id, kind, "account", NOON)
        moved = follows.move(kept, gone)
        assert {(one.user_id, one.kind) for one in moved} == {(wang, "star"), (han, "follow")}
        assert [one.what for one in follows.own(han, gone)] == ["star"]
        follows.note([vars(one) | {"group_id": 7, "kept_id": kept, "gone_id": gone} for one in moved])
        follows.drop(wang, kept, "star")
        notes = follows.noted([gone])
        assert len(notes) == 2 and follows.noted([kept]) == []
        assert follows.move_back([vars(one) for one in notes]) == 1  # the star was taken off meanwhile
        assert sorted(one.what for one in follows.own(han, gone)) == ["follow", "star"]
        assert follows.forget([7]) == 2 and follows.noted([gone]) == []


def test_the_place_of_a_record_is_known_until_it_is_removed(company, follows, accounts):
    with follows.db.transaction(writes=False):
        place = follows.place(accounts[2])
        assert (place.owner_id, place.department_id) == (company.users["zhao"], company.departments["east"])
    with company.acting("lilei"):
        company.container.customer.account().remove_all([accounts[2]])
    with follows.db.transaction(writes=False):
        assert follows.place(accounts[2]) is None
