"""What a draft says about each of its fields, once: forms, lists, filters, import and the API read it."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from crm.domain.kit import custom
from crm.domain.kit.kind import KINDS, Kind, Option
from crm.domain.kit.mask import meant
from crm.domain.kit.money import CURRENCIES
from crm.domain.kit.sealed import OPERATORS
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Named, Words, catalogue


@dataclass(frozen=True)
class Field:
    """One field. `label` and `help` are message ids; `check` holds the value against a rule of its own."""

    kind_name: str
    label: str
    name: str = ""
    required: bool = False
    max: int | None = None
    options: tuple[Option, ...] = ()
    target: str | None = None  # the module a reference points at
    shown: str | None = None  # the row's column with the name of what a reference points at
    help: str | None = None
    check: Callable[[Any], Any] | None = None
    column: str = ""  # in SQL; the name when empty
    sorts_by: str = ""  # in SQL; the column when empty
    nullable: bool = True
    places: int = 0
    yearly: bool = False  # a day that comes back each year, such as a birthday
    adds: bool = True  # a sum of its numbers says something: not of ranks and intervals
    secret: bool = False  # personal data: shown masked in logs
    encrypted: bool = False  # lies sealed in the database, and is looked up by its mark alone
    aliases: tuple[str, ...] = ()  # other headings under which an import finds it
    default: Any = None
    custom: bool = False  # added by an administrator: its value stands in the row's `custom`
    computed: str = ""  # nobody types it in: "formula", "number"
    unique: bool = False
    searched: bool = False
    indexed: bool = False
    listed: bool = False  # stands in the list unless a view says otherwise
    currency: str = ""  # of money; the company's own when empty
    currency_from: str = ""  # the field of the same record that names the currency
    money_if: str = ""  # field:any:values: an amount of money as long as that is so, else a number
    few: bool = False  # a reference to one of a few records: they are the options, and can be columns of a board
    within: str = ""  # the field of the same record, a reference as well, that says which of the few
    masked: bool = False  # whoever acts sees only a part of its values
    formula: str = ""  # what a computed one is made by
    filters: str = ""  # of a text that is a filter as JSON: the module whose records it finds, or the field that names it

    @property
    def kind(self) -> Kind:
        return KINDS[self.kind_name]

    @property
    def operators(self) -> tuple[str, ...]:
        """What one may filter by. Whoever sees a part of the values would find out the rest; what lies sealed is compared whole."""
        return OPERATORS if self.encrypted else () if self.masked else self.kind.operators

    @property
    def sql(self) -> str:
        return self.column or self.name

    @property
    def sort_sql(self) -> str:
        return self.sorts_by or self.sql

    @cached_property
    def choices(self) -> dict[str, str]:
        """What may be written for each option, in lower case -> its value: the value, its label in both languages, its other names."""
        known: dict[str, str] = {}
        for option in self.options:
            label = option.label
            both = label.values.values() if isinstance(label, Named) else (label, catalogue("zh").gettext(label))
            for word in (option.value, *both, *option.aliases):
                known.setdefault(word.casefold(), option.value)
        return known

    @property
    def start(self) -> Any:
        """What a new record begins with; a default that depends on who acts is a function."""
        return self.default() if callable(self.default) else self.default

    def label_of(self, value: Any) -> str:
        """The message id of a choice's value; an unknown value stands for itself."""
        return next((option.label for option in self.options if option.value == value), str(value))

    def parse(self, raw: Any) -> Any:
        """The value that was typed, or Refused with a sentence.

        An empty input is None (an empty list for kinds of several values).
        """
        value = self.kind.parse(self, raw)
        if value is None or value == [] or value == {}:
            if self.required:
                raise Refused(Words("Please fill this in."))
            return self.kind.empty()
        return self.check(value) if self.check else value


def declare(kind: str, label: str, default: Any = None, **more: Any) -> Any:
    described = Field(kind, label, default=default, **more)
    described = replace(described, nullable=not described.required and default is None)
    if default is None and KINDS[kind].empty() is not None:
        return field(default_factory=KINDS[kind].empty, metadata={"field": replace(described, nullable=False)})
    if callable(default):
        return field(default_factory=default, metadata={"field": described})
    return field(default=default, metadata={"field": described})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(declare,))
def draft(cls: type) -> type:
    """A frozen dataclass. Its declared fields are gathered in `cls.own`; `cls.fields` adds those of the administrator."""
    made: Any = dataclass(frozen=True)(cls)
    made.own = {f.name: replace(f.metadata["field"], name=f.name) for f in fields(made) if "field" in f.metadata}
    made.fields = custom.Fields(made.own)
    return made


