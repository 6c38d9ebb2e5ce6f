"""For whom commission plans are, in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.commission_member import MODULE


@dataclass(frozen=True)
class Named:
    """Somebody, a role or a department that a plan names."""

    id: int
    plan_id: int
    person_id: int | None
    role_id: int | None
    unit_id: int | None


class CommissionMemberDao(RecordDao):
    module = MODULE

    @statement
    def of(self, plan_ids: list[int]) -> list[Named]:
        """All that these plans name, whoever asks."""
        ...
