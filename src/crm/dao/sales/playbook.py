"""The playbook in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.playbook import MODULE


class PlaybookDao(RecordDao):
    module = MODULE
