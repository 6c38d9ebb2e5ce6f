"""Ways of selling in the database."""

from crm.dao.sales.pipeline import PipelineDao
from tests.kit.rows import NOON


def test_ways_come_in_their_order_idle_ones_too_without_those_removed(rows):
    start = rows.last
    for name, position, more in (("c", 9002, {}), ("a", 9001, {"active": False}), ("d", 9002, {}), ("gone", 9000, {"removed_at": NOON})):
        rows.put("pipeline", **{"name": name, "position": position, "active": True} | more)
    assert [(one.name, one.active) for one in PipelineDao(rows.db).in_order() if one.id > start] == [("a", False), ("c", True), ("d", True)]
