"""Lines of commission statements in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.money import Money
from crm.domain.sales.commission_line import MODULE, Month, Payee
from crm.domain.sales.commission_month import Counted, Reached


@dataclass(frozen=True)
class Paid:
    """What a person earned in a month."""

    month: str
    user_id: int
    amount: Money


class CommissionLineDao(RecordDao):
    module = MODULE

    @statement
    def clear(self, run_id: int) -> int:
        """Take away the lines of a run that is worked out again."""
        ...

    @statement
    def payees(self, month: str, size: int) -> list[Payee]: ...

    @statement
    def months(self, size: int) -> list[Month]: ...

    @statement
    def credited(self, plan_id: int, ids: list[int], source: str, month: str) -> list[Counted]:
        """What these sources brought by a plan in runs before the month."""
        ...

    @statement
    def counted(self, plan_id: int, user_ids: list[int], origins: list[str], month: str) -> list[Reached]:
        """What people had counted in whole months, in runs before the month."""
        ...

    @statement
    def paid(self, months: list[str]) -> list[Paid]:
        """By runs that were approved."""
        ...
