"""Who decides in which order, and when a request is through."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crm.domain.platform.approval import Chair, Rule, Seat, Step, due, next_rank, planned, step_done
from crm.domain.platform.working_hours import USUAL, shifts_of

BOSS, HEAD, LEAD, SELLER, CLERK, GONE = 1, 2, 3, 4, 5, 6
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Firm:
    """The seller's managers are LEAD, HEAD, BOSS; the role 70 is held by CLERK and GONE, who left."""

    def managers(self, user_id):
        line = [LEAD, HEAD, BOSS]
        return line if user_id in (SELLER, GONE, CLERK) else line[line.index(user_id) + 1 :]

    def heads(self, department_id):
        return [GONE, HEAD] if department_id == 9 else []

    def holders(self, role_id):
        return [CLERK, GONE] if role_id == 70 else []

    def active(self, ids):
        return set(ids) - {GONE}

    def stewards(self):
        return [BOSS]


def asked(*rules, submitter=SELLER, owner=SELLER, own=False):
    return [(step.rank, [chair.user_id for chair in step.chairs]) for step in planned(rules, Firm(), submitter, owner, own)]


def test_positions_follow_each_other_and_steps_of_one_position_run_side_by_side():
    rules = (Rule("财务", 2, "person", user_id=CLERK), Rule("主管", 1, "owner"), Rule("法务", 1, "role", role_id=70))
    assert asked(*rules) == [(0, [LEAD]), (0, [CLERK, LEAD]), (1, [CLERK])]


def test_a_chain_is_a_step_for_each_level_and_what_comes_after_follows_the_last():
    assert asked(Rule("逐级", 1, "chain", levels=2), Rule("财务", 2, "person", user_id=CLERK)) == [(0, [LEAD]), (1, [HEAD]), (2, [CLERK])]
    assert asked(Rule("逐级", 1, "chain", levels=2), submitter=HEAD) == [(0, [BOSS])]


def test_who_asks_decides_only_where_the_flow_allows_it():
    rule = Rule("本人", 1, "person", user_id=CLERK)
    assert asked(rule, submitter=CLERK) == [(0, [BOSS])]
    assert asked(rule, submitter=CLERK, own=True) == [(0, [CLERK])]


def test_for_who_left_his_manager_decides_and_where_nobody_is_left_whoever_administers_approvals():
    (step,) = planned([Rule("部门", 1, "department", team_id=9)], Firm(), SELLER, SELLER, False)
    assert step.chairs == (Chair(LEAD, "left", GONE),)
    (step,) = planned([Rule("无人", 1, "department", team_id=8)], Firm(), SELLER, SELLER, False)
    assert step.chairs == (Chair(BOSS, "none"),)


def seats(*states, step=0):
    return [Seat(at, 1, step, 10 + at, state) for at, state in enumerate(states)]


@pytest.mark.parametrize(
    ("need", "states", "done"),
    [
        ("any", ("waits", "waits"), False), ("any", ("approved", "waits"), True), ("all", ("approved", "waits"), False),
        ("all", ("approved", "approved"), True), ("all", ("approved", "passed"), True), ("any", ("passed", "waits"), False),
        ("all", ("passed",), False),
    ],
)  # fmt: skip
def test_one_is_enough_or_all_have_to_approve_and_who_handed_over_counts_no_more(need, states, done):
    assert step_done(Step("", 0, need), seats(*states)) is done


def test_a_rank_is_left_when_all_its_steps_are_approved():
    plan = [Step("a", 0), Step("b", 0), Step("c", 1)]
    assert next_rank(plan, [*seats("approved"), *seats("waits", step=1)], 0) == 0
    assert next_rank(plan, [*seats("approved"), *seats("approved", step=1)], 0) == 1
    assert next_rank(plan, seats("approved", step=2), 1) is None


@pytest.mark.parametrize(
    ("since", "hours", "end"),
    [
        ("2026-11-20 10:00", 1, "2026-11-20 11:00"), ("2026-11-20 11:30", 1, "2026-11-20 13:30"),
        ("2026-11-20 17:00", 2, "2026-11-23 10:00"),
        ("2026-11-21 08:00", 8, "2026-11-23 18:00"), ("2026-11-20 20:00", 9, "2026-11-24 10:00"),
    ],
)  # fmt: skip
def test_working_hours_leave_out_noon_nights_and_weekends(since, hours, end):
    start = datetime.fromisoformat(since).replace(tzinfo=SHANGHAI)
    assert due(start, hours, lambda day: day.weekday() < 5, shifts_of(USUAL)) == datetime.fromisoformat(end).replace(tzinfo=SHANGHAI)
    assert due(start, None, lambda day: True, shifts_of(USUAL)) is None
