"""Teams in the database."""

from crm.dao.platform.team import TeamDao
from tests.kit.rows import NOON


def test_shares_are_counted_by_team_and_teams_named_in_order_without_what_is_gone(rows):
    b, a, gone = (rows.put("team", name=name, sort_key=name, removed_at=at) for name, at in (("b", None), ("a", None), ("c", NOON)))
    for team, at in ((a, None), (a, None), (a, NOON), (b, NOON), (gone, None)):
        rows.put("share", team_id=team, removed_at=at)
    teams = TeamDao(rows.db)
    assert {one.team_id: one.shares for one in teams.shared([a, b])} == {a: 2} and [one.id for one in teams.names()] == [a, b]
