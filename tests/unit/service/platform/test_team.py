"""Teams across departments: named to everybody, kept by whoever may."""

import pytest

from crm.domain.platform.team import TeamDraft
from crm.errors import Forbidden


def test_which_teams_there_are_is_known_to_everybody_and_kept_by_administrators(company):
    teams = company.container.platform.team()
    with company.acting("lilei"):
        teams.create(TeamDraft.parse({"name": "项目组"}))
    with company.acting("chen"):
        assert [one.name for one in teams.names()] == ["项目组"]
        with pytest.raises(Forbidden):
            teams.create(TeamDraft.parse({"name": "别的组"}))
