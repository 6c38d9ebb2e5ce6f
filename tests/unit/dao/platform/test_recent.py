"""What somebody opened lately, in the database."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.dao.kit.words import expressed, parts
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def recent(company):
    return company.container.platform.recent_dao()


@pytest.fixture
def opened(company, recent):
    """Two of Wang's customers and a contact, opened by him in this order."""
    with company.acting("wang"):
        rooms = company.container.customer
        found = [rooms.account().create(AccountDraft.parse({"name": name})).id for name in ("云帆科技", "远航物流")]
        found.append(rooms.contact().create(ContactDraft.parse({"name": "云帆先生"})).id)
    with recent.db.transaction():
        for at, id in enumerate(found):
            assert recent.opened(company.users["wang"], id, NOON + at * MINUTE, NOON) == 1
    return found


def test_the_last_opened_comes_first_and_only_what_one_may_see(company, recent, opened):
    me = company.users["wang"]
    with company.acting("wang"), recent.db.transaction(writes=False):
        assert [one.id for one in recent.page(me, 5)] == opened[::-1]
        assert [one.id for one in recent.page(me, 1)] == opened[2:]
        assert recent.page(company.users["han"], 5) == []
    with company.acting("zhao"), recent.db.transaction(writes=False):
        assert recent.page(me, 5) == []


def test_opened_again_within_a_minute_is_no_write(company, recent, opened):
    me = company.users["wang"]
    with company.acting("wang"), recent.db.transaction():
        assert recent.opened(me, opened[0], NOON + 9 * MINUTE, NOON) == 0
        assert recent.opened(me, opened[0], NOON + 9 * MINUTE, NOON + MINUTE) == 1
        assert recent.page(me, 1)[0].id == opened[0]


def test_only_the_newest_are_kept(company, recent, opened):
    me = company.users["wang"]
    with company.acting("wang"), recent.db.transaction():
        assert recent.forget(me, 2) == 1 and recent.forget(me, 2) == 0
        assert [one.id for one in recent.page(me, 5)] == [opened[2], opened[1]]


@pytest.mark.parametrize("typed", ["云帆", "yunf", "云帆 yf"])
def test_words_find_what_was_opened(company, recent, opened, typed):
    me, words = company.users["wang"], (expressed(typed, recent.db.dialect), parts(typed))
    with company.acting("wang"), recent.db.transaction(writes=False):
        assert [one.id for one in recent.found(me, *words, 5)] == [opened[2], opened[0]]
        assert [one.id for one in recent.found(me, *words, 5, ["account"])] == [opened[0]]
        assert recent.found(me, *words, 5, []) == recent.found(company.users["han"], *words, 5) == []
        assert recent.found(me, expressed("云海", recent.db.dialect), parts("云海"), 5) == []
    with company.acting("zhao"), recent.db.transaction(writes=False):
        assert recent.found(me, *words, 5) == []


def test_a_number_finds_the_record_that_one_may_see(company, recent, opened):
    with company.acting("wang"), recent.db.transaction(writes=False):
        assert recent.by_number(opened[0]).title == "云帆科技" and recent.by_number(10**9) is None
    with company.acting("zhao"), recent.db.transaction(writes=False):
        assert recent.by_number(opened[0]) is None
