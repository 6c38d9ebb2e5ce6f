"""Lists one walks along in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.walk import Walk


class WalkDao(Dao):
    @statement
    def get(self, user_id: int, module_name: str) -> Walk | None: ...

    @statement
    def put(self, user_id: int, module_name: str, text: str, ids: list[int], total: int, now: datetime) -> int: ...
