"""Members of teams across departments in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.team_member import MODULE


@dataclass(frozen=True)
class Member:
    """Who is in which team."""

    id: int
    team_id: int
    person_id: int


class TeamMemberDao(RecordDao):
    module = MODULE

    @statement
    def among(self, team_ids: list[int]) -> list[Member]:
        """Everybody in these teams, whoever asks."""
        ...
