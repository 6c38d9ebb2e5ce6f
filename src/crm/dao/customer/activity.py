"""Activities in the database."""

from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.activity import MODULE, Activity, Person, Reminder, Tally


class ActivityDao(RecordDao):
    module = MODULE

    @statement
    def story(
        self,
        size: int,
        account_id: int | None = None,
        subject_module: str | None = None,
        subject_id: int | None = None,
        kind: str | None = None,
        owner_id: int | None = None,
        before: datetime | None = None,
        before_id: int | None = None,
    ) -> list[Activity]:
        """What was done with one record, newest first. The caller has read the record, so the reader may see it."""
        ...

    @statement
    def open_of(self, owner_id: int, size: int) -> list[Activity]:
        """Somebody's own open tasks, those due first."""
        ...

    @statement
    def top(
        self, size: int, account_id: int | None = None, subject_module: str | None = None, subject_id: int | None = None
    ) -> list[Activity]:
        """What was pinned, and the open tasks with those due first."""
        ...

    @statement
    def people(self, names: list[str]) -> list[Person]:
        """The active colleagues who are called or sign in so; the names are in lower case."""
        ...

    @statement
    def tally(
        self,
        size: int,
        since: datetime,
        module_name: str,
        record_id: int,
        account_id: int | None = None,
        subject_module: str | None = None,
        subject_id: int | None = None,
    ) -> list[Tally]:
        """How much there is of each kind by each person; changes of the record count as the kind `change`."""
        ...

    @statement
    def mark_reminded(self, now: datetime, size: int) -> list[Reminder]:
        """Mark what is due to be reminded of; each is given to one caller only, and again when its time is moved."""
        ...
