"""Large exports in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.customer.export_request import MODULE


class ExportRequestDao(RecordDao):
    module = MODULE
