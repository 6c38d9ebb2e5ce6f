"""Deliveries of webhooks, and what they are signed with, in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.webhook import Delivery, Signing, Touched


class WebhookDeliveryDao(Dao):
    @statement
    def insert(self, key: str, webhook_id: int, change_set_id: int | None, record_ids: list[int], now: datetime) -> int | None: ...

    @statement
    def get(self, id: int) -> Delivery | None: ...

    @statement
    def of(self, webhook_id: int, size: int, before_id: int | None = None) -> list[Delivery]:
        """The newest of one webhook, without what was sent."""
        ...

    @statement
    def put_body(self, id: int, body: str) -> int: ...

    @statement
    def settle(
        self, id: int, state: str, attempts: int, status: int | None, took_ms: int | None, error: str | None, now: datetime
    ) -> int:
        """Write down how an attempt ended."""
        ...

    @statement
    def again(self, id: int) -> int: ...

    @statement
    def touched(self, change_set_id: int, module_name: str) -> list[Touched]: ...

    @statement
    def given_up(self, webhook_id: int, since: datetime) -> int: ...

    @statement
    def forget(self, before: datetime) -> int: ...

    @statement
    def signing(self, webhook_id: int) -> Signing | None: ...

    @statement
    def put_signing(self, webhook_id: int, sealed: str, until: datetime, now: datetime) -> int:
        """A new secret; the one there was holds until then as well."""
        ...
