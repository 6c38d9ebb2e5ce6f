"""The stages of customers in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.lifecycle import Step


class LifecycleDao(Dao):
    @statement
    def steps(self, id: int, size: int) -> list[Step]:
        """What the journal tells of one customer's stage, oldest first. The caller has read the customer."""
        ...
