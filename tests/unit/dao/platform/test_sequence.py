"""Ids of records."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from crm.dao.platform.sequence import SequenceDao


def test_ids_come_in_blocks_that_never_meet(db):
    sequence = SequenceDao(db)
    with db.transaction():
        first, second, one = sequence.take(3), sequence.take(2), sequence.take()
    assert first == [first[0], first[0] + 1, first[0] + 2]
    assert len({*first, *second, *one}) == 6
    assert max(first) < min(second) < max(second) < one[0]


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)
def test_whoever_takes_ids_lets_others_take_some_before_the_commit(db):
    sequence = SequenceDao(db)

    def some(n: int) -> list[int]:
        with db.transaction():
            return [id for _ in range(20) for id in sequence.take(n)]

    with db.transaction() as work, ThreadPoolExecutor(4) as others:
        mine = sequence.take(3)
        theirs = [id for found in others.map(some, range(1, 5)) for id in found]
        work.cursor.execute("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert work.cursor.fetchone() == (0,)
    assert len({*mine, *theirs}) == 3 + 20 * (1 + 2 + 3 + 4)
