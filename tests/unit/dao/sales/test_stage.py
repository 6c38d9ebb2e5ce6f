"""Stages in the database."""

from crm.dao.sales.stage import StageDao
from tests.kit.rows import NOON


def test_stages_come_way_by_way_in_their_order_without_what_is_gone(rows):
    second, first, gone = (rows.put("pipeline", name=name, position=position, removed_at=at) for name, position, at in (
        ("二", 9002, None), ("一", 9001, None), ("无", 9000, NOON)))  # fmt: skip
    for name, way, position, at in (("d", second, 2, None), ("c", second, 1, None), ("b", first, 2, None), ("a", first, 1, None),
                                    ("x", first, 0, NOON), ("y", gone, 1, None)):  # fmt: skip
        rows.put("stage", name=name, pipeline_id=way, position=position, removed_at=at)
    found = [(one.name, one.pipeline_name) for one in StageDao(rows.db).in_order() if one.pipeline_id in (first, second, gone)]
    assert found == [("a", "一"), ("b", "一"), ("c", "二"), ("d", "二")]


def test_a_stage_holds_deals_that_are_there_counted_no_further_than_asked(rows):
    for stage, at in ((91, None), (91, None), (91, NOON), (92, NOON)):
        rows.put("opportunity", stage_id=stage, removed_at=at)
    assert [StageDao(rows.db).holding(*asked) for asked in ((91, 9), (91, 1), (92, 9))] == [2, 1, 0]
