"""What contracts come to, added up by the database."""

from datetime import date

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.contract import MODULE
from crm.domain.sales.contract_statistic import Summed


class ContractStatisticDao(Dao):
    """Each takes the first day of signing and the day after the last; none means all."""

    module = MODULE

    @statement
    def by_state(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]: ...

    @statement
    def by_kind(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]: ...

    @statement
    def by_owner(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]: ...

    @statement
    def by_month(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]:
        """The last months first."""
        ...
