"""Purposes of consent in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.consent_purpose import MODULE, Purpose, Shown


class ConsentPurposeDao(RecordDao):
    module = MODULE

    @statement
    def in_order(self) -> list[Purpose]: ...

    @statement
    def shown(self, id: int) -> Shown | None: ...

    @statement
    def used(self, ids: list[int]) -> list[int]:
        """Those that somebody's consent names."""
        ...
