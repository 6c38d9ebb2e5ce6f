"""A form on the web that takes leads: what it asks, what it says in both languages, and where the lead goes."""

from urllib.parse import urlsplit

from crm.domain.customer.account import SOURCES
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.sales.lead import LeadDraft
from crm.language import N_, Words

REACHED = ("phone", "mail", "wechat")  # one of these, or nobody can be in touch
ASKED = tuple(
    Option(name, LeadDraft.own[name].label)
    for name in ("company", "title", *REACHED, "website", "interest", "industry", "province", "city", "address", "remark")
)
LANGUAGES = ("zh", "en")
TEXTS = ("title", "intro", "consent", "thanks")


@draft
class LeadFormDraft(Draft):
    """What may be typed in about a form."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("form", "表单"))
    active: bool = declare("yesno", N_("In use"), True, aliases=("启用",))
    receiver_id: int = declare(
        "user", N_("Receiver unless a rule decides"), required=True, shown="receiver_name",
        help=N_("Assignment rules come first: whoever is named here receives what no rule takes."),
    )  # fmt: skip
    asked: list[str] = declare(
        "choices", N_("Fields of the form"), required=True, options=ASKED,
        help=N_("The name is always asked. Choose at least one way to be in touch."),
    )  # fmt: skip
    needed: list[str] = declare(
        "choices", N_("Must be filled in"), options=ASKED, help=N_("Where none of the ways to be in touch is chosen here, any one will do.")
    )
    source: str | None = declare("choice", N_("Lead source"), "web", options=SOURCES)
    campaign: str | None = declare("text", N_("Campaign name"), max=100)
    title_zh: str | None = declare("text", N_("Heading (Chinese)"), max=100, help=N_("Empty: the name of the form."))
    title_en: str | None = declare("text", N_("Heading (English)"), max=100)
    intro_zh: str | None = declare("long", N_("Text above (Chinese)"), max=2000)
    intro_en: str | None = declare("long", N_("Text above (English)"), max=2000)
    consent_zh: str | None = declare(
        "long", N_("Consent (Chinese)"), max=2000,
        help=N_("Where there is one, nothing is sent without a tick, and the words agreed to are kept."),
    )  # fmt: skip
    consent_en: str | None = declare("long", N_("Consent (English)"), max=2000)
    purpose_id: int | None = declare(
        "reference", N_("Also asks for consent to"), target="consent_purpose", shown="purpose_name", few=True,
        help=N_("A second tick, which nobody has to set, with the words of the purpose; what was agreed to is kept as a consent."),
    )  # fmt: skip
    thanks_zh: str | None = declare("long", N_("Thanks (Chinese)"), max=2000)
    thanks_en: str | None = declare("long", N_("Thanks (English)"), max=2000)
    return_to: str | None = declare("link", N_("Page to go on to"), help=N_("Shown after sending, in place of the thanks."))
    site: str | None = declare(
        "link", N_("Website that has the form on its own pages"),
        help=N_("What is sent from there is taken at once; what comes from elsewhere is shown once more, to be confirmed."),
    )  # fmt: skip

    def check(self) -> dict[str, Words]:
        if not set(REACHED) & set(self.asked):
            return {"asked": Words("Choose at least one way to be in touch: phone, mail or WeChat.")}
        if set(self.needed) - set(self.asked):
            return {"needed": Words("Only what is asked for can be needed.")}
        return {}

    def text(self, what: str, language: str) -> str:
        """The words for the visitor; where those of his language are missing, the others."""
        here = language if language in LANGUAGES else LANGUAGES[0]
        other = next(one for one in LANGUAGES if one != here)
        return getattr(self, f"{what}_{here}") or getattr(self, f"{what}_{other}") or ""

    def is_sent_from(self, origin: str | None) -> bool:
        """Whether the browser says that the form stood on the website that may have it."""
        return bool(self.site and origin) and urlsplit(origin or "").netloc == urlsplit(self.site or "").netloc


@draft
class LeadForm(LeadFormDraft, Record):
    """A form as the database has it."""

    token: str = ""
    receiver_name: str | None = None
    purpose_name: str | None = None


MODULE = Module(
    name="lead_form",
    area="sales",
    label=N_("Web form"),
    plural=N_("Web forms"),
    icon="forms",
    setup=True,
    path="/lead-forms",
    draft=LeadFormDraft,
    row=LeadForm,
    configuration=("name",),
    columns=("name", "active", "asked", "source", "campaign", "receiver_id", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "active", "receiver_id", "asked", "needed", "source", "campaign")),
        Section(N_("Words"), (*(f"{text}_{language}" for text in TEXTS for language in LANGUAGES), "purpose_id")),
        Section(N_("On the website"), ("site", "return_to")),
    ),
    subtitle=lambda row: row.campaign or "",
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("active", "source", "campaign"),
    searched=("name", "campaign"),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    mass=("active", "campaign"),
    description=N_("Forms on the web that anybody can fill in: what they send becomes a lead."),
    example=("官网留言", "yes"),
)
