"""Members of households in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.household_member import MODULE, HouseholdMember


class HouseholdMemberDao(RecordDao):
    module = MODULE

    @statement
    def of(self, household_id: int, size: int) -> list[HouseholdMember]:
        """The members of one household, the head first. The caller has read the household."""
        ...
