"""Where the open deals of each salesperson stand, in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.project_state import Deal, Sum


class ProjectStateDao(Dao):
    @statement
    def sums(self, department_ids: list[int] | None = None) -> list[Sum]:
        """In the order of the stages, from the sums that are kept with every write."""
        ...

    @statement
    def deals(self, owner_id: int, size: int) -> list[Deal]:
        """The open deals of one person by stage, the longest in it first."""
        ...
