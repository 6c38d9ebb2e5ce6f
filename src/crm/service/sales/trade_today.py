"""What Today shows of contracts, payments, orders, consents and of what waits for a decision, in two queries: what is due, what waits."""

from datetime import date, datetime, timedelta

from crm import current, language
from crm.dao.kit.database import Database
from crm.dao.sales.trade_today import TradeTodayDao
from crm.domain.customer.today import Item
from crm.domain.kit.access import predicate
from crm.domain.kit.module import modules
from crm.domain.kit.money import Money
from crm.domain.platform.setting import day_steps
from crm.domain.sales.consent import MODULE as CONSENTS
from crm.domain.sales.contract import MODULE
from crm.domain.sales.discount_request import MODULE as DISCOUNTS
from crm.domain.sales.invoice_request import MODULE as INVOICES
from crm.domain.sales.receipt_plan import MODULE as PLANS
from crm.domain.sales.sales_order import MODULE as ORDERS
from crm.domain.sales.trade_today import Due, Waiting
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, FEW, Source
from crm.service.kit.transaction import reading
from crm.service.platform.setting import SettingService

LAPSES, LAPSED = timedelta(days=15), timedelta(days=30)


class BesideSource(Source):
    """Named, weighed and switched off by itself; its lines come in the query of another source."""

    def items(self, now: datetime) -> list[Item]:
        return []


class ContractEndSource(BesideSource):
    """Contracts in effect that end within the first day on which their owner is told."""

    name, label, base, permission = "contract_end", N_("Contract that ends soon"), 35, "contract.view"


class LateOrderSource(BesideSource):
    """Orders whose day of delivery has come, and something is still to deliver."""

    name, label, base, permission = "late_order", N_("Order to deliver"), 45, "sales_order.view"


class ConsentEndSource(BesideSource):
    """Consents of one's people that end within two weeks, or ended within the last thirty days."""

    name, label, base, permission = "consent_end", N_("Consent that ends soon"), 25, "consent.view"


class InvoiceSource(BesideSource):
    """Invoices that somebody asked for, for whoever issues them."""

    name, label, base, permission = "invoice", N_("Invoice to issue"), 50, "invoice_request.approve"


class DiscountSource(BesideSource):
    """Discounts of others that the actor may approve."""

    name, label, base, permission = "discount", N_("Discount to approve"), 60, "discount_request.approve"


class OrderApprovalSource(BesideSource):
    """Orders of others, and changes of them, that wait for the actor's decision and for which no flow of approval runs."""

    name, label, base, permission = "order_approval", N_("Order to approve"), 60, "sales_order.approve"


