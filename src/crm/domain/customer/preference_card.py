"""A preference card (喜好卡): what a trade wants to know of what customers like."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_

PACKS = (
    Option("general", N_("All trades"), "", ("通用",)),
    Option("hospitality", N_("Hotels and restaurants"), "", ("酒店", "餐饮")),
    Option("banking", N_("Banks"), "", ("银行", "金融")),
    Option("commerce", N_("Online shops"), "", ("电商",)),
    Option("logistics", N_("Logistics"), "", ("物流",)),
)
SUBJECTS = (
    Option("any", N_("People and companies"), "", ("全部",)),
    Option("person", N_("Persons"), "", ("个人",)),
    Option("company", N_("Company customers"), "", ("企业", "公司")),
)


@draft
class PreferenceCardDraft(Draft):
    """What may be typed in about a card."""

    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("card", "喜好卡", "卡片"))
    pack: str = declare("choice", N_("Trade"), "general", required=True, options=PACKS, aliases=("行业",))
    subject: str = declare("choice", N_("For"), "any", required=True, options=SUBJECTS, aliases=("适用对象",))
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))
    remark: str | None = declare("long", N_("Remark"), max=1000)


@draft
class PreferenceCard(PreferenceCardDraft, Record):
    """A card as the database has it."""


MODULE = Module(
    name="preference_card",
    area="customer",
    label=N_("Preference card"),
    plural=N_("Preference cards"),
    icon="clipboard-heart",
    setup=True,
    path="/preference-cards",
    draft=PreferenceCardDraft,
    row=PreferenceCard,
    configuration=("name",),
    columns=("name", "pack", "subject", "position", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "pack", "subject", "position", "remark")),),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("pack", "subject"),
    relations=(Relation("fields", N_("Questions"), "preference_field", "card_id"),),
    searched=("name",),
    mass=("pack", "subject"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Which likings and habits are asked for: pillow height in a hotel, risk appetite in a bank."),
    example=("客房喜好", "hospitality", "person"),
)
