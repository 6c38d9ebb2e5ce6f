"""The playbook: what is done in each stage."""

from crm.dao.sales.playbook import PlaybookDao
from crm.domain.sales.playbook import Playbook, PlaybookDraft
from crm.service.kit.record import RecordService


class PlaybookService(RecordService[Playbook, PlaybookDraft]):
    records: PlaybookDao
