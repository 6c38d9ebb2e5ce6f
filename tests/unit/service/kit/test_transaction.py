"""Transactions declared on methods: one's own, or the caller's; an exception undoes all of it."""

from datetime import UTC, datetime

import pytest

from crm.dao.kit.database import NoTransaction
from crm.dao.platform.once import OnceDao
from crm.service.kit.transaction import reading, transactional

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


class Keys:
    """A service of two methods that write and one that reads."""

    def __init__(self, db):
        self.db = db
        self.once = OnceDao(db)

    @transactional
    def put(self, key: str) -> None:
        self.once.claim(key, 1, "account", 1, "", NOON)

    @transactional
    def put_two(self, first: str, second: str, fail: bool = False) -> None:
        self.put(first)
        self.put(second)
        if fail:
            raise ValueError(first)

    @reading
    def has(self, key: str) -> bool:
        return self.once.get(key, 1) is not None

    @reading
    def write_while_reading(self, key: str) -> None:
        self.put(key)


@pytest.fixture
def keys(db):
    return Keys(db)


def test_a_method_without_a_caller_writes_by_itself(keys):
    keys.put("a")
    assert keys.has("a") and not keys.has("b")


def test_an_exception_undoes_what_the_methods_it_called_have_written(keys):
    with pytest.raises(ValueError, match="a"):
        keys.put_two("a", "b", fail=True)
    assert not keys.has("a") and not keys.has("b")
    keys.put_two("a", "b")
    assert keys.has("a") and keys.has("b")


def test_what_only_reads_cannot_write(keys):
    with pytest.raises(NoTransaction):
        keys.write_while_reading("a")
    assert not keys.has("a")
