"""Settings in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.setting import SettingRow


class SettingDao(Dao):
    @statement
    def all(self) -> list[SettingRow]: ...

    @statement
    def put(self, name: str, value: dict[str, Any], now: datetime, updated_by: int | None) -> int: ...

    @statement
    def drop(self, name: str) -> int: ...

    @statement
    def stamp(self) -> int | None: ...

    @statement
    def move_stamp(self) -> int:
        """Every process reads the settings anew before long."""
        ...

    @statement
    def move_access(self) -> int: ...
