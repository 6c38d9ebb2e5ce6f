"""When a record falls into a pool: reckoned in days of the house, whatever began its clock."""

from datetime import UTC, date, datetime

import pytest

from crm.domain.sales.pool_rule import Falling, PoolRuleDraft, cut

ZONE = "Asia/Shanghai"
MADE = datetime(2026, 1, 10, 15, 59, tzinfo=UTC)  # still the tenth in Shanghai


def rule(kind="untouched", days=30) -> PoolRuleDraft:
    return PoolRuleDraft.parse({"name": "规则", "pool_id": 1, "kind": kind, "days": days})


@pytest.mark.parametrize(
    ("kind", "more", "day"),
    [
        ("untouched", {}, date(2026, 2, 10)),
        ("untouched", {"touched_at": datetime(2026, 1, 31, 16, 1, tzinfo=UTC)}, date(2026, 3, 4)),
        ("untouched", {"held_since": datetime(2026, 1, 12, tzinfo=UTC)}, date(2026, 2, 12)),
        ("no_deal", {"dealt_at": datetime(2026, 1, 11, 4, tzinfo=UTC)}, date(2026, 2, 11)),
        ("no_deal", {"dealing": True}, None),
        ("ended", {}, None),
        ("ended", {"ended_on": date(2026, 3, 1)}, date(2026, 4, 1)),
        ("ended", {"ended_on": date(2025, 3, 1)}, date(2026, 2, 10)),
    ],
)
def test_the_day_is_reckoned_from_whatever_came_last(kind, more, day):
    assert Falling(1, "云帆", 2, "王强", MADE, **more).day(rule(kind), ZONE) == day


def test_one_question_is_wide_enough_for_all_rules():
    found = cut([rule(days=30), rule(days=90), rule("ended", 60)], 7, date(2026, 3, 31), ZONE)
    assert found.touched_before == found.before == datetime(2026, 3, 7, 16, tzinfo=UTC)
    assert (found.dealt_before, found.ended_before) == (None, date(2026, 2, 6))
