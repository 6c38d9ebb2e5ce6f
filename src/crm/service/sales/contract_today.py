"""What Today shows of contracts, payments, invoices, discounts and orders: what is due or waits for a decision. One query for all."""

from datetime import date, datetime, timedelta

from crm import current, language
from crm.dao.kit.database import Database
from crm.dao.sales.contract_today import ContractTodayDao
from crm.domain.customer.today import Item
from crm.domain.kit.access import predicate
from crm.domain.kit.module import modules
from crm.domain.platform.setting import day_steps
from crm.domain.sales.contract import MODULE
from crm.domain.sales.contract_today import Waiting
from crm.domain.sales.discount_request import MODULE as DISCOUNTS
from crm.domain.sales.invoice_request import MODULE as INVOICES
from crm.domain.sales.receipt_plan import MODULE as PLANS
from crm.domain.sales.sales_order import MODULE as ORDERS
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, FEW, Source
from crm.service.kit.transaction import reading
from crm.service.platform.setting import SettingService


class ContractEndSource(Source):
    """Contracts in effect that end within the first day on which their owner is told."""

    name, label, base, permission = "contract_end", N_("Contract that ends soon"), 35, "contract.view"

    def items(self, now: datetime) -> list[Item]:
        """They come with the payments: one query for all."""
        return []


class ContractApprovalSource(ContractEndSource):
    """Contracts of others that wait for the actor's decision and for which no flow of approval runs."""

    name, label, base, permission = "contract_approval", N_("Contract to approve"), 60, "contract.approve"


class InvoiceSource(ContractEndSource):
    """Invoices that somebody asked for, for whoever issues them."""

    name, label, base, permission = "invoice", N_("Invoice to issue"), 50, "invoice_request.approve"


class DiscountSource(ContractEndSource):
    """Discounts of others that the actor may approve."""

    name, label, base, permission = "discount", N_("Discount to approve"), 60, "discount_request.approve"


class OrderApprovalSource(ContractEndSource):
    """Orders of others, and changes of them, that wait for the actor's decision and for which no flow of approval runs."""

    name, label, base, permission = "order_approval", N_("Order to approve"), 60, "sales_order.approve"


class PaymentSource(Source):
    """Instalments that are overdue or due soon; and what the other sources of this file are called after, in the same query."""

    name, label, base = "payment", N_("Payment that is due"), 45

    def __init__(self, db: Database, waits: ContractTodayDao, settings: SettingService):
        self.db = db
        self.waits = waits
        self.settings = settings

    @reading
    def items(self, now: datetime) -> list[Item]:
        if not any(current.actor().may(module.permission("view")) for module in (MODULE, PLANS, INVOICES, DISCOUNTS, ORDERS)):
            return []
        found = self.waits.waiting(current.actor().id, self._until("due"), self._until("end"), FEW)
        return [item for one in found if (item := getattr(self, f"_{one.kind}")(one, now))]

    def _until(self, name: str) -> date:
        days = day_steps(self.settings.get(f"contract_{name}_days"))
        return current.today() + timedelta(days=days[-1] + 1 if days else 0)

    def _payment(self, one: Waiting, now: datetime) -> Item:
        due = one.day or current.today()
        late, day = (current.today() - due).days, language.day(due)
        why = Words("Overdue since {day}", day=day) if late > 0 else Words("To come in by {day}", day=day)
        title, tone = f"{one.contract_name} · {one.name}", "bad" if late > 0 else ""
        return _item("payment", one, f"{PLANS.path}/{one.id}", why, float(late), title, PLANS.icon, ("snooze", "touch"), tone)

    def _contract_end(self, one: Waiting, now: datetime) -> Item:
        ends = one.day or current.today()
        left = (ends - current.today()).days
        why = Words("Ends on {day}; renew it or let it end", day=language.day(ends)) if left >= 0 else Words("Its term is over")
        return _item("contract_end", one, f"{MODULE.path}/{one.id}", why, -float(left), one.name, MODULE.icon, ("snooze", "touch"))

    def _contract_approval(self, one: Waiting, now: datetime) -> Item | None:
        if one.owner_id == current.actor().id or not _decides("contract.approve", one):
            return None
        why = Words("Waits for approval, asked by {who}", who=one.owner_name or "—")
        return _item("contract_approval", one, f"{MODULE.path}/{one.id}", why, (now - one.at) / DAY, one.name, MODULE.icon, tone="warn")

    def _invoice(self, one: Waiting, now: datetime) -> Item | None:
        if one.amount is None or not _decides("invoice_request.approve", one):
            return None
        amount = language.money(one.amount, one.currency or current.own_currency())
        why = Words("An invoice of {amount}, asked for by {who}", amount=amount, who=one.owner_name or "—")
        return _item("invoice", one, f"{INVOICES.path}/{one.id}", why, (now - one.at) / DAY, one.name, INVOICES.icon)

    def _discount(self, one: Waiting, now: datetime) -> Item | None:
        if one.percent is None or one.owner_id == current.actor().id or not _decides("discount_request.approve", one):
            return None
        why = Words("{percent}% off waits since {ago}", percent=f"{one.percent.normalize():f}", ago=language.ago(one.at))
        url = f"/lines/{one.module}/{one.record_id}"
        return Item(
            "discount", one.id, one.name, url, (why,), (now - one.at) / DAY, True, None, one.owner_name or "", None, ("snooze",), None,
            "percentage", "warn",
        )  # fmt: skip

    def _order_approval(self, one: Waiting, now: datetime) -> Item | None:
        module = modules()[one.module or ORDERS.name]
        if one.owner_id == current.actor().id or not _decides(module.permission("approve"), one):
            return None
        why = Words("Waits for approval, asked by {who}", who=one.owner_name or "—")
        return Item(
            "order_approval", one.id, one.name, f"{module.path}/{one.id}", (why,), (now - one.at) / DAY, True, None, one.account_name or "",
            (module.name, one.id), ("snooze",), None, module.icon, "warn",
        )  # fmt: skip


def _item(
    source: str, one: Waiting, url: str, why: Words, late: float, title: str, icon: str, acts: tuple[str, ...] = ("snooze",), tone: str = ""
) -> Item:
    second = one.contract_name if source == "invoice" else one.account_name
    return Item(source, one.id, title, url, (why,), late, True, None, second or "", (MODULE.name, one.record_id), acts, None, icon, tone)


def _decides(permission: str, one: Waiting) -> bool:
    return predicate(current.actor().grants, permission).holds(one)
