"""Documents of configuration in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.configuration import ConfigurationFile
from crm.domain.platform.journal import ChangeItem, ChangeSet


class ConfigurationDao(Dao):
    @statement
    def insert(self, token: str, user_id: int, name: str, document: dict[str, Any], now: datetime) -> int: ...

    @statement
    def get(self, token: str, user_id: int) -> ConfigurationFile | None: ...

    @statement
    def forget(self, before: datetime) -> int: ...

    @statement
    def history(self, modules: list[str], before_id: int | None, size: int) -> list[ChangeSet]: ...

    @statement
    def items(self, set_ids: list[int], size: int) -> list[ChangeItem]: ...
