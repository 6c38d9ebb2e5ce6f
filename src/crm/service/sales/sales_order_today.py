"""What Today gathers of orders: those that should be delivered by now."""

from datetime import datetime, timedelta
from typing import Any

from crm import current, language
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Part
from crm.domain.sales.sales_order import MODULE, OPEN
from crm.language import N_, Words
from crm.service.customer.today_source import Claim, RecordSource
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
