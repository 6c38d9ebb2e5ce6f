"""A receipt: money that came in for a contract, and went to its instalments; or came back."""

from datetime import date

from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Approval, Module, Relation, Section
from crm.domain.kit.money import CURRENCIES, Money
from crm.language import N_, Words

STATES = (
    Option("received", N_("In the bank"), "ok", ("已到账", "received")),
    Option("approval", N_("In approval"), "warn", ("审批中", "in approval")),
    Option("refused", N_("Refused"), "bad", ("已拒绝", "未通过", "refused")),
    Option("returned", N_("Returned"), "bad", ("已退回", "退票", "returned")),
)
METHODS = (
    Option("transfer", N_("Bank transfer"), "", ("银行转账", "转账", "电汇")),
    Option("draft", N_("Acceptance draft"), "", ("承兑汇票", "银行承兑", "商业承兑")),
    Option("cheque", N_("Cheque"), "", ("支票",)),
    Option("cash", N_("Cash"), "", ("现金",)),
    Option("wechat", N_("WeChat Pay"), "", ("微信", "微信支付")),
    Option("alipay", N_("Alipay"), "", ("支付宝",)),
    Option("other", N_("Other way"), "", ("其他",)),
)
CURRENCY = tuple(Option(code, code) for code in CURRENCIES)
LARGEST = 10**11


@draft
class ReceiptDraft(Draft):
    """What may be typed in about a receipt."""

    contract_id: int = declare(
        "reference", N_("Contract"), required=True, target="contract", shown="contract_name", aliases=("contract", "合同", "合同名称")
    )
    plan_id: int | None = declare(
        "reference", N_("Instalment"), target="receipt_plan", shown="plan_name", aliases=("instalment", "回款计划", "期次"),
        help=N_("Empty: the oldest open ones are paid first."),
    )  # fmt: skip
    received_on: date = declare("date", N_("Received on"), required=True, aliases=("date", "received", "回款日期", "到账日期"))
    amount: Money = declare(
        "money", N_("Amount received"), required=True, currency_from="currency", max=LARGEST, aliases=("amount", "回款金额", "到账金额")
    )
    currency: str | None = declare(
        "choice", N_("Currency"), options=CURRENCY, aliases=("币种",), help=N_("Empty: that of the contract.")
    )
    method: str = declare("choice", N_("Way of payment"), "transfer", required=True, options=METHODS, aliases=("method", "回款方式"))
    bank_ref: str | None = declare("text", N_("Bank reference"), max=100, aliases=("reference", "流水号", "银行流水号"))
    payer: str | None = declare("text", N_("Payer"), max=200, aliases=("payer", "付款方", "付款单位"))
    advance: bool = declare(
        "yesno", N_("Keep what is above as an advance"), False, help=N_("Otherwise more than what is due is refused."), aliases=("预收",)
    )
    state: str = declare("choice", N_("State"), "received", required=True, options=STATES, aliases=("state", "到账状态"))
    returned_on: date | None = declare("date", N_("Returned on"), aliases=("退回日期",))
    return_reason: str | None = declare("text", N_("Why it was returned"), max=200, aliases=("退回原因",))
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        if self.amount <= 0:
            return {"amount": Words("An amount above zero, please.")}
        if self.state == "returned":
            missing = [name for name in ("returned_on", "return_reason") if not getattr(self, name)]
            if missing:
                return dict.fromkeys(missing, Words("Needed for a payment that was returned."))
            if self.returned_on and self.returned_on < self.received_on:
                return {"returned_on": Words("It cannot be returned before it came in.")}
        return {}


@draft
class Receipt(ReceiptDraft, Record):
    """A receipt as the database has it; whose it is, the contract says."""

    contract_name: str | None = None
    plan_name: str | None = None
    account_id: int | None = None
    account_name: str | None = None
    amount_base: Money | None = None


def title(row: Receipt) -> str:
    return " · ".join(part for part in (str(row.received_on), row.bank_ref or row.payer or row.account_name) if part)


MODULE = Module(
    name="receipt",
    area="sales",
    menu="trade",
    label=N_("Receipt"),
    plural=N_("Receipts"),
    icon="receipt",
    rank=34,
    path="/receipts",
    draft=ReceiptDraft,
    row=Receipt,
    columns=("received_on", "contract_id", "account_id", "amount", "plan_id", "method", "bank_ref", "state", "owner_id"),
    sections=(
        Section(N_("Basics"), ("contract_id", "plan_id", "received_on", "amount", "currency", "advance", "method", "bank_ref", "payer")),
        Section(N_("State"), ("state", "returned_on", "return_reason"), folded=True),
        Section(N_("More"), ("remark",), folded=True),
    ),
    approval=Approval(draft="refused", granted="received"),
    title=title,
    title_field="received_on",
    subtitle=lambda row: row.contract_name or "",
    derived=(
        Field("reference", N_("Customer"), "account_id", target="account", shown="account_name"),
        Field("money", N_("Amount in the company's currency"), "amount_base"),
    ),
    sorts=("updated_at", "created_at", "received_on", "amount_base"),
    sort="-received_on",
    quick=("received_on", "state", "owner_id", "account_id", "contract_id", "method"),
    relations=(Relation("refunds", N_("Refunds"), "refund", "receipt_id"),),
    searched=("bank_ref", "payer", "contract_name", "account_name"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Money that came in for contracts, and which instalments it paid."),
    example=("2026-11-20", "云帆科技 CRM 采购合同", "¥90,000.00"),
)
