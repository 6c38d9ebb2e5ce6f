"""An invoice request (发票申请): whoever sells asks, whoever keeps the books issues the invoice."""

from datetime import date

from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money
from crm.domain.sales.receipt import CURRENCY, LARGEST
from crm.language import N_, Words

STATES = (
    Option("requested", N_("Requested"), "warn", ("待开票", "申请中", "requested")),
    Option("issued", N_("Issued"), "ok", ("已开票", "issued")),
    Option("void", N_("Void"), "bad", ("已作废", "红冲", "void")),
)
KINDS = (
    Option("special", N_("Special VAT invoice"), "info", ("增值税专用发票", "专票", "专用发票")),
    Option("ordinary", N_("Ordinary VAT invoice"), "", ("增值税普通发票", "普票", "普通发票")),
)
MOVES = {"requested": ("issued", "void"), "issued": ("void",), "void": ("requested",)}
NEEDED = {"issued": ("invoice_number", "issued_on"), "void": ("void_reason",)}


@draft
class InvoiceRequestDraft(Draft):
    """What may be typed in about an invoice request."""

    contract_id: int = declare(
        "reference", N_("Contract"), required=True, target="contract", shown="contract_name", aliases=("contract", "合同", "合同名称")
    )
    title: str = declare(
        "text", N_("Invoice title"), "", required=True, max=200, sorts_by="sort_key", aliases=("title", "抬头", "发票抬头")
    )
    kind: str = declare("choice", N_("Kind"), "special", required=True, options=KINDS, aliases=("发票类型", "开票类型"))
    tax_number: str | None = declare(
        "taxid", N_("Tax number"), aliases=("税号", "纳税人识别号"), help=N_("Needed for a special VAT invoice.")
    )
    amount: Money = declare(
        "money", N_("Invoice amount"), required=True, currency_from="currency", max=LARGEST, aliases=("amount", "开票金额")
    )
    currency: str | None = declare(
        "choice", N_("Currency"), options=CURRENCY, aliases=("币种",), help=N_("Empty: that of the contract.")
    )
    content: str | None = declare("text", N_("Invoice content"), max=200, aliases=("开票内容", "项目名称"))
    register: str | None = declare("text", N_("Registered address and phone"), max=300, aliases=("地址电话", "注册地址"))
    bank: str | None = declare("text", N_("Bank and account"), max=200, aliases=("开户行及账号", "开户行"))
    send_to: str | None = declare("mail", N_("Send the invoice to"), aliases=("收票邮箱", "邮箱"))
    state: str = declare("choice", N_("State"), "requested", required=True, options=STATES, aliases=("state", "开票状态"))
    invoice_number: str | None = declare("text", N_("Invoice number"), max=60, aliases=("发票号", "发票号码"))
    issued_on: date | None = declare("date", N_("Issued on"), aliases=("开票日期",))
    void_reason: str | None = declare("text", N_("Why it was made void"), max=200, aliases=("作废原因",))
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        if self.amount <= 0:
            return {"amount": Words("An amount above zero, please.")}
        if self.kind == "special" and not self.tax_number:
            return {"tax_number": Words("A special VAT invoice needs the tax number.")}
        return {name: Words("Needed for this state.") for name in NEEDED.get(self.state, ()) if not getattr(self, name)}


@draft
class InvoiceRequest(InvoiceRequestDraft, Record):
    """A request as the database has it; whose it is, the contract says."""

    contract_name: str | None = None
    account_id: int | None = None
    account_name: str | None = None
    amount_base: Money | None = None


MODULE = Module(
    name="invoice_request",
    area="sales",
    menu="trade",
    label=N_("Invoice request"),
    plural=N_("Invoice requests"),
    icon="file-spreadsheet",
    rank=35,
    path="/invoice-requests",
    draft=InvoiceRequestDraft,
    row=InvoiceRequest,
    columns=("title", "contract_id", "kind", "amount", "state", "invoice_number", "issued_on", "owner_id"),
    sections=(
        Section(N_("Basics"), ("contract_id", "title", "kind", "tax_number", "amount", "currency", "content")),
        Section(N_("On the invoice"), ("register", "bank", "send_to"), folded=True),
        Section(N_("Issuing"), ("state", "invoice_number", "issued_on", "void_reason")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    title=lambda row: row.title,
    title_field="title",
    subtitle=lambda row: row.contract_name or "",
    derived=(
        Field("reference", N_("Customer"), "account_id", target="account", shown="account_name"),
        Field("money", N_("Amount in the company's currency"), "amount_base"),
    ),
    sorts=("updated_at", "created_at", "title", "issued_on", "amount_base"),
    quick=("state", "kind", "owner_id", "account_id", "contract_id", "issued_on"),
    searched=("title", "invoice_number", "tax_number", "contract_name", "account_name"),
    verbs=("view", "create", "edit", "remove", "import", "export", "approve"),
    description=N_("Invoices that were asked for, and those that were issued."),
    example=("北京云帆科技有限公司", "云帆科技 CRM 采购合同", "¥90,000.00"),
)
