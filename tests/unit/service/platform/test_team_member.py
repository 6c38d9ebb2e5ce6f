"""Members of teams: each once, from any department."""

import pytest

from crm.domain.platform.team import TeamDraft
from crm.domain.platform.team_member import TeamMemberDraft
from crm.errors import Invalid


def test_nobody_is_in_a_team_twice(company):
    members = company.container.platform.team_member()
    with company.acting("lilei"):
        team = company.container.platform.team().create(TeamDraft.parse({"name": "项目组"}))
        for who in ("chen", "sun"):
            members.create(TeamMemberDraft.parse({"team_id": team.id, "person_id": company.users[who]}))
        with pytest.raises(Invalid) as refused:
            members.create(TeamMemberDraft.parse({"team_id": team.id, "person_id": company.users["sun"]}))
    assert "person_id" in refused.value.fields
