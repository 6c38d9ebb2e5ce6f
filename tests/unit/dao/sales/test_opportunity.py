"""Deals in the database: those that meet a condition of the house, and touches."""

from datetime import timedelta

from crm.dao.sales.opportunity import OpportunityDao
from crm.domain.kit.filter import Condition, Group, Query
from tests.kit.rows import NOON


def test_of_the_deals_named_those_meet_a_condition_that_it_finds(rows):
    dao, ids = OpportunityDao(rows.db), [rows.put("opportunity", name=name) for name in ("大单", "小单", "大单")]
    assert dao.meeting(Query(Group((Condition("name", "is", "大单"),))), ids[:2]) == [ids[0]]


def test_only_a_later_touch_counts_and_leaves_no_version(rows):
    dao, id, other = OpportunityDao(rows.db), rows.put("opportunity"), rows.put("opportunity")
    assert [dao.touch([id], NOON + timedelta(hours=hours)) for hours in (1, 1, 0, 2)] == [1, 0, 0, 1]
    read = f"SELECT version, touched_at IS NULL FROM opportunity WHERE id IN ({id}, {other}) ORDER BY id"
    assert [(version, bool(bare)) for version, bare in rows.all(read)] == [(1, False), (1, True)]
