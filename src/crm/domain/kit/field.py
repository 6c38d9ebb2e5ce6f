"""What a draft says about each of its fields, once: forms, lists, filters, import and the API read it."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import datetime
from functools import cache, cached_property
from typing import Any, ClassVar, Self, dataclass_transform

from crm.domain.kit.kind import KINDS, Kind, Option
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words, catalogue


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
    secret: bool = False  # personal data: shown masked in logs
    aliases: tuple[str, ...] = ()  # other headings under which an import finds it

    @property
    def kind(self) -> Kind:
        return KINDS[self.kind_name]

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
            for word in (option.value, option.label, *option.aliases, catalogue("zh").gettext(option.label)):
                known.setdefault(word.casefold(), option.value)
        return known

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
    described = Field(kind, label, **more)
    described = replace(described, nullable=not described.required and default is None)
    if default is None and KINDS[kind].empty() is not None:
        return field(default_factory=KINDS[kind].empty, metadata={"field": replace(described, nullable=False)})
    return field(default=default, metadata={"field": described})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(declare,))
def draft(cls: type) -> type:
    """A frozen dataclass whose declared fields are gathered in `cls.fields`."""
    made: Any = dataclass(frozen=True)(cls)
    made.fields = {f.name: replace(f.metadata["field"], name=f.name) for f in fields(made) if "field" in f.metadata}
    return made


class Draft:
    """What may be typed in. Only declared fields are ever accepted."""

    fields: ClassVar[dict[str, Field]] = {}

    @classmethod
    def parse(cls, raw: Mapping[str, Any], base: Any = None, described: Mapping[str, Field] | None = None) -> Self:
        """A draft from typed values; fields that are not given come from `base`, or stay at their defaults.

        Raises Invalid with a sentence for each field that cannot be accepted.
        """
        values: dict[str, Any] = {} if base is None else base.values()
        refused: dict[str, Words] = {}
        for name, field_ in (described or cls.fields).items():
            if name not in raw:
                if base is None and field_.required and not cls._default(name):
                    refused[name] = Words("Please fill this in.")
                continue
            try:
                values[name] = field_.parse(raw[name])
            except Refused as no:
                refused[name] = no.words
        if refused:
            raise Invalid(refused)
        made = made_of(cls, values)
        if wrong := made.check():
            raise Invalid(wrong)
        return made

    @classmethod
    def _default(cls, name: str) -> Any:
        default = cls.__dataclass_fields__[name].default  # type: ignore[attr-defined]
        return None if default is MISSING else default

    def check(self) -> dict[str, Words]:
        """What is wrong between fields: field -> sentence. Nothing, unless a module says so."""
        return {}

    def values(self) -> dict[str, Any]:
        """The declared fields and their values."""
        own = self.__dict__
        return {name: own[name] for name in type(self).fields}


def changed(row: Any, **values: Any) -> Any:
    """The row with other values. dataclasses.replace sets field by field, which takes six times as long."""
    made = object.__new__(type(row))
    made.__dict__.update(row.__dict__)
    made.__dict__.update(values)
    return made


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
