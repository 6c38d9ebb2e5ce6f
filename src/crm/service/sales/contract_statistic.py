"""What contracts come to, of those that the actor sees."""

from datetime import date

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.contract_statistic import ContractStatisticDao
from crm.domain.kit.money import Money
from crm.domain.sales.contract import MODULE
from crm.domain.sales.contract_statistic import Summed
from crm.domain.sales.period import unbroken
from crm.errors import Forbidden
from crm.service.kit.transaction import reading

MOST, MONTHS = 100, 24


class ContractStatisticService:
    def __init__(self, db: Database, statistics: ContractStatisticDao):
        self.db = db
        self.statistics = statistics

    @reading
    def sums(self, year: int | None = None) -> dict[str, list[Summed]]:
        """Group -> its lines, of the contracts signed in the year, or of all. Kinds, owners and months count those that took
        effect; the states count all."""
        if not current.actor().may(MODULE.permission("view")):
            raise Forbidden()
        since, until = (date(year, 1, 1), date(year + 1, 1, 1)) if year else (None, None)
        found = self.statistics
        return {
            "state": found.by_state(MOST, since, until),
            "kind": found.by_kind(MOST, since, until),
            "owner": found.by_owner(MOST, since, until),
            "month": unbroken(found.by_month(MONTHS, since, until), _nothing, MONTHS),
        }


def _nothing(month: str) -> Summed:
    return Summed(month, None, 0, Money(0), Money(0), Money(0))
