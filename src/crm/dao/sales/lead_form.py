"""Forms on the web that take leads, in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.lead_form import MODULE, LeadForm


class LeadFormDao(RecordDao):
    module = MODULE

    @statement
    def by_token(self, token: str) -> LeadForm | None:
        """The form in use under this address, whoever asks."""
        ...
