"""Teams across departments in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.team import MODULE


@dataclass(frozen=True)
class SharedWith:
    """How many shares a team holds."""

    team_id: int
    shares: int


@dataclass(frozen=True)
class TeamName:
    """A team as everybody may know it."""

    id: int
    name: str


class TeamDao(RecordDao):
    module = MODULE

    @statement
    def shared(self, ids: list[int]) -> list[SharedWith]: ...

    @statement
    def names(self) -> list[TeamName]: ...
