"""Reminders of contracts and orders in the database: what is near or over, and what was told already."""

from datetime import date
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.contract_reminder import Reminded


class ContractReminderDao(Dao):
    @statement
    def ending(self, first: date, last: date, step: int, size: int) -> list[Reminded]:
        """Contracts in effect whose term ends in these days, and whose owner was not told so at this step."""
        ...

    @statement
    def due(self, first: date, last: date, step: int, size: int) -> list[Reminded]:
        """The same of instalments for which something is still to come."""
        ...

    @statement
    def undelivered(self, first: date, last: date, step: int, size: int) -> list[Reminded]:
        """The same of orders that are to be delivered in these days and are not yet."""
        ...

    @statement
    def put(self, rows: list[dict[str, Any]]) -> int: ...
