"""Discounts that wait for approval, in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.discount_request import MODULE, DiscountRequest


class DiscountRequestDao(RecordDao):
    module = MODULE

    @statement
    def waiting(self, subject: str, record_id: int) -> DiscountRequest | None:
        """The open request of a document. The caller has read the document."""
        ...

    @statement
    def managers(self, department_id: int) -> list[int]: ...
