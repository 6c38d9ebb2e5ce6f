"""Contracts of the demo company: what won deals led to, with plans, receipts, invoices, and the few that went wrong."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.dates import add_months
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.sales.receipt_plan import instalments

EACH = 8  # contracts of each salesperson
SHARES = (
    ((30, "首付款"), (60, "验收款"), (10, "质保金")), ((50, "预付款"), (50, "尾款")), ((100, "全款"),),
    ((25, "第一季度服务费"), (25, "第二季度服务费"), (25, "第三季度服务费"), (25, "第四季度服务费")),
)  # fmt: skip
MONTHS = (2, 1, 1, 3)  # between the parts, of each of these ways
SIGNERS = ("张建国", "刘洪波", "陈晓燕", "吴国平", "郑丽华", "孙立军")
KINDS = (("采购合同", "sales"), ("技术服务合同", "service"), ("年度维保合同", "maintenance"))
RETURNED = "收款账号与户名不符，银行退回"


class DemoContract:
    """Adds them to won deals; each is its deal's owner's."""

    def __init__(self, sales: Any, seed: int = 31):
        self.of = sales.records()
        self.random = Random(seed)

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        self.now, self.today, self.boss = current.now(), current.today(), actors[administrator]
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                won = Group((Condition("owner_id", "any", ("me",)), Condition("state", "any", ("won",)), Condition("account_id", "filled")))
                deals = self.of("opportunity").page(Query(won, Sort((("updated_at", True),)), size=EACH))[:EACH]
                for at, deal in enumerate(deals):
                    self._contract(deal, at)
        with current.acting(actor=self.boss):
            self.of("receipt_plan").ledger.fall_due()  # what was written down as of another day

    def _create(self, noun: str, /, **raw: Any) -> Any:
        service = self.of(noun)
        return service.create(service.module.draft.parse(raw))

    def _contract(self, deal: Any, at: int) -> None:
        """Written by the salesperson, approved by his boss; the first two are still on their way."""
        between, (title, kind) = self.random.randrange, self.random.choice(KINDS)
        closed = deal.closed_at.date() if deal.closed_at else self.today
        signed = min(closed + timedelta(days=between(1, 12)), self.today)
        ends = add_months(signed, 12) - timedelta(days=1)
        raw = {
            "name": f"{deal.account_name or deal.name}{title}", "account_id": deal.account_id, "opportunity_id": deal.id,
            "contact_id": deal.contact_id, "kind": kind, "amount": deal.amount, "currency": deal.currency, "signed_on": signed,
            "starts_on": signed, "ends_on": ends, "signer_id": deal.owner_id, "their_signer": self.random.choice(SIGNERS),
        }  # fmt: skip
        if at < 2:
            made = self._create("contract", **raw | {"signed_on": None})
            if at == 1:
                self.of("contract").change(made.id, {"state": "approval"})
            return
        with current.acting(clock=self.now - timedelta(days=(self.today - signed).days)):
            made = self._create("contract", **raw)
            with current.acting(actor=self.boss):
                made = self.of("contract").change(made.id, {"state": "active"})
            plans = self._plan(made)
        self._pay(made, plans, at)

    def _plan(self, made: Any) -> list[Any]:
        way = self.random.randrange(len(SHARES))
        parts = instalments(made.amount, made.currency, [Decimal(share) for share, _ in SHARES[way]], made.signed_on, MONTHS[way])
        named = [(one, f"{name} {share}%") for one, (share, name) in zip(parts, SHARES[way], strict=True)]
        return list(self.of("receipt_plan").plan(made.id, named))

    def _pay(self, made: Any, plans: list[Any], at: int) -> None:
        """Most instalments come in around their day; some in part, some not at all, one came back."""
        came = 0
        for plan in plans:
            if plan.due_on >= self.today:
                continue
            luck = self.random.random()
            if luck < (0.22 if plan.due_on > self.today - timedelta(days=75) else 0.05):
                continue
            day = min(plan.due_on + timedelta(days=self.random.randrange(-3, 18)), self.today)
            amount = plan.amount if luck > 0.34 else (plan.amount / 2).quantize(Decimal(1))
            paid = self._receipt(made, plan, day, amount)
            came += 1
            if at == 3 and came == 1:
                with current.acting(actor=self.boss):
                    self.of("receipt").change(paid.id, {"state": "returned", "returned_on": self.today, "return_reason": RETURNED})
                self._receipt(made, plan, self.today, amount)
            self._bill(made, plan, day)
        if at == 4 and came:
            self._close(made)

    def _receipt(self, made: Any, plan: Any, day: date, amount: Any) -> Any:
        with current.acting(actor=self.boss, clock=self._on(day)):
            return self._create(
                "receipt", contract_id=made.id, plan_id=plan.id, received_on=day, amount=amount, payer=made.account_name,
                method=self.random.choice(("transfer", "transfer", "transfer", "draft")),
                bank_ref=f"{day:%Y%m%d}{self.random.randrange(10**6, 10**7)}",
            )  # fmt: skip

    def _bill(self, made: Any, plan: Any, day: date) -> None:
        """Asked for by the salesperson; two of three are issued."""
        customer = self.of("account").find([made.account_id])[0]
        kind = "special" if customer.tax_id else "ordinary"
        with current.acting(clock=self._on(day)):
            asked = self._create(
                "invoice_request", contract_id=made.id, title=customer.name, tax_number=customer.tax_id, kind=kind, amount=plan.amount,
                content="软件产品及技术服务",
            )  # fmt: skip
            if self.random.random() < 0.66:
                number = f"2{self.random.randrange(10**18, 10**19)}"
                with current.acting(actor=self.boss):
                    self.of("invoice_request").change(asked.id, {"state": "issued", "invoice_number": number, "issued_on": day})

    def _close(self, made: Any) -> None:
        """The customer stopped halfway and got something back."""
        books = self.of("contract").get(made.id)
        with current.acting(actor=self.boss):
            back = (books.received / 10).quantize(Decimal(1))
            if back > 0:
                self._create("refund", contract_id=made.id, refunded_on=self.today, amount=back, reason="项目终止，退还未交付部分")
            self.of("contract").change(made.id, {"state": "terminated", "closing_reason": "客户业务调整，双方协商终止"})

    def _on(self, day: date) -> Any:
        return self.now - timedelta(days=(self.today - day).days)
