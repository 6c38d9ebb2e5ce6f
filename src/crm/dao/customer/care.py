"""Care plans in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.care import MODULE, Gap


class CareDao(RecordDao):
    module = MODULE

    @statement
    def gaps(self) -> list[Gap]:
        """The whole plan, grade by grade."""
        ...
