"""Held forms in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.held import HeldForm


class HeldDao(Dao):
    @statement
    def insert(self, token_hash: str, user_id: int, path: str, data: dict[str, Any], now: datetime) -> int: ...

    @statement
    def get(self, token_hash: str, user_id: int) -> HeldForm | None: ...

    @statement
    def drop_older(self, user_id: int, size: int) -> int: ...
