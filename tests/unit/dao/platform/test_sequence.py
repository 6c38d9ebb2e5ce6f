"""Ids of records."""

from crm.dao.platform.sequence import SequenceDao


def test_ids_come_in_blocks_that_never_meet(db):
    sequence = SequenceDao(db)
    with db.transaction():
        first, second, one = sequence.take(3), sequence.take(2), sequence.take()
    assert first == [first[0], first[0] + 1, first[0] + 2]
    assert len({*first, *second, *one}) == 6
    assert max(first) < min(second) < max(second) < one[0]
