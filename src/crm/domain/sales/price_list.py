"""A price list: which prices hold from when to when, in which currency, and for which customers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crm import current
from crm.domain.customer.account import GRADES
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.domain.sales.product import CURRENCY
from crm.language import N_, Words


@draft
class PriceListDraft(Draft):
    """What may be typed in about a price list."""

    name: str = declare("text", N_("Name"), "", required=True, max=100, sorts_by="sort_key", aliases=("price list", "价目表", "价格表"))
    currency: str = declare("choice", N_("Currency"), current.own_currency, required=True, options=CURRENCY, aliases=("币种",))
    starts_on: date | None = declare("date", N_("Valid from"), aliases=("start", "生效日期"))
    ends_on: date | None = declare("date", N_("Valid until"), aliases=("end", "失效日期"))
    active: bool = declare("yesno", N_("In use"), True, aliases=("active", "启用"))
    account_id: int | None = declare(
        "reference", N_("For the customer"), target="account", shown="account_name", aliases=("customer", "客户"),
        help=N_("Without customer, tags and grades it is for everybody. The nearest list wins: customer, tag, grade, all."),
    )  # fmt: skip
    tags: list[str] = declare("tags", N_("For customers with a tag"), aliases=("客户标签",))
    grades: list[str] = declare("choices", N_("For customers of a grade"), options=GRADES, aliases=("客户级别",))
    position: int | None = declare(
        "integer", N_("Position"), max=999, adds=False, aliases=("顺序",), help=N_("Of two lists equally near, the lower number wins.")
    )
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            return {"ends_on": Words("The end lies before the start.")}
        return {}


@draft
class PriceList(PriceListDraft, Custom, Record):
    """A price list as the database has it."""

    account_name: str | None = None


def applying(lists: Iterable[Any], account: Any | None) -> list[Any]:
    """Those of the lists that are for this customer, the nearest first."""
    found = [(nearness(one, account), one) for one in lists]
    kept = [(near, one) for near, one in found if near is not None]
    return [one for near, one in sorted(kept, key=lambda pair: (-(pair[0] or 0), pair[1].position or 0, -pair[1].id))]


def nearness(one: Any, account: Any | None) -> int | None:
    """3 for the customer's own list, 2 by tag, 1 by grade, 0 for everybody's; None when it is for others."""
    if account is not None:
        if one.account_id == account.id:
            return 3
        if set(one.tags) & set(account.tags):
            return 2
        if account.grade in one.grades:
            return 1
    return None if one.account_id or one.tags or one.grades else 0


MODULE = Module(
    name="price_list",
    area="sales",
    menu="market",
    label=N_("Price list"),
    plural=N_("Price lists"),
    icon="currency-yuan",
    rank=45,
    path="/price-lists",
    draft=PriceListDraft,
    row=PriceList,
    columns=("name", "currency", "starts_on", "ends_on", "account_id", "tags", "grades", "active", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "currency", "starts_on", "ends_on", "active")),
        Section(N_("For whom"), ("account_id", "tags", "grades", "position")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: row.currency,
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("currency", "active", "account_id", "starts_on", "ends_on"),
    relations=(Relation("prices", N_("Prices"), "price", "price_list_id"),),
    searched=("name",),
    keys=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    mass=("active", "starts_on", "ends_on"),
    description=N_("Prices for some customers, in other currencies, for a time, or for large quantities."),
    example=("VIP 客户价", "CNY"),
)
