"""The filter in words, in the reader's language: chips, and the sentence below a filter."""

from typing import Any

from crm import language
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Related
from crm.domain.kit.module import Module, modules
from crm.language import N_, say, say_many

OPERATORS = {
    "contains": N_("contains"), "starts": N_("starts with"), "is": N_("is"), "is_not": N_("is not"),
    "empty": N_("is empty"), "filled": N_("is filled in"), "at_least": N_("is at least"), "at_most": N_("is at most"),
    "between": N_("is between"), "on": N_("is on"), "before": N_("is before"), "after": N_("is after"),
    "last": N_("is in the last … days"), "next": N_("is in the next … days"), "this": N_("is in this"),
    "any": N_("is any of"), "none": N_("is none of"), "all": N_("has all of"),
}  # fmt: skip
PERIODS = {"day": N_("day"), "week": N_("week"), "month": N_("month"), "quarter": N_("quarter"), "year": N_("year")}
PEOPLE = {"me": N_("me"), "team": N_("my team"), "mine": N_("my department and below")}


def sentence(module: Module, part: Group | Related | Condition, names: dict[tuple[str, int], str] | None = None) -> str:
    """The whole filter as one sentence."""
    if isinstance(part, Group):
        word = say(" or ") if part.any else say(" and ")
        said = [sentence(module, inner, names) for inner in part.parts]
        return word.join(
            f"({one})" if isinstance(inner, Group) and len(inner.parts) > 1 else one for one, inner in zip(said, part.parts, strict=True)
        )
    if isinstance(part, Related):
        relation = next(r for r in module.relations if r.name == part.relation)
        inner = sentence(modules()[relation.module], part.where, names)
        text = N_("has {relation} where {inner}") if part.exists else N_("has no {relation} where {inner}")
        bare = N_("has {relation}") if part.exists else N_("has no {relation}")
        return say(text, relation=say(relation.label), inner=inner) if inner else say(bare, relation=say(relation.label))
    return condition(module.fields[part.field], part, names or {})


def condition(field: Field, part: Condition, names: dict[tuple[str, int], str]) -> str:
    label = say(field.label)
    if part.operator in ("empty", "filled"):
        return f"{label} {say(OPERATORS[part.operator])}"
    if part.operator == "last":
        return say_many("{label} is in the last day", "{label} is in the last {n} days", part.value, label=label)
    if part.operator == "next":
        return say_many("{label} is in the next day", "{label} is in the next {n} days", part.value, label=label)
    if part.operator == "this":
        return say("{label} is in this {period}", label=label, period=say(PERIODS[part.value]))
    values = part.value if isinstance(part.value, tuple) else (part.value,)
    joined = (
        say(" to ").join(_value(field, one, names) for one in values)
        if part.operator == "between"
        else ", ".join(_value(field, one, names) for one in values)
    )
    operator = "is" if part.operator == "any" and len(values) == 1 else part.operator
    return f"{label} {say(OPERATORS[operator])} {joined}"


def _value(field: Field, value: Any, names: dict[tuple[str, int], str]) -> str:
    if isinstance(value, str) and value in PEOPLE and field.kind_name in ("user", "department"):
        return say(PEOPLE[value])
    if field.options:
        return say(field.label_of(value))
    if field.kind_name in ("reference", "user", "department"):
        return names.get((field.kind_name if not field.target else field.target, value), f"#{value}")
    if field.kind_name in ("date", "datetime"):
        return language.day(value)
    return say("Yes") if value is True else say("No") if value is False else f"“{value}”" if isinstance(value, str) else str(value)
