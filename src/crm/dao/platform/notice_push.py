"""Browsers that want notices pushed, in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.notice_push import Device


class NoticePushDao(Dao):
    @statement
    def devices(self, user_ids: list[int]) -> list[Device]:
        """Those of the users, the newest of each first."""
        ...

    @statement
    def get(self, key: str) -> Device | None:
        """The device, as long as its user may sign in."""
        ...

    @statement
    def put(self, key: str, user_id: int, name: str, sealed: str, now: datetime) -> int:
        """A browser belongs to whoever used it last."""
        ...

    @statement
    def remove(self, key: str, user_id: int | None = None) -> int: ...
