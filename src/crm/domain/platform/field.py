"""A field that an administrator added to a module: its definition, and the description that the kit makes of it."""

from dataclasses import dataclass
from typing import Any

from crm.domain.kit.custom import NAMED
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import N_, Named, Words

KINDS = (
    Option("text", N_("One line of text"), "", ("单行文本",), "letter-t"),
    Option("long", N_("Long text"), "", ("多行文本",), "file-text"),
    Option("rich", N_("Formatted text"), "", ("富文本",), "note"),
    Option("number", N_("Number"), "", ("数字",), "hash"),
    Option("money", N_("Money"), "", ("金额",), "coin"),
    Option("percent", N_("Percentage"), "", ("百分比",), "percentage"),
    Option("date", N_("Date"), "", ("日期",), "calendar"),
    Option("datetime", N_("Date and time"), "", ("日期时间",), "calendar-time"),
    Option("time", N_("Time of day"), "", ("时间",), "clock"),
    Option("yesno", N_("Yes or no"), "", ("是否",), "checkbox"),
    Option("choice", N_("One choice"), "", ("单选",), "circle-dot"),
    Option("choices", N_("Several choices"), "", ("多选",), "list-check"),
    Option("reference", N_("Reference to a record"), "", ("关联记录",), "link"),
    Option("user", N_("Colleague"), "", ("人员",), "user"),
    Option("department", N_("Department"), "", ("部门",), "sitemap"),
    Option("phone", N_("Phone"), "", ("电话",), "phone"),
    Option("mail", N_("Mail"), "", ("邮箱",), "mail"),
    Option("link", N_("Web address"), "", ("网址",), "world"),
    Option("address", N_("Address"), "", ("地址",), "map-pin"),
    Option("file", N_("File"), "", ("文件", "附件"), "paperclip"),
    Option("autonumber", N_("Automatic number"), "", ("自动编号",), "number"),
    Option("formula", N_("Formula"), "", ("公式",), "math-function"),
)
TONES = (
    Option("", N_("Plain")),
    Option("ok", N_("Green")),
    Option("warn", N_("Amber")),
    Option("bad", N_("Red")),
    Option("info", N_("Blue")),
)
CURRENCIES = ("CNY", "USD", "EUR", "HKD", "TWD", "MOP", "JPY", "KRW", "GBP", "SGD", "MYR", "THB", "VND", "AUD", "CAD", "CHF")
CHOICES = ("choice", "choices")
COMPUTED = ("autonumber", "formula")
NEVER_UNIQUE = ("long", "rich", "yesno", "choices", "file", *COMPUTED)
SEALABLE = "text"
NEVER_REQUIRED = ("yesno", "file", *COMPUTED)  # a file does not come with an import or a row that is pasted
WORDED = ("text", "long", "phone", "mail", "link", "address", "autonumber")  # what the search index can hold
# Which settings a kind has beside its labels, help and place.
SETTINGS = {
    "text": ("longest",), "long": ("longest",), "number": ("places",), "money": ("currency",), "percent": ("places",),
    "choice": ("choices",), "choices": ("choices",), "reference": ("target",), "autonumber": ("formula",), "formula": ("formula", "places"),
}  # fmt: skip
FIXED = ("module", "name", "kind", "target", "currency", "places", "formula", "result")


def known_currency(code: str) -> str:
    if code not in CURRENCIES:
        raise Refused(Words("“{value}” is not one of the choices.", value=code))
    return code


@draft
class FieldDraft(Draft):
    """What may be typed in about a field."""

    module: str = declare("text", N_("Module"), "", required=True, max=40)
    kind: str = declare("choice", N_("Kind"), "text", required=True, options=KINDS)
    label_zh: str | None = declare("text", N_("Name in Chinese"), max=60)
    label_en: str | None = declare("text", N_("Name in English"), max=60)
    name: str | None = declare(
        "text", N_("Name in files and the API"), max=60, help=N_("Begins with x_ and stays as it is. Made from the name when empty.")
    )
    help_zh: str | None = declare("text", N_("Help in Chinese"), max=300)
    help_en: str | None = declare("text", N_("Help in English"), max=300)
    required: bool = declare("yesno", N_("Must be filled in"), False)
    is_unique: bool = declare("yesno", N_("No two records have the same value"), False)
    encrypted: bool = declare(
        "yesno", N_("Encrypted"), False,
        help=N_("Lies sealed in the database, its history included. People see a mask; filters find whole values alone."),
    )
    searched: bool = declare("yesno", N_("Found by the search"), False)
    listed: bool = declare("yesno", N_("Stands in the list"), False)
    indexed: bool = declare(
        "yesno", N_("Quick to filter and sort in large lists"), False, help=N_("Makes an index; saving becomes a little slower.")
    )
    fallback: str | None = declare("text", N_("Value of new records"), max=300)
    choices: list[dict[str, str]] = declare("options", N_("Choices"))
    target: str | None = declare("text", N_("Module it points at"), max=40)
    currency: str | None = declare("text", N_("Currency"), max=3, check=known_currency)
    places: int | None = declare("integer", N_("Digits after the point"), max=6)
    longest: int | None = declare("integer", N_("At most so many characters"), max=20000)
    formula: str | None = declare("long", N_("Formula"), max=1000)
    position: int = declare("integer", N_("Position"), 0, max=100000)

    def check(self) -> dict[str, Words]:
        wrong: dict[str, Words] = {}
        if not (self.label_zh or self.label_en):
            wrong["label_zh"] = Words("Give it a name in at least one language.")
        if self.kind in CHOICES and not self.choices:
            wrong["choices"] = Words("Give at least one choice.")
        if self.is_unique and self.kind in NEVER_UNIQUE:
            wrong["is_unique"] = Words("Values of this kind cannot be unique.")
        if self.required and self.kind in NEVER_REQUIRED:
            wrong["required"] = Words("A field of this kind cannot be required.")
        if self.encrypted and self.kind != SEALABLE:
            wrong["encrypted"] = Words("Only lines of text can be encrypted.")
        wrong |= {name: Words("What is encrypted cannot be searched or put in order.") for name in self._telling()}
        if self.kind == "money" and not self.currency:
            wrong["currency"] = Words("Please fill this in.")
        if self.kind in COMPUTED and not self.formula:
            wrong["formula"] = Words("Please fill this in.")
        return wrong

    def _telling(self) -> list[str]:
        """What would tell of values that are encrypted."""
        return [name for name in ("searched", "indexed", "fallback") if self.encrypted and getattr(self, name)]


