"""Webhooks in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.webhook import MODULE, Hook


class WebhookDao(RecordDao):
    module = MODULE

    @statement
    def every(self, id: int | None = None) -> list[Hook]:
        """All webhooks there are or were, or one of them."""
        ...
