"""Handing leads out, in the database: who can be chosen with how much he has, and what waits."""

from crm.dao.sales.lead_assignment import LeadAssignmentDao
from tests.kit.rows import NOON


def test_candidates_are_active_people_named_or_of_the_teams_with_their_load_and_last_turn(company, rows):
    dao, users = LeadAssignmentDao(rows.db), company.users
    for state, more in (("new", {}), ("working", {}), ("lost", {}), ("new", {"removed_at": NOON}), ("new", {"owner_id": users["zhao"]})):
        rows.put("lead", **{"state": state, "owner_id": users["wang"]} | more)
    rows.put("lead_receiver", user_id=users["wang"], weight=3, most=9)
    rows.put("lead_receiver", user_id=users["zhao"], weight=5, removed_at=NOON)
    turns = [rows.put("lead_assignment", lead_id=1, user_id=users[who]) for who in ("wang", "zhao", "wang")]
    found = {one.id: (one.weight, one.most, one.load, one.last) for one in dao.candidates([users["sun"]], [company.departments["sales"]])}
    assert set(found) == {users[who] for who in ("han", "wang", "zhao", "chen", "sun")}
    assert (found[users["wang"]], found[users["zhao"]], found[users["sun"]]) == (
        (3, 9, 2, turns[2]),
        (1, None, 1, turns[1]),
        (1, None, 0, 0),
    )
    rows.set("app_user", users["chen"], state="suspended")
    rows.set("app_user", users["sun"], removed_at=NOON)
    assert {one.id for one in dao.candidates([users["sun"]], [company.departments["south"]])} == set()
    places = company.departments
    assert {one.below_id for one in dao.below([places["sales"]])} == {places["sales"], places["east"], places["south"]}


def test_new_leads_wait_that_nobody_touched_pooled_or_handed_out(rows):
    dao = LeadAssignmentDao(rows.db)
    made = [rows.put("lead", **{"state": "new"} | more) for more in (
        {}, {"state": "working"}, {"touched_at": NOON}, {"pool_id": 5}, {"removed_at": NOON}, {}, {})]  # fmt: skip
    for lead in (made[5], made[5], 1):
        rows.put("lead_assignment", lead_id=lead)
    assert dao.waiting(made[0] - 1, 9) == [made[0], made[6]] and dao.waiting(made[0], 9) == [made[6]] and len(dao.waiting(0, 1)) == 1
    assert dao.handed_out(made) == [made[5]]
    dao.lock()  # whoever holds it already gets it again


def test_the_log_tells_of_visible_leads_which_rule_gave_them_to_whom_the_newest_first(company, rows):
    dao, wang, zhao = LeadAssignmentDao(rows.db), company.users["wang"], company.users["zhao"]
    rule, his, hers = rows.put("lead_rule", name="华东"), rows.put("lead", owner_id=wang), rows.put("lead", owner_id=zhao)
    dao.note([{"id": id, "lead_id": lead, "rule_id": rule, "user_id": user, "pool_id": None, "at": NOON, "why": {}}
              for id, lead, user in ((1, his, wang), (2, hers, zhao), (3, his, zhao))])  # fmt: skip
    with company.acting("lilei"):
        assert [(one.id, one.rule_name, one.user_name) for one in dao.log(9)] == [
            (3, "华东", "赵敏"),
            (2, "华东", "赵敏"),
            (1, "华东", "王强"),
        ]
        assert [one.id for one in dao.log(9, lead_id=his)] == [3, 1] and [one.id for one in dao.log(1, before_id=3)] == [2]
    with company.acting("wang"):
        assert [one.id for one in dao.log(9)] == [3, 1]
