"""Commission plans in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.commission_plan import MODULE


class CommissionPlanDao(RecordDao):
    module = MODULE

    @statement
    def used(self, ids: list[int]) -> list[int]:
        """Those of the plans by which lines were worked out."""
        ...
