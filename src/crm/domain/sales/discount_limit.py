"""A discount limit: how many percent the holders of a role may take off by themselves."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.sales.product_category import above
from crm.language import N_


@draft
class DiscountLimitDraft(Draft):
    """What may be typed in about a limit."""

    role_id: int = declare("reference", N_("Role"), required=True, target="role", shown="role_name", aliases=("role", "角色"))
    category_id: int | None = declare(
        "reference", N_("Category"), target="product_category", shown="category_name", aliases=("category", "分类"),
        help=N_("Empty: of everything. The limit of the nearest category holds before it."),
    )  # fmt: skip
    percent: Decimal | None = declare(
        "percent", N_("At most"), required=True, max=100, places=2, adds=False, aliases=("limit", "discount", "上限", "最高折扣")
    )


@draft
class DiscountLimit(DiscountLimitDraft, Record):
    """A limit as the database has it."""

    role_name: str | None = None
    category_name: str | None = None

    @property
    def name(self) -> str:
        return " · ".join(part for part in (self.role_name, self.category_name) if part)


def limit_for(limits: Iterable[Any], category_id: int | None, parents: Mapping[int, int | None]) -> Decimal | None:
    """What the holder of these limits (of all of his roles) may take off a product of the category; None is no limit.

    Of each role the nearest category's limit holds; of several roles the most generous.
    """
    places: list[int | None] = [*above(category_id, dict(parents)), None]
    by_role: dict[int, dict[int | None, Decimal]] = {}
    for one in limits:
        by_role.setdefault(one.role_id, {})[one.category_id] = one.percent
    found = [next((of[place] for place in places if place in of), None) for of in by_role.values()]
    return max((percent for percent in found if percent is not None), default=None)


MODULE = Module(
    name="discount_limit",
    area="sales",
    label=N_("Discount limit"),
    plural=N_("Discount limits"),
    icon="percentage",
    path="/discount-limits",
    draft=DiscountLimitDraft,
    row=DiscountLimit,
    configuration=("role_id", "category_id"),
    columns=("role_id", "category_id", "percent", "updated_at"),
    sections=(Section(N_("Basics"), ("role_id", "category_id", "percent")),),
    title_field="role_id",
    quick=("role_id", "category_id"),
    searched=("role_name", "category_name"),
    verbs=("view", "create", "edit", "remove", "export"),
    lonely=False,
    importable=False,
    description=N_("How much each role may take off. A larger discount waits for somebody whose limit is higher."),
)
