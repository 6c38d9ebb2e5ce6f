"""What Today gathers of orders: those that should be delivered by now, and those that wait for the actor's decision."""

from datetime import datetime, timedelta
from typing import Any

from crm import current, language
from crm.dao.kit.database import Database
from crm.dao.sales.sales_order_today import SalesOrderTodayDao
from crm.domain.customer.today import Item
from crm.domain.kit.access import predicate
from crm.domain.kit.filter import Condition, Group, Part
from crm.domain.kit.module import modules
from crm.domain.sales.sales_order import MODULE, OPEN
from crm.domain.sales.sales_order_today import Waiting
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, FEW, Claim, RecordSource, Source
from crm.service.kit.transaction import reading
from crm.service.sales.sales_order import SalesOrderService


class LateOrderSource(RecordSource):
    """The actor's own orders whose day of delivery has come, and something is still to deliver."""

    name, label, base = "late_order", N_("Order to deliver"), 45
    permission, module, sort = "sales_order.view", MODULE.name, "deliver_by"

    def __init__(self, orders: SalesOrderService):
        self.records = orders

    def look(self, now: datetime) -> tuple[Part, Claim]:
        tomorrow = current.today() + timedelta(days=1)
        return Group((Condition("state", "any", OPEN), Condition("deliver_by", "before", tomorrow))), self._claim

    def _claim(self, row: Any) -> Item | None:
        if row.deliver_by is None or row.state not in OPEN or row.deliver_by > current.today():
            return None
        late = (current.today() - row.deliver_by).days
        why = Words("Should have been delivered on {day}", day=language.day(row.deliver_by)) if late else Words("To be delivered today")
        return Item(
            self.name, row.id, row.name, f"{MODULE.path}/{row.id}", (why,), float(late), True, None, row.account_name or "",
            (MODULE.name, row.id), ("snooze", "touch", "assign"), f"{MODULE.path}/bulk/assignment?id={row.id}", MODULE.icon,
            "bad" if late else "",
        )  # fmt: skip


class OrderApprovalSource(Source):
    """Orders of others, and changes of them, that wait for the actor's decision; those for which a flow runs stand with the approvals."""

    name, label, base, permission = "order_approval", N_("Order to approve"), 60, "sales_order.approve"

    def __init__(self, db: Database, waits: SalesOrderTodayDao):
        self.db = db
        self.waits = waits

    @reading
    def items(self, now: datetime) -> list[Item]:
        return [self._item(one, now) for one in self.waits.waiting(FEW) if self._decides(one)]

    @staticmethod
    def _decides(one: Waiting) -> bool:
        return one.owner_id != current.actor().id and predicate(current.actor().grants, f"{one.module}.approve").holds(one)

    def _item(self, one: Waiting, now: datetime) -> Item:
        module = modules()[one.module]
        why = Words("Waits for approval, asked by {who}", who=one.owner_name or "—")
        return Item(
            self.name, one.id, one.name, f"{module.path}/{one.id}", (why,), (now - one.at) / DAY, True, None, one.account_name or "",
            (one.module, one.id), ("snooze",), None, module.icon, "warn",
        )  # fmt: skip
