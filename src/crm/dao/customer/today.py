"""What waits for a person, in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.today import Asked, PutOff, Task


class TodayDao(Dao):
    @statement
    def tasks(self, owner_ids: list[int], until: datetime, size: int) -> list[Task]:
        """The open tasks of these people that are due before, the most urgent first."""
        ...

    @statement
    def asked(self, user_id: int, decides_for: list[int], since: datetime, size: int) -> list[Asked]:
        """Mentions that were not answered, requests for approval in which it is the turn of one of those for whom one decides, and
        one's own jobs that failed."""
        ...

    @statement
    def put_offs(self, user_id: int, now: datetime) -> list[PutOff]: ...

    @statement
    def put_off(self, user_id: int, key: str, until: datetime) -> int: ...

    @statement
    def bring_back(self, user_id: int, key: str) -> int: ...

    @statement
    def forget(self, now: datetime) -> int: ...
