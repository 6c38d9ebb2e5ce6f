"""Cases of unusual acts, and the sums that they are found by."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.dao.platform.user import RoleGrants
from crm.domain.platform.alert import Alert, Holder, Known, Place, SignIn, Sum


class AlertDao(Dao):
    @statement
    def by_user(self, kind: str, since: datetime, least: int) -> list[Sum]: ...

    @statement
    def by_address(self, kind: str, since: datetime, least: int) -> list[Sum]: ...

    @statement
    def acts(self, kind: str, since: datetime, least: int) -> list[Sum]:
        """The same of what is only counted, hour by hour."""
        ...

    @statement
    def sign_ins(self, after_id: int, since: datetime, size: int) -> list[SignIn]: ...

    @statement
    def places(self, user_ids: list[int], since: datetime, before_id: int) -> list[Place]:
        """From where these people signed in before that event."""
        ...

    @statement
    def seen(self) -> int | None:
        """The last event whose sign-in was looked at."""
        ...

    @statement
    def put_seen(self, id: int) -> int: ...

    @statement
    def known(self, since: datetime) -> list[Known]:
        """Open cases, and those closed since."""
        ...

    @statement
    def insert(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def extend(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def page(self, size: int, before_id: int | None = None, is_open: bool | None = None, is_closed: bool | None = None) -> list[Alert]: ...

    @statement
    def get(self, id: int) -> Alert | None: ...

    @statement
    def count_open(self) -> int: ...

    @statement
    def close(self, id: int, now: datetime, closed_by: int, remark: str | None) -> int: ...

    @statement
    def roles(self) -> list[RoleGrants]: ...

    @statement
    def holders(self, role_ids: list[int]) -> list[Holder]:
        """The active people who have one of these roles."""
        ...

    @statement
    def names(self, user_ids: list[int]) -> list[Holder]: ...

    @statement
    def add_acts(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def forget_acts(self, before: datetime) -> int: ...
