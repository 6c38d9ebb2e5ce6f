"""A household: people who live together, some of them customers."""

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_


@draft
class HouseholdDraft(Draft):
    """What may be typed in about a household."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=100, sorts_by="sort_key", aliases=("household", "family", "家庭", "家庭名称")
    )
    phone: str | None = declare("phone", N_("Phone"), secret=True, aliases=("telephone", "电话", "家庭电话"))
    province: str | None = declare("text", N_("Province"), max=40, aliases=("state", "省"))
    city: str | None = declare("text", N_("City"), max=60, aliases=("市", "城市"))
    district: str | None = declare("text", N_("District"), max=60, aliases=("county", "区", "区县"))
    address: str | None = declare("text", N_("Address"), max=200, aliases=("street", "家庭住址", "住址"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))


@draft
class Household(HouseholdDraft, Custom, Record):
    """A household as the database has it."""


MODULE = Module(
    name="household",
    area="customer",
    label=N_("Household"),
    plural=N_("Households"),
    icon="building-cottage",
    rank=30,
    path="/households",
    draft=HouseholdDraft,
    row=Household,
    columns=("name", "city", "district", "address", "phone", "tags", "owner_id", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "phone", "tags")),
        Section(N_("Address"), ("province", "city", "district", "address")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: "".join(part for part in (row.city, row.district) if part),
    sorts=("updated_at", "created_at", "name", "city"),
    quick=("city", "owner_id", "tags"),
    relations=(Relation("members", N_("Members"), "household_member", "household_id"),),
    searched=("name", "phone", "city", "district", "address"),
    keys=("name", "phone"),
    key="h",
    mass=("province", "city", "district"),
    description=N_("Families: who belongs together, and in which relation."),
    example=("王建国家庭", "杭州", "西湖区"),
)
