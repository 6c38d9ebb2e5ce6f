"""A relation between two contacts: who reports to whom, who knows, influences or is family to whom."""

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

KINDS = (
    Option("reports_to", N_("reports to"), "info", ("汇报", "上级", "manager")),
    Option("influences", N_("influences"), "warn", ("影响",)),
    Option("knows", N_("knows"), "", ("认识",)),
    Option("family", N_("is family of"), "ok", ("亲属", "家人")),
    Option("friend", N_("is a friend of"), "ok", ("朋友",)),
    Option("classmate", N_("studied with"), "", ("同学", "校友")),
    Option("colleague", N_("worked with"), "", ("前同事",)),
    Option("assists", N_("assists"), "", ("助理", "秘书")),
    Option("introduced", N_("introduced us to"), "", ("介绍",)),
)


@draft
class RelationDraft(Draft):
    """What may be typed in about a relation; it reads from the contact to the other one."""

    contact_id: int = declare(
        "reference", N_("Contact"), required=True, target="contact", shown="contact_name", aliases=("from", "contact", "联系人")
    )
    kind: str = declare("choice", N_("Relation"), "knows", required=True, options=KINDS, aliases=("type", "关系"))
    other_id: int = declare("reference", N_("Other person"), required=True, target="contact", shown="other_name", aliases=("to", "对方"))
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        if self.contact_id and self.contact_id == self.other_id:
            return {"other_id": Words("A person has no relation to himself.")}
        return {}


@draft
class Relation(RelationDraft, Custom, Record):
    """A relation as the database has it."""

    contact_name: str | None = None
    other_name: str | None = None


MODULE = Module(
    name="relation",
    area="customer",
    label=N_("Relation"),
    plural=N_("Relations"),
    icon="git-merge",
    path="/relations",
    draft=RelationDraft,
    row=Relation,
    columns=("contact_id", "kind", "other_id", "remark", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("contact_id", "kind", "other_id", "remark")),),
    title=lambda row: f"{row.contact_name or ''} → {row.other_name or ''}",
    title_field="contact_id",
    quick=("kind", "contact_id", "other_id"),
    searched=("contact_name", "other_name"),
    lonely=False,
    mass=("kind",),
    description=N_("Who reports to whom, who knows and who influences whom."),
)
