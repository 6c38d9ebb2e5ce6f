"""Who receives leads, in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.lead_receiver import MODULE


class LeadReceiverDao(RecordDao):
    module = MODULE

    @statement
    def of_user(self, user_id: int) -> int | None:
        """The line of that person."""
        ...
