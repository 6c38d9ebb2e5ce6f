"""The calendar in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.calendar import Feed, Holder, Known, Person, Slot


class CalendarDao(Dao):
    @statement
    def events(
        self, kinds: list[str], early: datetime, start_at: datetime, end_at: datetime, size: int, owner_id: int | None = None
    ) -> list[Slot]:
        """Activities of the kinds that lie, or reach, between the two times, as far as the actor may see them."""
        ...

    @statement
    def tasks(self, start_at: datetime, end_at: datetime, size: int, owner_id: int | None = None) -> list[Slot]:
        """Tasks that are due between the two times, as far as the actor may see them."""
        ...

    @statement
    def people(self, size: int, departments: list[int] | None = None) -> list[Person]: ...

    @statement
    def feed_of(self, user_id: int) -> Feed | None: ...

    @statement
    def holder(self, token_hash: str) -> Holder | None: ...

    @statement
    def put_feed(self, user_id: int, token_hash: str, now: datetime) -> int: ...

    @statement
    def see_feed(self, user_id: int, now: datetime) -> int: ...

    @statement
    def drop_feed(self, user_id: int) -> int: ...

    @statement
    def known(self, owner_id: int, uids: list[str]) -> list[Known]:
        """Those of the events that somebody took over before."""
        ...
