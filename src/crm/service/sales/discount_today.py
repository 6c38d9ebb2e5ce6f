"""What Today shows of discounts: those that wait for the actor's approval."""

from datetime import datetime, timedelta
from typing import Any

from crm import current, language
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.language import N_, Words
from crm.service.customer.today_source import FEW, Source
from crm.service.sales.discount_request import DiscountRequestService

DAY = timedelta(days=1)


class DiscountSource(Source):
    """Requests of others that the actor may approve."""

    name, label, base, permission = "discount", N_("Discount to approve"), 60, "discount_request.approve"

    def __init__(self, requests: DiscountRequestService):
        self.requests = requests

    def items(self, now: datetime) -> list[Item]:
        waits = Group((Condition("state", "any", ("waits",)),))
        rows: list[Any] = self.requests.page(Query(waits, Sort((("updated_at", False),)), size=FEW))[:FEW]
        return [
            Item(
                self.name, row.id, row.name, f"/lines/{row.module}/{row.record_id}",
                (Words("{percent}% off waits since {ago}", percent=f"{row.percent.normalize():f}", ago=language.ago(row.updated_at)),),
                (now - row.updated_at) / DAY, True, None, row.owner_name or "", None, ("snooze",), None, "percentage", "warn",
            )
            for row in rows
            if row.owner_id != current.actor().id and self.requests.may("approve", row)
        ]  # fmt: skip