class PaymentSource(Source):
    """Instalments that are overdue or due soon; with them contracts that end, and orders to deliver."""

    name, label, base = "payment", N_("Payment that is due"), 45

    def __init__(self, db: Database, found: TradeTodayDao, settings: SettingService):
        self.db = db
        self.found = found
        self.settings = settings

    @reading
    def items(self, now: datetime) -> list[Item]:
        if not any(current.actor().may(module.permission("view")) for module in (MODULE, PLANS, ORDERS, CONSENTS)):
            return []
        today = current.today()
        found = self.found.due(
            current.actor().id, self._until("due"), self._until("end"), today + timedelta(days=1), today + LAPSES, today - LAPSED, FEW
        )
        return [getattr(self, f"_{one.kind}")(one) for one in found]

    def _until(self, name: str) -> date:
        days = day_steps(self.settings.get(f"contract_{name}_days"))
        return current.today() + timedelta(days=days[-1] + 1 if days else 0)

    def _payment(self, one: Due) -> Item:
        late, day = (current.today() - one.day).days, language.day(one.day)
        why = Words("Overdue since {day}", day=day) if late > 0 else Words("To come in by {day}", day=day)
        return Item(
            "payment", one.id, f"{one.contract_name} · {one.name}", f"{PLANS.path}/{one.id}", (why,), float(late), True, None,
            one.account_name or "", (MODULE.name, one.record_id), ("snooze", "touch"), None, PLANS.icon, "bad" if late > 0 else "",
        )  # fmt: skip

    def _contract_end(self, one: Due) -> Item:
        left = (one.day - current.today()).days
        why = Words("Ends on {day}; renew it or let it end", day=language.day(one.day)) if left >= 0 else Words("Its term is over")
        return Item(
            "contract_end", one.id, one.name, f"{MODULE.path}/{one.id}", (why,), -float(left), True, None, one.account_name or "",
            (MODULE.name, one.id), ("snooze", "touch"), None, MODULE.icon,
        )  # fmt: skip

    def _late_order(self, one: Due) -> Item:
        late = (current.today() - one.day).days
        why = Words("Should have been delivered on {day}", day=language.day(one.day)) if late else Words("To be delivered today")
        return Item(
            "late_order", one.id, one.name, f"{ORDERS.path}/{one.id}", (why,), float(late), True, None, one.account_name or "",
            (ORDERS.name, one.id), ("snooze", "touch", "assign"), f"{ORDERS.path}/bulk/assignment?id={one.id}", ORDERS.icon,
            "bad" if late else "",
        )  # fmt: skip

    def _consent_end(self, one: Due) -> Item:
        late, day = (current.today() - one.day).days, language.day(one.day)
        why = Words("Ended on {day}; ask for it anew", day=day) if late > 0 else Words("Ends on {day}; ask for it anew", day=day)
        return Item(
            "consent_end", one.id, one.name, f"{CONSENTS.path}/{one.id}", (why,), float(late), True, None, one.account_name or "",
            (CONSENTS.name, one.id), ("snooze",), None, CONSENTS.icon,
        )  # fmt: skip


class ContractApprovalSource(Source):
    """Contracts of others that wait for the actor's decision and for which no flow of approval runs; with them what else waits for
    those who decide or issue."""

    name, label, base = "contract_approval", N_("Contract to approve"), 60

    def __init__(self, db: Database, found: TradeTodayDao):
        self.db = db
        self.found = found

    @reading
    def items(self, now: datetime) -> list[Item]:
        if not any(current.actor().may(module.permission("approve")) for module in (MODULE, INVOICES, DISCOUNTS, ORDERS)):
            return []
        return [item for one in self.found.waiting(FEW) if (item := self._item(one, now))]

    def _item(self, one: Waiting, now: datetime) -> Item | None:
        """None for what the actor has no say in; nobody but an accountant decides on what he asked for himself."""
        asked = INVOICES if one.kind == "invoice" else DISCOUNTS if one.kind == "discount" else modules()[one.module]
        own = one.owner_id == current.actor().id and one.kind != "invoice"
        if own or not predicate(current.actor().grants, asked.permission("approve")).holds(one):
            return None
        second, url, tone = one.account_name, f"{asked.path}/{one.id}", "warn"
        subject: tuple[str, int] | None = (asked.name, one.id)
        why = Words("Waits for approval, asked by {who}", who=one.owner_name or "—")
        if one.kind == "invoice":
            amount = language.money(one.amount or Money(0), one.currency or current.own_currency())
            why = Words("An invoice of {amount}, asked for by {who}", amount=amount, who=one.owner_name or "—")
            second, subject, tone = one.contract_name, (MODULE.name, one.record_id), ""
        elif one.kind == "discount":
            percent = f"{one.percent.normalize():f}" if one.percent else "0"
            why = Words("{percent}% off waits since {ago}", percent=percent, ago=language.ago(one.at))
            second, subject, url = one.owner_name, None, f"/lines/{one.module}/{one.record_id}"
        icon = "percentage" if one.kind == "discount" else asked.icon
        waits = (now - one.at) / DAY
        return Item(one.kind, one.id, one.name, url, (why,), waits, True, None, second or "", subject, ("snooze",), None, icon, tone)
