"""What belongs to deals, in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.field import Record


class PartDao(RecordDao, abstract=True):
    """A part carries its deal's owner, so that both are seen by the same people."""

    @statement
    def follow(self, ids: list[int]) -> int:
        """Give the parts of these deals to the owners of the deals."""
        ...

    @statement
    def parts(self, ids: list[int]) -> list[Record]:
        """All parts of these deals, whoever may see them."""
        ...
