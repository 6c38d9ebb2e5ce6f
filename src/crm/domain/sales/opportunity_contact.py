"""A person on the customer's side of a deal, and what his word counts there."""

from crm.domain.customer.contact import ROLES
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, Team
from crm.language import N_

STANCES = (
    Option("for", N_("For us"), "ok", ("支持",)),
    Option("neutral", N_("Undecided"), "", ("中立",)),
    Option("against", N_("Against us"), "bad", ("反对",)),
)


@draft
class OpportunityContactDraft(Draft):
    """What may be typed in about a person's role in a deal."""

    opportunity_id: int = declare(
        "reference", N_("Opportunity"), required=True, target="opportunity", shown="opportunity_name", aliases=("商机",)
    )
    contact_id: int = declare("reference", N_("Contact"), required=True, target="contact", shown="contact_name", aliases=("联系人",))
    role: str = declare("choice", N_("Role in decisions"), "other", required=True, options=ROLES, aliases=("决策角色",))
    stance: str | None = declare("choice", N_("Stance"), options=STANCES, aliases=("态度",))
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))


@draft
class OpportunityContact(OpportunityContactDraft, Record):
    """A role as the database has it."""

    opportunity_name: str | None = None
    contact_name: str | None = None


MODULE = Module(
    name="opportunity_contact",
    area="sales",
    label=N_("Contact role"),
    plural=N_("Contact roles"),
    icon="users",
    path="/opportunity-contacts",
    draft=OpportunityContactDraft,
    row=OpportunityContact,
    columns=("contact_id", "opportunity_id", "role", "stance", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("opportunity_id", "contact_id", "role", "stance", "remark")),),
    title=lambda row: row.contact_name or f"#{row.contact_id}",
    title_field="contact_id",
    quick=("opportunity_id", "contact_id", "role", "stance"),
    lonely=False,
    team=Team("opportunity", "opportunity_id"),
    mass=("role", "stance"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Who decides on a deal at the customer, and who stands where."),
)
