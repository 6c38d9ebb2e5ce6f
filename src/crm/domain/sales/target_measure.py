"""What can be aimed at: each measure with the records whose sum or number it is, and the list that shows them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.domain.kit.kind import Option
from crm.domain.kit.plain import dumps
from crm.domain.sales.contract import IN_FORCE
from crm.domain.sales.sales_order import AGREED
from crm.language import N_


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `conditions` and `day` find its records in the list of `module`; `sums` is the field added up, empty for a number."""

    name: str
    label: str
    module: str
    day: str  # the field of the day on which a record counts
    conditions: tuple[str, ...] = ()
    sums: str = ""
    expects: str = ""  # what open records may still bring: "deals" by their chance, "plans" by their day
    by_product: bool = False

    @property
    def permission(self) -> str:
        return f"{self.module}.view"

    @property
    def is_money(self) -> bool:
        return bool(self.sums)

    def listed(self, start: date, until: date) -> list[tuple[str, str]]:
        """The parameters of the list of what counts in [start, until)."""
        if self.name == "customers":
            return [("filter", _first_signed(start, until))]
        return [("f", one) for one in (*self.conditions, f"{self.day}:between:{start},{until - timedelta(days=1)}")]


def _first_signed(start: date, until: date) -> str:
    """Customers with a contract in force that was signed in these days, and none signed before."""
    held = {"field": "state", "operator": "any", "value": list(IN_FORCE)}
    within = {"field": "signed_on", "operator": "between", "value": [str(start), str(until - timedelta(days=1))]}
    before = {"field": "signed_on", "operator": "before", "value": str(start)}
    parts: list[dict[str, Any]] = [
        {"relation": "contracts", "where": {"all": [held, within]}},
        {"relation": "contracts", "exists": False, "where": {"all": [held, before]}},
    ]
    return dumps({"all": parts})


def _done(kind: str, label: str) -> Measure:
    return Measure(kind, label, "activity", "at", (f"kind:any:{kind}",))


_WON = ("state:any:won",)
MEASURES = {
    one.name: one
    for one in (
        Measure("won", N_("Won amount"), "opportunity", "closed_at", _WON, "amount_base", "deals", by_product=True),
        Measure("deals", N_("Deals won"), "opportunity", "closed_at", _WON, by_product=True),
        Measure("signed", N_("Contract amount"), "contract", "signed_on", (f"state:any:{','.join(IN_FORCE)}",), "amount_base"),
        Measure("receipts", N_("Receipts"), "receipt", "received_on", ("state:any:received",), "amount_base", "plans"),
        Measure("margin", N_("Gross margin of orders"), "sales_order", "ordered_on", (f"state:any:{','.join(AGREED)}",), "margin_base"),
        Measure("customers", N_("New customers"), "account", ""),
        Measure("leads", N_("New leads"), "lead", "created_at"),
        _done("call", N_("Calls")),
        _done("visit", N_("Visits made")),
        _done("meeting", N_("Meetings")),
        _done("mail", N_("Mails written")),
    )
}
_WRITTEN = {
    "won": ("赢单金额", "won", "销售额"), "deals": ("赢单数", "deals"), "signed": ("合同额", "contracts"),
    "receipts": ("回款额", "回款", "receipts"), "margin": ("毛利", "订单毛利", "margin"),
    "customers": ("新客户", "新客户数"), "leads": ("新线索", "新线索数"),
    "call": ("电话", "calls"), "visit": ("拜访", "visits"), "meeting": ("会议", "meetings"), "mail": ("邮件", "mails"),
}  # fmt: skip
OPTIONS = tuple(Option(one.name, one.label, "", _WRITTEN[one.name]) for one in MEASURES.values())
