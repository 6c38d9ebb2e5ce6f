"""What is due, or waits for a decision, among contracts, payments, invoices, discounts and orders: read at once."""

from datetime import date

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.contract import MODULE
from crm.domain.sales.trade_today import Due, Waiting


class TradeTodayDao(Dao):
    module = MODULE

    @statement
    def due(
        self, owner_id: int, due_before: date, ends_before: date, deliver_before: date, lapse_before: date, lapse_after: date, size: int
    ) -> list[Due]:
        """One's own payments, contracts that end, orders to deliver and consents that end; of each kind the first ones."""
        ...

    @statement
    def waiting(self, size: int) -> list[Waiting]:
        """What others asked for; of each kind what waits longest."""
        ...
