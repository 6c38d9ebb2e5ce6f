"""A tax rate: how much tax stands on a price, and whether the price holds it already."""

from decimal import Decimal

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_


@draft
class TaxRateDraft(Draft):
    """What may be typed in about a tax rate."""

    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("tax", "税率名称"))
    rate: Decimal = declare("percent", N_("Tax rate"), Decimal(0), required=True, max=100, places=3, adds=False, aliases=("rate", "税率"))
    included: bool = declare(
        "yesno",
        N_("Prices include the tax"),
        False,
        help=N_("If so, the tax is part of the price; otherwise it is added."),
        aliases=("含税",),
    )
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))


@draft
class TaxRate(TaxRateDraft, Record):
    """A tax rate as the database has it."""


MODULE = Module(
    name="tax_rate",
    area="sales",
    label=N_("Tax rate"),
    plural=N_("Tax rates"),
    icon="receipt",
    path="/tax-rates",
    draft=TaxRateDraft,
    row=TaxRate,
    configuration=("name",),
    columns=("name", "rate", "included", "remark", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "rate", "included", "remark")),),
    sorts=("rate", "name", "updated_at", "created_at"),
    sort="-rate",
    quick=("included",),
    searched=("name",),
    keys=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    lonely=False,
    description=N_("What is added to prices, or part of them, as value-added tax."),
    example=("增值税 13%", "13"),
)
