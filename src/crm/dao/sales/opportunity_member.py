"""Members of the teams of deals in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.sales.opportunity_part import PartDao
from crm.domain.sales.opportunity_member import MODULE


@dataclass(frozen=True)
class Membership:
    """Who is on the team of which deal."""

    id: int
    opportunity_id: int
    user_id: int


class OpportunityMemberDao(PartDao):
    module = MODULE

    @statement
    def still(self, ids: list[int]) -> list[Membership]:
        """Those of the memberships that are not removed, whoever may see them."""
        ...
