"""A template of papers: whose letterhead, in which language, which parts are printed, and the standing terms."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.platform.user import LANGUAGES
from crm.language import N_

BLOCKS = (
    Option("discount", N_("Discount of each line")),
    Option("tax", N_("Tax of each line")),
    Option("capitals", N_("Total in Chinese capitals")),
    Option("bank", N_("Our bank account")),
    Option("terms", N_("Terms")),
    Option("signatures", N_("Places to sign")),
)
ALL = tuple(option.value for option in BLOCKS)


@draft
class QuoteTemplateDraft(Draft):
    """What may be typed in about a template."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key")
    language: str = declare("choice", N_("Language"), "zh", required=True, options=LANGUAGES)
    active: bool = declare("yesno", N_("In use"), True)
    standard: bool = declare(
        "yesno", N_("Standard of its language"), False, help=N_("Papers in this language are printed with it unless another one is chosen.")
    )
    blocks: list[str] = declare("choices", N_("What is printed"), lambda: list(ALL), options=BLOCKS)
    company: str | None = declare(
        "text", N_("Company on the letterhead"), max=120, help=N_("What stays empty here comes from the letterhead in the settings.")
    )
    logo: int | None = declare("file", N_("Logo"), shown="logo_name", help=N_("PNG or JPEG, at most 2 MB."))
    address: str | None = declare("text", N_("Company address"), max=200)
    phone: str | None = declare("text", N_("Company phone"), max=60)
    mail: str | None = declare("mail", N_("Company mail"))
    website: str | None = declare("link", N_("Company website"))
    tax_id: str | None = declare("text", N_("Company tax number"), max=40)
    bank: str | None = declare("text", N_("Bank of the company"), max=120)
    bank_account: str | None = declare("text", N_("Number of the bank account"), max=60)
    opening: str | None = declare("long", N_("Text above the lines"), max=1000)
    terms: str | None = declare("long", N_("Standing terms"), max=4000, help=N_("Printed where the quote itself says nothing else."))
    note: str | None = declare("long", N_("Note at the end"), max=1000)
    mail_subject: str | None = declare("text", N_("Subject of the mail"), max=200, help=N_("Empty: the usual words."))
    mail_text: str | None = declare(
        "long", N_("Text of the mail"), max=4000,
        help=N_("Filled in: {contact} {customer} {paper} {number} {name} {amount} {until} {sender} {company}, {link} to the quote."),
    )  # fmt: skip


@draft
class QuoteTemplate(QuoteTemplateDraft, Record):
    """A template as the database has it."""

    logo_name: str | None = None


MODULE = Module(
    name="quote_template",
    area="sales",
    label=N_("Quote template"),
    plural=N_("Quote templates"),
    icon="file-text",
    setup=True,
    path="/quote-templates",
    draft=QuoteTemplateDraft,
    row=QuoteTemplate,
    configuration=("language", "name"),
    columns=("name", "language", "active", "standard", "company", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "language", "active", "standard", "blocks")),
        Section(N_("Letterhead"), ("company", "logo", "address", "phone", "mail", "website", "tax_id", "bank", "bank_account")),
        Section(N_("Words"), ("opening", "terms", "note")),
        Section(N_("Mail with the paper"), ("mail_subject", "mail_text"), folded=True),
    ),
    subtitle=lambda row: row.company or "",
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("language", "active"),
    searched=("name",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    mass=("active",),
    description=N_("How quotes, orders and contracts look on paper: letterhead, logo, which parts are printed, standing terms."),
    example=("标准报价单", "zh"),
)


def plain(language: str) -> QuoteTemplate:
    """What is printed with before anybody made a template."""
    return QuoteTemplate(**QuoteTemplateDraft.parse({"name": "-", "language": language}).values())
