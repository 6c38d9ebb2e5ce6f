"""A tag: a word that records are marked with."""

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_


@draft
class TagDraft(Draft):
    """What may be typed in about a tag."""

    name: str = declare("text", N_("Name"), "", required=True, max=40, sorts_by="sort_key", aliases=("tag", "标签"))
    category: str | None = declare("text", N_("Category"), max=40, aliases=("group", "分类"))
    remark: str | None = declare("long", N_("Remark"), max=1000)


@draft
class Tag(TagDraft, Custom, Record):
    """A tag as the database has it."""


MODULE = Module(
    name="tag",
    area="customer",
    label=N_("Tag"),
    plural=N_("Tags"),
    icon="tag",
    setup=True,
    path="/tags",
    draft=TagDraft,
    row=Tag,
    configuration=("name",),
    columns=("name", "category", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "category", "remark")),),
    subtitle=lambda row: row.category or "",
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("category",),
    searched=("name", "category"),
    keys=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    mass=("category",),
    description=N_("Words that customers and contacts are marked with."),
)
