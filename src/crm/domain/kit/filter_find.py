"""What somebody may mean who types into the filter's box: a field, a relation, a choice, or a whole condition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Part, Related, links, parse_part
from crm.domain.kit.module import Module
from crm.domain.kit.pinyin import spellings
from crm.domain.kit.text import fold
from crm.errors import Invalid
from crm.language import Named, catalogue

_WHOLE = re.compile(r"(?P<field>.+?)\s*(?P<sign>>=|<=|!=|<>|≥|≤|≠|>|<|=|:|\s)\s*(?P<value>\S.*)?")
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "<>": "!="}
# For each sign the operator of the first kind of field that has it: numbers, days, choices, text.
_OPERATORS = {
    ">": ("above", "after"), "<": ("below", "before"), ">=": ("at_least", "after"), "<=": ("at_most", "before"),
    "=": ("any", "on", "is"), "!=": ("none", "is_not"), ":": ("any", "contains", "on", "is"), "": ("any", "contains", "on", "is"),
}  # fmt: skip
MOST = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A field or a relation that is still to be asked about, or a part that can be taken as it is."""

    name: str
    operator: str = ""
    part: Part | None = None


def said(label: str, typed: str, others: tuple[str, ...] = ()) -> bool:
    """Whether the words are in the label in either language, in its pinyin or initials, or in another name for it."""
    chinese = label.values["zh"] if isinstance(label, Named) else catalogue("zh").gettext(label)
    return any(typed in one.casefold() for one in (label, chinese, *spellings(chinese), *others))


def suggest(module: Module, text: str) -> list[Found]:
    """The likeliest first; nothing for no text."""
    typed = fold(text).casefold()[:80]
    if not typed:
        return []
    found = dict.fromkeys([*_conditions(module, typed), *_names(module, typed), *_choices(module, typed), *_title(module, text)])
    return list(found)[:MOST]


def _conditions(module: Module, typed: str) -> Iterator[Found]:
    """`amount > 100`, `级别 = A`: conditions that can be taken as they are, or that lack only the value."""
    whole = _WHOLE.fullmatch(typed)
    if not whole:
        return
    sign = _SIGNS.get(whole["sign"], whole["sign"].strip())
    for field in module.fields.values():
        operator = next((one for one in _OPERATORS[sign] if one in field.operators), None)
        if operator is None or not said(field.label, whole["field"], field.aliases):
            continue
        if not whole["value"]:
            yield Found(field.name, operator)
        elif part := _read(module, field, operator, whole["value"]):
            yield Found(field.name, operator, part)


def _read(module: Module, field: Field, operator: str, value: str) -> Part | None:
    try:
        part = parse_part(module, {"field": field.name, "operator": operator, "value": value})
    except Invalid:
        return None
    return part


def _names(module: Module, typed: str) -> Iterator[Found]:
    for field in module.fields.values():
        if field.operators and said(field.label, typed, field.aliases):
            yield Found(field.name)
    for link in links(module).values():
        if not link.own and said(link.label, typed):
            yield Found(link.name, part=Related(link.name, True, parse_part(module, {"all": []})))  # type: ignore[arg-type]


def _choices(module: Module, typed: str) -> Iterator[Found]:
    for field in module.fields.values():
        for option in field.options:
            if "any" in field.operators and said(option.label, typed, option.aliases):
                yield Found(field.name, "any", Condition(field.name, "any", (option.value,)))


def _title(module: Module, text: str) -> Iterator[Found]:
    field = module.fields.get(module.title_field)
    if field and "contains" in field.operators:
        yield Found(field.name, "contains", Condition(field.name, "contains", text.strip()[:200]))
