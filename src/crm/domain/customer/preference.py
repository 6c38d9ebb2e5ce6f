"""A preference: what one customer or contact answered to one question of a card."""

from dataclasses import dataclass
from datetime import datetime

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

SOURCES = (
    Option("said", N_("Said so"), "ok", ("客户告知",)),
    Option("seen", N_("Observed"), "info", ("观察",)),
    Option("guessed", N_("Presumed"), "", ("推测",)),
)


@draft
class PreferenceDraft(Draft):
    """What may be typed in about a preference. Who knew it and since when is the record's own author and date."""

    field_id: int = declare(
        "reference", N_("Question"), required=True, target="preference_field", shown="field_name", aliases=("question", "项目")
    )
    value: str = declare("text", N_("Answer"), "", required=True, max=500, aliases=("answer", "喜好", "内容"))
    account_id: int | None = declare("reference", N_("Customer"), target="account", shown="account_name", aliases=("customer", "客户"))
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("contact", "联系人"))
    source: str = declare("choice", N_("How we know"), "said", required=True, options=SOURCES, aliases=("来源",))

    def check(self) -> dict[str, Words]:
        if self.account_id and self.contact_id:
            return {"contact_id": Words("Choose a customer or a contact, not both.")}
        if not (self.account_id or self.contact_id):
            return {"account_id": Words("Please choose a customer or a contact.")}
        return {}


@draft
class Preference(PreferenceDraft, Record):
    """A preference as the database has it."""

    field_name: str | None = None
    account_name: str | None = None
    contact_name: str | None = None


@dataclass(frozen=True)
class Answer:
    """One question of a card, with what one customer answered to it, if anything."""

    card_id: int
    card_name: str
    field_id: int
    name: str
    kind: str
    options: str | None
    unit: str | None
    preference_id: int | None
    value: str | None
    source: str | None
    author: str | None
    at: datetime | None


MODULE = Module(
    name="preference",
    area="customer",
    label=N_("Preference"),
    plural=N_("Likes and habits"),
    icon="heart",
    path="/preferences",
    draft=PreferenceDraft,
    row=Preference,
    columns=("value", "field_id", "account_id", "contact_id", "source", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("account_id", "contact_id", "field_id", "value", "source")),),
    title=lambda row: f"{row.field_name}: {row.value}" if row.field_name else row.value,
    title_field="value",
    subtitle=lambda row: row.account_name or row.contact_name or "",
    quick=("field_id", "value", "account_id", "source"),
    searched=("value", "field_name"),
    lonely=False,
    mass=("source",),
    description=N_("What customers like and are used to, with who found it out and when."),
)
