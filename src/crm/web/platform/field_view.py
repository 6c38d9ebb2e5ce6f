"""What the pages of added fields show: one line a field, the help of formulas, the rights of roles."""

from dataclasses import dataclass
from typing import Any

from crm.domain.kit.formula import TYPES
from crm.domain.kit.formula_function import FUNCTIONS, OPERATORS
from crm.domain.kit.module import modules
from crm.domain.platform.field import KINDS, FieldRow, described
from crm.domain.platform.field_right import choices_of
from crm.language import N_, say
from crm.web.kit.page import container

MARKS = {
    "required": N_("required"), "is_unique": N_("unique"), "listed": N_("in the list"), "searched": N_("found by search"),
    "indexed": N_("indexed"),
}  # fmt: skip
_KINDS = {option.value: option for option in KINDS}


@dataclass(frozen=True, slots=True)
class Line:
    """One field in the list of its module."""

    id: int
    label: str
    second: str  # in the other language
    name: str
    kind: str
    icon: str
    marks: tuple[str, ...]
    limited: int  # roles that may not see or write it


@dataclass(frozen=True, slots=True)
class Right:
    """What one role may do with the field."""

    role_id: int
    role: str
    level: str
    choices: tuple[tuple[str, str], ...]


def line(row: FieldRow) -> Line:
    option = _KINDS[row.kind]
    found = tuple(say(word) for name, word in MARKS.items() if getattr(row, name))
    label = say(row.label)
    other = next((one for one in (row.label_zh, row.label_en) if one and one != label), "")
    limited = len(container().platform.field().rights_of(row))
    return Line(row.id, label, other, row.name or "", say(option.label), option.icon, found, limited)


def rights(row: FieldRow) -> tuple[Right, ...]:
    levels = container().platform.field().rights_of(row)
    choices = tuple((level, say(label)) for level, label in choices_of(modules()[row.module], described(row)))
    return tuple(Right(role.id, role.name, levels.get(role.id, ""), choices) for role in container().platform.role().names())


def formula_help(name: str) -> dict[str, Any]:
    """The fields and the functions that a formula may use."""
    fields = modules()[name].fields.values() if name in modules() else ()
    return {
        "fields": tuple((one.name, say(one.label)) for one in fields if one.kind_name in TYPES and one.computed != "formula"),
        "functions": tuple((one.text, "") for one in FUNCTIONS.values()),
        "operators": " ".join(name for name in OPERATORS if name != "minus"),
    }
