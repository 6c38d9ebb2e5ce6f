"""A product: something that is sold, alone, in variants, or as a bundle of others."""

from collections.abc import Mapping
from typing import Any, Self

from crm import current
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.domain.kit.money import CURRENCIES, Money
from crm.language import N_, Words

KINDS = (
    Option("single", N_("Single product"), "", ("单品", "普通产品")),
    Option("variant", N_("Variant"), "info", ("变体", "规格")),
    Option("bundle", N_("Bundle"), "warn", ("套餐", "组合", "捆绑")),
)
CURRENCY = tuple(Option(code, code) for code in CURRENCIES)
DEAREST = 10**10


@draft
class ProductDraft(Draft):
    """What may be typed in about a product."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=200, sorts_by="sort_key", aliases=("product", "product name", "产品", "产品名称", "品名")
    )
    code: str | None = declare("text", N_("Code"), max=60, aliases=("sku", "product code", "item", "编码", "产品编码", "货号"))
    category_id: int | None = declare(
        "reference",
        N_("Category"),
        target="product_category",
        shown="category_name",
        aliases=("category", "series", "分类", "产品分类", "系列"),
    )
    kind: str = declare("choice", N_("Kind"), "single", required=True, options=KINDS, aliases=("type", "类型", "产品类型"))
    parent_id: int | None = declare("reference", N_("Variant of"), target="product", shown="parent_name", aliases=("parent", "主产品"))
    attributes: str | None = declare(
        "long", N_("Attributes"), max=1000, aliases=("specification", "属性", "规格"),
        help=N_("One a line, such as “Colour: red, blue”. Of a variant: its own value, such as “Colour: red”."),
    )  # fmt: skip
    unit: str | None = declare("text", N_("Unit"), max=12, aliases=("单位", "计量单位"))
    price: Money | None = declare(
        "money",
        N_("Price"),
        currency_from="currency",
        places=4,
        max=DEAREST,
        aliases=("sales_price", "list price", "unit price", "价格", "标准价", "单价"),
    )
    cost: Money | None = declare("money", N_("Cost"), currency_from="currency", places=4, max=DEAREST, aliases=("成本", "成本价"))
    currency: str = declare("choice", N_("Currency"), current.own_currency, options=CURRENCY, aliases=("币种", "货币"))
    tax_rate_id: int | None = declare("reference", N_("Tax rate"), target="tax_rate", shown="tax_rate_name", aliases=("tax", "税率"))
    active: bool = declare("yesno", N_("On sale"), True, aliases=("active", "在售", "启用", "上架"))
    remark: str | None = declare("long", N_("Description"), max=5000, aliases=("note", "description", "备注", "描述", "说明"))

    @classmethod
    def parse(cls, raw: Mapping[str, Any], base: Any = None, described: Mapping[str, Field] | None = None) -> Self:
        """Without a currency the prices are in the company's own."""
        given = raw.get("currency") if "currency" in raw else getattr(base, "currency", None)
        return super().parse(raw if given else {**raw, "currency": current.context().currency}, base, described)

    def check(self) -> dict[str, Words]:
        if self.kind == "variant" and not self.parent_id:
            return {"parent_id": Words("Please choose the product that this is a variant of.")}
        if self.kind != "variant" and self.parent_id:
            return {"parent_id": Words("Only a variant belongs to another product.")}
        return {}


@draft
class Product(ProductDraft, Custom, Record):
    """A product as the database has it."""

    category_name: str | None = None
    parent_name: str | None = None
    tax_rate_name: str | None = None


MODULE = Module(
    name="product",
    area="sales",
    menu="market",
    label=N_("Product"),
    plural=N_("Products"),
    icon="shopping-cart",
    rank=40,
    path="/products",
    draft=ProductDraft,
    row=Product,
    columns=("name", "code", "category_id", "kind", "price", "unit", "tax_rate_id", "active", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "code", "category_id", "kind", "unit", "active")),
        Section(N_("Prices"), ("price", "cost", "currency", "tax_rate_id")),
        Section(N_("Variant"), ("parent_id", "attributes"), folded=True),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: " · ".join(part for part in (row.code, row.category_name) if part),
    sorts=("updated_at", "created_at", "name", "code", "price"),
    sort="name",
    quick=("category_id", "kind", "active", "price", "tax_rate_id"),
    relations=(
        Relation("variants", N_("Variants"), "product", "parent_id"),
        Relation("parts", N_("Parts of the bundle"), "product_part", "bundle_id"),
        Relation("prices", N_("Prices on lists"), "price", "product_id"),
    ),
    searched=("name", "code", "attributes"),
    keys=("name", "code"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    mass=("category_id", "unit", "tax_rate_id", "active"),
    description=N_("What you sell, with its prices, variants and bundles."),
    example=("云帆 CRM 企业版", "CRM-E", ""),
)
