"""A question of a preference card, and how its answers are read."""

from crm.domain.kit import text, values
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.text import Refused
from crm.language import N_, Words

KINDS = (
    Option("text", N_("Text"), "", ("文本",)),
    Option("number", N_("Number"), "", ("数字",)),
    Option("choice", N_("Choice"), "", ("单选",)),
    Option("yesno", N_("Yes or no"), "", ("是否",)),
)


@draft
class PreferenceFieldDraft(Draft):
    """What may be typed in about a question."""

    card_id: int = declare(
        "reference", N_("Preference card"), required=True, target="preference_card", shown="card_name", aliases=("card", "喜好卡")
    )
    name: str = declare("text", N_("Question"), "", required=True, max=60, sorts_by="sort_key", aliases=("field", "项目"))
    kind: str = declare("choice", N_("Kind"), "text", required=True, options=KINDS, aliases=("type", "类型"))
    options: str | None = declare("long", N_("Choices"), max=1000, help=N_("One a line."), aliases=("选项",))
    unit: str | None = declare("text", N_("Unit"), max=12, aliases=("单位",))
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))

    def check(self) -> dict[str, Words]:
        if self.kind == "choice" and len(self.choices) < 2:
            return {"options": Words("Please write at least two choices, each on its own line.")}
        return {}

    @property
    def choices(self) -> tuple[str, ...]:
        lines = (line.strip() for line in (self.options or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def read(self, raw: str) -> str:
        """The answer as it is kept, or Refused with a sentence: numbers bare, yes and no as such, choices as they are written."""
        if self.kind == "number":
            return format(values.number(raw).normalize(), "f")
        if self.kind == "yesno":
            return "yes" if values.yesno(raw) else "no"
        if self.kind == "choice":
            for choice in self.choices:
                if choice.casefold() == raw.strip().casefold():
                    return choice
            raise Refused(Words("“{value}” is not one of the choices.", value=raw[:60]))
        return text.clean(raw, 500)


@draft
class PreferenceField(PreferenceFieldDraft, Record):
    """A question as the database has it."""

    card_name: str | None = None


MODULE = Module(
    name="preference_field",
    area="customer",
    label=N_("Question"),
    plural=N_("Questions"),
    icon="help",
    path="/preference-fields",
    draft=PreferenceFieldDraft,
    row=PreferenceField,
    configuration=("card_id", "name"),
    columns=("name", "card_id", "kind", "options", "unit", "position"),
    sections=(Section(N_("Basics"), ("card_id", "name", "kind", "options", "unit", "position")),),
    subtitle=lambda row: row.card_name or "",
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("card_id", "kind"),
    searched=("name",),
    lonely=False,
    mass=("position",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("What a preference card asks for: a text, a number, a choice, or yes or no."),
)
