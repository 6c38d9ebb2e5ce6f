"""What waits for somebody among contracts, payments and invoices, read at once."""

from datetime import date

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.contract import MODULE
from crm.domain.sales.contract_today import Waiting


class ContractTodayDao(Dao):
    module = MODULE

    @statement
    def waiting(self, owner_id: int, due_before: date, ends_before: date, size: int) -> list[Waiting]:
        """One's own payments and contracts that end, and what others ask for; of each kind the first ones."""
        ...
