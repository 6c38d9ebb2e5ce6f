"""What access is explained from, in the database."""

from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.explain import Holding, InTeam, PoolDoor, RecordDoor, Under


class ExplainDao(Dao):
    @statement
    def holdings(self, user_id: int | None = None) -> list[Holding]:
        """Every role of every active person, or of one person whatever his state."""
        ...

    @statement
    def doors(self, pool_id: int) -> list[PoolDoor]:
        """Who sees what lies in the public pool."""
        ...

    @statement
    def opened(self, ids: list[int], now: datetime) -> list[RecordDoor]:
        """To whom these records were opened one by one."""
        ...

    @statement
    def in_teams(self, ids: list[int]) -> list[InTeam]: ...

    @statement
    def stand_ins(self, owner_id: int, day: date) -> list[int]:
        """Who looks after the records of somebody who is away on that day."""
        ...

    @statement
    def tree(self) -> list[Under]: ...
