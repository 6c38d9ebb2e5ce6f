"""A refund: money that was given back to a customer."""

from datetime import date

from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money
from crm.domain.sales.receipt import CURRENCY, LARGEST, METHODS
from crm.language import N_, Words


@draft
class RefundDraft(Draft):
    """What may be typed in about a refund."""

    contract_id: int = declare(
        "reference", N_("Contract"), required=True, target="contract", shown="contract_name", aliases=("contract", "合同", "合同名称")
    )
    receipt_id: int | None = declare(
        "reference", N_("Receipt"), target="receipt", shown="receipt_name", aliases=("receipt", "回款"),
        help=N_("Empty: what came in last is given back first."),
    )  # fmt: skip
    refunded_on: date = declare("date", N_("Refunded on"), required=True, aliases=("date", "退款日期"))
    amount: Money = declare(
        "money", N_("Amount refunded"), required=True, currency_from="currency", max=LARGEST, aliases=("amount", "退款金额")
    )
    currency: str | None = declare(
        "choice", N_("Currency"), options=CURRENCY, aliases=("币种",), help=N_("Empty: that of the contract.")
    )
    method: str = declare("choice", N_("Way of payment"), "transfer", required=True, options=METHODS, aliases=("method", "退款方式"))
    bank_ref: str | None = declare("text", N_("Bank reference"), max=100, aliases=("reference", "流水号", "银行流水号"))
    reason: str = declare("text", N_("Reason of the refund"), "", required=True, max=200, aliases=("reason", "退款原因"))
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        return {} if self.amount > 0 else {"amount": Words("An amount above zero, please.")}


@draft
class Refund(RefundDraft, Record):
    """A refund as the database has it; whose it is, the contract says."""

    contract_name: str | None = None
    receipt_name: str | None = None
    account_id: int | None = None
    account_name: str | None = None
    amount_base: Money | None = None


MODULE = Module(
    name="refund",
    area="sales",
    menu="trade",
    label=N_("Refund"),
    plural=N_("Refunds"),
    icon="arrow-back-up",
    rank=36,
    path="/refunds",
    draft=RefundDraft,
    row=Refund,
    columns=("refunded_on", "contract_id", "account_id", "amount", "reason", "method", "owner_id"),
    sections=(
        Section(
            N_("Basics"), ("contract_id", "receipt_id", "refunded_on", "amount", "currency", "reason", "method", "bank_ref", "remark")
        ),
    ),
    title=lambda row: " · ".join(part for part in (str(row.refunded_on), row.account_name) if part),
    title_field="refunded_on",
    subtitle=lambda row: row.contract_name or "",
    derived=(
        Field("reference", N_("Customer"), "account_id", target="account", shown="account_name"),
        Field("money", N_("Amount in the company's currency"), "amount_base"),
    ),
    sorts=("updated_at", "created_at", "refunded_on", "amount_base"),
    sort="-refunded_on",
    quick=("refunded_on", "owner_id", "account_id", "contract_id", "method"),
    searched=("reason", "bank_ref", "contract_name", "account_name"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Money that was given back to customers, and why."),
)
