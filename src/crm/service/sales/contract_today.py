"""What Today shows of contracts: what ends soon, payments that are due, contracts that wait for approval, invoices to be issued."""

from datetime import datetime, timedelta
from typing import Any

from crm import current, language
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Part, Query, Sort
from crm.domain.platform.setting import day_steps
from crm.domain.sales.contract import MODULE
from crm.domain.sales.invoice_request import MODULE as INVOICES
from crm.domain.sales.receipt_plan import DUE
from crm.domain.sales.receipt_plan import MODULE as PLANS
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, FEW, Claim, RecordSource, Source
from crm.service.platform.setting import SettingService
from crm.service.sales.contract import ContractService
from crm.service.sales.invoice_request import InvoiceRequestService
from crm.service.sales.receipt_plan import ReceiptPlanService


class ContractEndSource(RecordSource):
    """Contracts in effect that end within the first day on which their owner is told."""

    name, label, base = "contract_end", N_("Contract that ends soon"), 35
    permission, module, sort = "contract.view", MODULE.name, "ends_on"

    def __init__(self, contracts: ContractService, settings: SettingService):
        self.records = contracts
        self.settings = settings

    def look(self, now: datetime) -> tuple[Part, Claim] | None:
        days = day_steps(self.settings.get("contract_end_days"))
        if not days:
            return None
        until = current.today() + timedelta(days=days[-1] + 1)
        return Group((Condition("state", "any", ("active",)), Condition("ends_on", "before", until))), self._claim

    def _claim(self, row: Any) -> Item | None:
        if (left := row.days_left(current.today())) is None:
            return None
        why = Words("Ends on {day}; renew it or let it end", day=language.day(row.ends_on)) if left >= 0 else Words("Its term is over")
        return Item(
            self.name, row.id, row.name, f"{MODULE.path}/{row.id}", (why,), -float(left), True, None, row.account_name or "",
            (MODULE.name, row.id), ("snooze", "touch", "assign"), f"{MODULE.path}/bulk/assignment?id={row.id}", MODULE.icon,
        )  # fmt: skip


class PaymentSource(RecordSource):
    """Instalments that are overdue, or due within the first day on which their owner is told."""

    name, label, base = "payment", N_("Payment that is due"), 45
    permission, module, sort = "receipt_plan.view", PLANS.name, "due_on"

    def __init__(self, plans: ReceiptPlanService, settings: SettingService):
        self.records = plans
        self.settings = settings

    def look(self, now: datetime) -> tuple[Part, Claim]:
        days = day_steps(self.settings.get("contract_due_days"))
        until = current.today() + timedelta(days=days[-1] + 1 if days else 0)
        return Group((Condition("state", "any", DUE), Condition("due_on", "before", until))), self._claim

    def _claim(self, row: Any) -> Item | None:
        late = row.days_late(current.today())
        day = language.day(row.due_on)
        why = Words("Overdue since {day}", day=day) if late > 0 else Words("To come in by {day}", day=day)
        return Item(
            self.name, row.id, f"{row.contract_name} · {row.name}", f"{PLANS.path}/{row.id}", (why,), float(late), True, None,
            row.account_name or "", (MODULE.name, row.contract_id), ("snooze", "touch"), None, PLANS.icon, "bad" if late > 0 else "",
        )  # fmt: skip


class InvoiceSource(Source):
    """Invoices that somebody asked for, for whoever issues them."""

    name, label, base, permission = "invoice", N_("Invoice to issue"), 50, "invoice_request.approve"

    def __init__(self, invoices: InvoiceRequestService):
        self.invoices = invoices

    def items(self, now: datetime) -> list[Item]:
        asked = Group((Condition("state", "any", ("requested",)),))
        rows: list[Any] = self.invoices.page(Query(asked, Sort((("created_at", False),)), size=FEW))[:FEW]
        return [self._item(row, now) for row in rows if self.invoices.may("approve", row)]

    def _item(self, row: Any, now: datetime) -> Item:
        amount, who = language.money(row.amount, row.currency), row.owner_name or "—"
        why = Words("An invoice of {amount}, asked for by {who}", amount=amount, who=who)
        return Item(
            self.name, row.id, row.title, f"{INVOICES.path}/{row.id}", (why,), (now - row.created_at) / DAY, True, None,
            row.contract_name or "", (MODULE.name, row.contract_id), ("snooze",), None, INVOICES.icon,
        )  # fmt: skip


class ContractApprovalSource(Source):
    """Contracts of others that wait for the actor's decision."""

    name, label, base, permission = "contract_approval", N_("Contract to approve"), 60, "contract.approve"

    def __init__(self, contracts: ContractService):
        self.contracts = contracts

    def items(self, now: datetime) -> list[Item]:
        waits = Group((Condition("state", "any", ("approval",)),))
        rows: list[Any] = self.contracts.page(Query(waits, Sort((("updated_at", False),)), size=FEW))[:FEW]
        return [self._item(row, now) for row in rows if row.owner_id != current.actor().id and self.contracts.may("approve", row)]

    def _item(self, row: Any, now: datetime) -> Item:
        why = Words("Waits for approval, asked by {who}", who=row.owner_name or "—")
        return Item(
            self.name, row.id, row.name, f"{MODULE.path}/{row.id}", (why,), (now - row.updated_at) / DAY, True, None,
            row.account_name or "", (MODULE.name, row.id), ("snooze",), None, MODULE.icon, "warn",
        )  # fmt: skip