class Draft:
    """What may be typed in. Only declared fields are ever accepted, and those that an administrator added."""

    own: ClassVar[dict[str, Field]] = {}
    fields: ClassVar[dict[str, Field]] = {}
    module_name: ClassVar[str] = ""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith(custom.PREFIX):
                return custom.value_of(self, name)
            raise AttributeError(name)

    @classmethod
    def parse(cls, raw: Mapping[str, Any], base: Any = None, described: Mapping[str, Field] | None = None) -> Self:
        """A draft from typed values; fields that are not given come from `base`, or stay at their defaults.

        Raises Invalid with a sentence for each field that cannot be accepted.
        """
        values: dict[str, Any] = {} if base is None else base.values()
        added: dict[str, Any] = {}
        refused: dict[str, Words] = {}
        for name, field_ in (described or cls.fields).items():
            if name not in raw:
                if base is None and field_.custom:
                    added[name] = field_.default
                if base is None and field_.required and not field_.default:
                    refused[name] = Words("Please fill this in.")
                continue
            try:
                if field_.currency_from:
                    field_ = replace(field_, currency=_currency(field_, raw, values), currency_from="")
                typed = meant(field_.kind_name, raw[name], getattr(base, name)) if field_.masked and base is not None else raw[name]
                (added if field_.custom else values)[name] = field_.parse(typed)
            except Refused as no:
                refused[name] = no.words
        if refused:
            raise Invalid(refused)
        if added:
            values["custom"] = custom.stored(cls.fields, values.get("custom", {}), added)
        made = made_of(cls, values)
        if wrong := made.check():
            raise Invalid(wrong)
        return made

    @classmethod
    def _default(cls, name: str) -> Any:
        return cls.fields[name].start

    def check(self) -> dict[str, Words]:
        """What is wrong between fields: field -> sentence. Nothing, unless a module says so."""
        return {}

    def values(self) -> dict[str, Any]:
        """The declared fields and their values; those of the added ones are in `custom`."""
        own = self.__dict__
        found = {name: own[name] for name in type(self).own}
        if "custom" in own:
            found["custom"] = own["custom"]
        return found


def _currency(field: Field, raw: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """In which currency the amount is: what was typed beside it, what the record says, the company's own."""
    said = raw[field.currency_from] if field.currency_from in raw else values.get(field.currency_from)
    code = str(said or "").strip().upper()
    return code if code in CURRENCIES else ""


def changed(row: Any, **values: Any) -> Any:
    """The row with other values. dataclasses.replace sets field by field, which takes six times as long."""
    made = object.__new__(type(row))
    made.__dict__.update(row.__dict__)
    made.__dict__.update(values)
    return made


def revised(row: Any, values: Mapping[str, Any]) -> Any:
    """The row with other values, added fields among them."""
    added = {name: value for name, value in values.items() if name.startswith(custom.PREFIX)}
    own = {name: value for name, value in values.items() if name not in added}
    if added:
        known = custom.here().all(row.module_name)
        own["custom"] = custom.stored(known, vars(row).get("custom", {}), {name: value for name, value in added.items() if name in known})
    return changed(row, **own)


def made_of(cls: Any, values: dict[str, Any]) -> Any:
    """cls(**values) for a frozen dataclass of values that are known to be its fields, six times as fast."""
    plain, factories = _defaults(cls)
    made = object.__new__(cls)
    made.__dict__.update(plain)
    made.__dict__.update(values)
    for name, factory in factories:
        if name not in values:
            made.__dict__[name] = factory()
    return made


@cache
def _defaults(cls: type) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """What fields hold that are not given: values, and what makes a new one each time. In the order of the fields."""
    found = fields(cls)  # type: ignore[arg-type]
    plain = {f.name: f.default for f in found if f.default is not MISSING}
    return plain, [(f.name, f.default_factory) for f in found if f.default_factory is not MISSING]


@dataclass(frozen=True)
class Record:
    """What the database adds to every draft. `sort_key` orders by the title as Chinese readers expect."""

    id: int = 0
    version: int = 1
    sort_key: str = ""
    owner_id: int | None = None
    owner_name: str | None = None
    department_id: int | None = None
    department_name: str | None = None
    created_at: datetime | None = None
    created_by: int | None = None
    updated_at: datetime | None = None
    updated_by: int | None = None
    touched_at: datetime | None = None