@draft
class FieldRow(FieldDraft, Record):
    """A field's definition as the database has it; `result` is the kind that a formula gives."""

    result: str | None = None

    @property
    def label(self) -> Named:
        return Named(self.label_zh or self.label_en or self.name or "", self.label_en or self.label_zh or self.name)


@dataclass(frozen=True)
class FieldRight:
    """What a role may not do with a field."""

    module: str
    field: str
    role_id: int
    level: str


@dataclass(frozen=True, slots=True)
class FieldUse:
    """Where a field is used: a view, a rule, a layout, a mapping. `url` leads there."""

    what: str  # a message id: “View”
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class FieldsUsed:
    """Asks who uses a field. Modules that keep field names listen and add what they find to `found`."""

    module: str
    field: str
    found: list[FieldUse]


def options(choices: list[dict[str, str]]) -> tuple[Option, ...]:
    return tuple(
        Option(c["value"], Named(c.get("zh") or c["value"], c.get("en") or c.get("zh") or c["value"]), c.get("tone", "")) for c in choices
    )


def described(row: FieldRow) -> Field:
    """The field as the kit knows fields. `Invalid` when the definition cannot be used."""
    kind = {"autonumber": "text", "formula": row.result or "text"}.get(row.kind, row.kind)
    help = Named(row.help_zh or row.help_en or "", row.help_en or row.help_zh) if row.help_zh or row.help_en else None
    name = row.name or "x_new"
    made = Field(
        kind, row.label, name, required=row.required, max=row.longest, options=options(row.choices) if row.kind in CHOICES else (),
        target={"file": "file", "reference": row.target}.get(row.kind), help=help,
        shown=f"{name}{NAMED}" if row.kind in ("reference", "user", "department", "file") else None,
        places=_places(row), aliases=tuple(word for word in (row.label_zh, row.label_en, row.name) if word),
        custom=True, computed={"autonumber": "number", "formula": "formula"}.get(row.kind, ""), unique=row.is_unique,
        encrypted=row.encrypted, listed=row.listed, searched=row.searched and row.kind in WORDED, indexed=row.indexed,
        currency=row.currency or "", formula=row.formula or "",
    )  # fmt: skip
    return _with_default(made, row)


def _places(row: FieldRow) -> int:
    return row.places if row.places is not None else {"percent": 2, "formula": 2}.get(row.kind, 0)


def _with_default(made: Field, row: FieldRow) -> Field:
    from dataclasses import replace

    default: Any = False if made.kind_name == "yesno" and not made.computed else None
    if row.fallback:
        try:
            default = made.kind.parse(made, row.fallback)
        except Refused as no:
            raise Invalid(fallback=no.words) from None
    return replace(made, default=default)


MODULE = Module(
    name="field",
    area="platform",
    label=N_("Field"),
    plural=N_("Fields"),
    icon="forms",
    path="/fields",
    draft=FieldDraft,
    row=FieldRow,
    configuration=("module", "name"),
    title=lambda row: row.label_zh or row.label_en or row.name,
    title_field="label_zh",
    columns=("label_zh", "module", "kind", "name", "required", "updated_at"),
    sections=(
        Section(N_("Basics"), ("label_zh", "label_en", "name", "help_zh", "help_en")),
        Section(N_("Values"), ("choices", "target", "currency", "places", "longest", "formula", "fallback")),
        Section(N_("Rules"), ("required", "is_unique", "encrypted", "listed", "searched", "indexed")),
    ),
    sorts=("position", "updated_at", "created_at"),
    sort="position",
    quick=("module", "kind"),
    searched=("label_zh", "label_en", "name"),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("Fields of your own, in every module."),
)
