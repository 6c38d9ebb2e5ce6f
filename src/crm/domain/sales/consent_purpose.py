"""What people are asked to agree to: marketing by mail, calls, profiling and so on, with the words that are shown to them."""

import hashlib
from dataclasses import dataclass

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_


@draft
class ConsentPurposeDraft(Draft):
    """What may be typed in about a purpose."""

    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("purpose", "用途"))
    contacts: bool = declare(
        "yesno", N_("Is a way of being in touch"), False, aliases=("联系方式",),
        help=N_("Where it was withdrawn, the pages of the person say: do not contact."),
    )  # fmt: skip
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))
    active: bool = declare("yesno", N_("In use"), True, aliases=("启用",))
    months: int | None = declare(
        "integer", N_("Holds for months"), max=1200, adds=False, aliases=("有效月数",), help=N_("Empty: until it is withdrawn.")
    )
    text_zh: str | None = declare("long", N_("Consent (Chinese)"), max=2000)
    text_en: str | None = declare("long", N_("Consent (English)"), max=2000)
    edition: str | None = declare(
        "text", N_("Version of the words"), max=40, aliases=("版本",), help=N_("Kept with each consent, so that one knows what was read.")
    )


@draft
class ConsentPurpose(ConsentPurposeDraft, Record):
    """A purpose as the database has it."""


@dataclass(frozen=True)
class Purpose:
    """A purpose in short."""

    id: int
    name: str
    contacts: bool
    active: bool
    months: int | None


@dataclass(frozen=True)
class Shown:
    """What a purpose says to those who are asked."""

    id: int
    name: str
    text_zh: str | None
    text_en: str | None
    edition: str | None

    def text(self, language: str) -> str:
        """The words for the visitor; where those of his language are missing, the others."""
        own, other = (self.text_en, self.text_zh) if language == "en" else (self.text_zh, self.text_en)
        return own or other or self.name

    def seal(self, language: str) -> str:
        """By which a form that comes back tells which words it showed."""
        return hashlib.sha256(f"{self.edition}\n{self.text(language)}".encode()).hexdigest()[:16]


# What a new company begins with: name, whether it is a way of being in touch.
READY = (
    (N_("Marketing by mail"), True), (N_("Phone calls"), True), (N_("Text messages"), True), (N_("WeChat messages"), True),
    (N_("Profiling and advice"), False), (N_("Sharing with partners"), False),
)  # fmt: skip

MODULE = Module(
    name="consent_purpose",
    area="sales",
    label=N_("Purpose of consent"),
    plural=N_("Purposes of consent"),
    icon="checklist",
    menu="customer",
    setup=True,
    path="/consent-purposes",
    draft=ConsentPurposeDraft,
    row=ConsentPurpose,
    configuration=("name",),
    columns=("name", "contacts", "months", "edition", "position", "active", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "contacts", "months", "position", "active")),
        Section(N_("Words"), ("text_zh", "text_en", "edition")),
    ),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("active", "contacts"),
    relations=(Relation("consents", N_("Consents"), "consent", "purpose_id"),),
    searched=("name",),
    mass=("active", "contacts"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("What people are asked to agree to, and the words that are shown to them."),
    example=("营销邮件", "yes"),
)
