"""Teams across departments: whoever is in one sees what is shared with it."""

from typing import Any

from crm.dao.platform.team import TeamDao, TeamName
from crm.dao.platform.user import UserDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.team import Team, TeamDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading


class TeamService(RecordService[Team, TeamDraft]):
    records: TeamDao

    def __init__(self, kit: Kit, records: TeamDao, users: UserDao):
        super().__init__(kit, records)
        self.users = users

    @reading
    def names(self) -> list[TeamName]:
        """Every team by name; which there are is no secret."""
        return self.records.names()

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        return {
            one.team_id: Invalid(id=Words("This team still has records shared with it: {n}. Take the shares back first.", n=one.shares))
            for one in self.records.shared([row.id for row in rows])
        }

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """Whoever came into a team or left it sees something else from now on."""
        if event.module in (self.module.name, "team_member"):
            self.users.move_stamp()
