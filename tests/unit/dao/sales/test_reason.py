"""Reasons in the database."""

from crm.dao.sales.reason import ReasonDao
from tests.kit.rows import NOON


def test_reasons_come_kind_by_kind_in_their_order_without_those_removed(rows):
    start = rows.last
    for name, kind, position, at in (
        ("d", "won", 1, None),
        ("b", "lost", 2, None),
        ("a", "lost", 1, None),
        ("c", "lost", 2, None),
        ("x", "lost", 0, NOON),
    ):
        rows.put("reason", name=name, kind=kind, position=position, removed_at=at)
    assert "".join(one.name for one in ReasonDao(rows.db).in_order() if one.id > start) == "abcd"
