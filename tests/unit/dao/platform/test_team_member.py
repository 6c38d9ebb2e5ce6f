"""Members of teams in the database."""

from crm.dao.platform.team_member import TeamMemberDao
from tests.kit.rows import NOON


def test_among_the_teams_is_everybody_who_has_not_left(rows):
    one, other, third = (rows.put("team") for _ in range(3))
    for team, person, left in ((one, 7, None), (one, 8, NOON), (other, 7, None), (third, 9, None)):
        rows.put("team_member", team_id=team, person_id=person, removed_at=left)
    assert sorted((each.team_id, each.person_id) for each in TeamMemberDao(rows.db).among([one, other])) == [(one, 7), (other, 7)]
