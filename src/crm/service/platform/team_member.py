"""Members of teams across departments: each once."""

from typing import Any

from crm.dao.platform.team_member import TeamMemberDao
from crm.domain.platform.team_member import TeamMember, TeamMemberDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class TeamMemberService(RecordService[TeamMember, TeamMemberDraft]):
    records: TeamMemberDao

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Nobody is in a team twice, also by what several rows say together."""
        there = {(one.team_id, one.person_id): one.id for one in self.records.among(sorted({row.team_id for row, _ in pairs}))}
        refused = {}
        for at, (row, _) in enumerate(pairs):
            key = (row.team_id, row.person_id)
            if there.setdefault(key, row.id or -1 - at) != (row.id or -1 - at):
                refused[at] = Invalid(person_id=Words("This colleague is in the team already."))
        return refused
