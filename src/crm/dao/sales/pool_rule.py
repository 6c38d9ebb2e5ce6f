"""Rules of pools in the database, and what is protected from them."""

from datetime import date, datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.pool_rule import MODULE, PoolRule, Shield


class PoolRuleDao(RecordDao):
    module = MODULE

    @statement
    def in_force(self) -> list[PoolRule]:
        """The rules of pools that are in use, the shortest first."""
        ...

    @statement
    def shield(self, record_id: int) -> Shield | None: ...

    @statement
    def put_shield(self, record_id: int, module_name: str, until: date, reason: str, user_id: int, at: datetime) -> int: ...

    @statement
    def drop_shield(self, record_id: int) -> int: ...
