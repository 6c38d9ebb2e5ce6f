"""What is still to come in by how long it is overdue, of the instalments that the actor sees."""

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.ageing import AgeingDao
from crm.domain.sales.ageing import Aged, since
from crm.domain.sales.receipt_plan import MODULE
from crm.errors import Forbidden
from crm.service.kit.transaction import reading

MOST = 200


class AgeingService:
    def __init__(self, db: Database, ages: AgeingDao):
        self.db = db
        self.ages = ages

    @reading
    def lines(self, by: str) -> tuple[list[Aged], Aged]:
        """One line for each customer or each owner (`by` is "customer" or "owner"), the most overdue first; and all together."""
        if not current.actor().may(MODULE.permission("view")):
            raise Forbidden()
        days = since(current.today())
        read = self.ages.by_owner if by == "owner" else self.ages.by_customer
        found = read(**days, size=MOST)
        return [one for one in found if one.key != 0], next(one for one in found if one.key == 0)
