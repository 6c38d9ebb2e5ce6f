"""Consents of people in the database."""

from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.consent import MODULE, Consent, Head


class ConsentDao(RecordDao):
    """A consent carries its person's owner, so that both are seen by the same people."""

    module = MODULE

    @statement
    def of(self, ids: list[int]) -> list[Consent]:
        """The consents of people that the actor was allowed to read, the first written first."""
        ...

    @statement
    def heads(self, ids: list[int]) -> list[Head]:
        """The customers, contacts and leads of these numbers."""
        ...

    @statement
    def strays(self, ids: list[int]) -> list[Head]:
        """The consents of these people that are not their person's owner's."""
        ...

    @statement
    def follow(self, rows: list[dict[str, Any]]) -> int:
        """Give consents to the owners of their people."""
        ...
