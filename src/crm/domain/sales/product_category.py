"""A product category: a branch of the catalogue; categories stand below each other as a tree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_

DEEPEST = 20


@draft
class ProductCategoryDraft(Draft):
    """What may be typed in about a category."""

    name: str = declare(
        "text",
        N_("Name"),
        "",
        required=True,
        max=80,
        sorts_by="sort_key",
        aliases=("category", "series", "分类", "类别", "系列", "产品分类"),
    )
    parent_id: int | None = declare(
        "reference", N_("Category above"), target="product_category", shown="parent_name", aliases=("parent", "belongs to", "上级分类")
    )
    position: int | None = declare("integer", N_("Position"), max=999, adds=False, aliases=("顺序",))
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))


@draft
class ProductCategory(ProductCategoryDraft, Custom, Record):
    """A category as the database has it."""

    parent_name: str | None = None


@dataclass(frozen=True)
class Branch:
    """A category in its place of the tree, with how many products stand right in it."""

    id: int
    name: str
    parent_id: int | None
    products: int


@dataclass(frozen=True)
class BranchLine:
    """A line of the tree. `all` counts the products of the categories below too, which `under` names after its own."""

    id: int
    name: str
    depth: int
    products: int
    all: int
    under: tuple[int, ...]
    first: bool  # of those that stand beside it
    last: bool


def parents_of(branches: Iterable[Branch]) -> dict[int, int | None]:
    return {branch.id: branch.parent_id for branch in branches}


def above(id: int | None, parents: dict[int, int | None]) -> list[int]:
    """The category and those it stands in, the nearest first."""
    found: list[int] = []
    while id is not None and id not in found and len(found) < DEEPEST:
        found.append(id)
        id = parents.get(id)
    return found


def tree(branches: list[Branch]) -> list[BranchLine]:
    """Every category below the one it belongs to. One whose parent cannot be seen stands at the top."""
    known, beside = parents_of(branches), dict[int | None, list[Branch]]()
    for branch in branches:
        beside.setdefault(branch.parent_id if branch.parent_id in known else None, []).append(branch)

    def lines(parent: int | None, depth: int) -> Iterator[BranchLine]:
        here = beside.get(parent, [])
        for branch in here:
            below = list(lines(branch.id, depth + 1))
            counted = branch.products + sum(line.products for line in below)
            under = (branch.id, *(line.id for line in below))
            first, last = branch is here[0], branch is here[-1]
            yield BranchLine(branch.id, branch.name, depth, branch.products, counted, under, first, last)
            yield from below

    return list(lines(None, 0))


def reordered(branches: Iterable[Branch], id: int, by: int) -> dict[int, int]:
    """The places of a category and of those beside it, category -> position, when it moves by so many; as they are, but
    numbered, where there is no room for that."""
    known = list(branches)
    parent = next((branch.parent_id for branch in known if branch.id == id), None)
    order = [branch.id for branch in known if branch.parent_id == parent]
    if id in order and 0 <= (to := order.index(id) + by) < len(order):
        order.remove(id)
        order.insert(to, id)
    return {one: at for at, one in enumerate(order, 1)}


MODULE = Module(
    name="product_category",
    area="sales",
    label=N_("Product category"),
    plural=N_("Product categories"),
    icon="sitemap",
    path="/product-categories",
    draft=ProductCategoryDraft,
    row=ProductCategory,
    configuration=("parent_id", "name"),
    columns=("name", "parent_id", "position", "remark", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "parent_id", "position", "remark")),),
    subtitle=lambda row: row.parent_name or "",
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("parent_id",),
    relations=(
        Relation("below", N_("Categories below"), "product_category", "parent_id"),
        Relation("products", N_("Products"), "product", "category_id"),
    ),
    searched=("name",),
    keys=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    lonely=False,
    mass=("parent_id",),
    description=N_("The branches of your catalogue, one below the other."),
    example=("软件",),
)
