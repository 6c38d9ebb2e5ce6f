"""Relations between contacts in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.relation import MODULE
from crm.domain.customer.relation_chart import Edge, Person


class RelationDao(RecordDao):
    module = MODULE

    @statement
    def bosses(self, contact_id: int, deepest: int) -> list[int]:
        """Everybody above a contact in the line of who reports to whom."""
        ...

    @statement
    def between(self, ids: list[int], size: int) -> list[Edge]:
        """The relations of these contacts, as far as the reader may see both people."""
        ...

    @statement
    def people(self, size: int, account_id: int | None = None, ids: list[int] | None = None) -> list[Person]:
        """The contacts of a customer, or these contacts."""
        ...
