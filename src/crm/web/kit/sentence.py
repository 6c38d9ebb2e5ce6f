"""The filter in words, in the reader's language: the three words of a chip, and the sentence below a filter."""

from typing import Any

from crm import language
from crm.domain.kit.field import Field
from crm.domain.kit.filter import COUNT, Condition, Group, Link, Measure, Part, Related, links, parse_json, parse_tree
from crm.domain.kit.module import Module, modules
from crm.domain.kit.span import Relative
from crm.errors import Invalid
from crm.language import N_, say, say_many
from crm.web.kit.page import container

Names = dict[tuple[str, int], str]

OPERATORS = {
    "contains": N_("contains"), "lacks": N_("does not contain"), "starts": N_("starts with"), "ends": N_("ends with"),
    "is": N_("is"), "is_not": N_("is not"), "empty": N_("is empty"), "filled": N_("is filled in"), "above": N_("is more than"),
    "at_least": N_("is at least"), "below": N_("is less than"), "at_most": N_("is at most"), "between": N_("is between"),
    "on": N_("is on"), "before": N_("is before"), "after": N_("is after"), "last": N_("is in the last … days"),
    "next": N_("is in the next … days"), "this": N_("is in this …"), "previous": N_("is in the previous …"),
    "coming": N_("is in the coming …"), "any": N_("is any of"), "none": N_("is none of"), "all": N_("has all of"),
}  # fmt: skip
SHORT = {"last": N_("is in the last"), "next": N_("is in the next"), **dict.fromkeys(("this", "previous", "coming"), N_("is in"))}
PERIODS = {"day": N_("day"), "week": N_("week"), "month": N_("month"), "quarter": N_("quarter"), "year": N_("year")}
SPANS = {
    ("this", "day"): N_("today"), ("previous", "day"): N_("yesterday"), ("coming", "day"): N_("tomorrow"),
    ("this", "week"): N_("this week"), ("previous", "week"): N_("last week"), ("coming", "week"): N_("next week"),
    ("this", "month"): N_("this month"), ("previous", "month"): N_("last month"), ("coming", "month"): N_("next month"),
    ("this", "quarter"): N_("this quarter"), ("previous", "quarter"): N_("last quarter"), ("coming", "quarter"): N_("next quarter"),
    ("this", "year"): N_("this year"), ("previous", "year"): N_("last year"), ("coming", "year"): N_("next year"),
}  # fmt: skip
PEOPLE = {"me": N_("me"), "team": N_("my team"), "mine": N_("my department and below")}
MEASURES = {
    "count": N_("Number of {relation}"), "sum": N_("Sum of {field} of {relation}"), "average": N_("Average {field} of {relation}"),
    "least": N_("Smallest {field} of {relation}"), "most": N_("Largest {field} of {relation}"),
}  # fmt: skip


def sentence(module: Module, part: Part, names: Names | None = None) -> str:
    """The whole filter as one sentence."""
    if not isinstance(part, Group):
        return " ".join(word for word in words(module, part, names) if word)
    joint = say(" or ") if part.any else say(" and ")
    said = [(inner, sentence(module, inner, names)) for inner in part.parts]
    return joint.join(f"({one})" if isinstance(inner, Group) and len(inner.parts) > 1 else one for inner, one in said)


def kept_words(module: Module, text: str) -> str:
    """A filter that is kept as JSON; one that fields which are gone made unreadable says so."""
    try:
        found = parse_tree(module, parse_json(text))
        return sentence(module, found, container().records().names(references(module, found)))
    except Invalid as no:
        return " ".join(say(why) for why in no.fields.values())


def words(module: Module, part: Condition | Related, names: Names | None = None) -> tuple[str, str, str]:
    """What is asked, how, and for which value: each a word that can be changed alone. The last one may be empty."""
    if isinstance(part, Related):
        return _related(links(module)[part.relation], part, names or {})
    field = module.fields[part.field]
    return say(field.label), operator_words(part), value_words(field, part, names or {})


def operator_words(part: Condition | Measure) -> str:
    if part.operator == "any" and len(part.value) == 1:
        return say(OPERATORS["is"])
    if part.operator == "none" and len(part.value) == 1:
        return say(OPERATORS["is_not"])
    return say(SHORT.get(part.operator) or OPERATORS[part.operator])


def value_words(field: Field, part: Condition | Measure, names: Names) -> str:
    if part.operator in ("empty", "filled"):
        return ""
    if part.operator in ("last", "next"):
        return say_many("{n} day", "{n} days", part.value)
    if part.operator in ("this", "previous", "coming"):
        return say(SPANS[part.operator, part.value])
    values = part.value if isinstance(part.value, tuple) else (part.value,)
    joint = say(" to ") if part.operator == "between" else say(", ")
    return joint.join(_value(field, one, names) for one in values) or "—"


def _related(link: Link, part: Related, names: Names) -> tuple[str, str, str]:
    other, label = modules()[link.module], say(link.label)
    inner = sentence(other, part.where, names)
    if part.measure:
        of = other.fields[part.measure.of] if part.measure.of else COUNT
        what = say(MEASURES[part.measure.name], relation=label, field=say(of.label) if of.label else "")
        return f"{what} ({inner})" if inner else what, operator_words(part.measure), value_words(of, part.measure, names)
    if link.own:
        return label, say("matches") if part.exists else say("does not match"), f"({inner})" if inner else say("something")
    return say("has") if part.exists else say("has no"), label, say("where {inner}", inner=inner) if inner else ""


def _value(field: Field, value: Any, names: Names) -> str:
    if isinstance(value, str) and value in PEOPLE and field.kind_name in ("user", "department"):
        return say(PEOPLE[value])
    if field.options:
        return say(field.label_of(value))
    if field.kind_name in ("reference", "user", "department"):
        return names.get((field.target or field.kind_name, value), f"#{value}")
    if isinstance(value, Relative):
        return relative_words(value)
    if field.kind_name in ("date", "datetime"):
        return language.day(value)
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if isinstance(value, str):
        return f"“{value}”"
    is_year = field.kind_name == "integer" and field.max and field.max <= 3000
    return str(value) if is_year else language.number(value)


def relative_words(value: Relative) -> str:
    n, ago = abs(value.n), value.n < 0
    if not n:
        return say("today")
    if value.unit == "d":
        return say_many("{n} day ago", "{n} days ago", n) if ago else say_many("{n} day from today", "{n} days from today", n)
    if value.unit == "w":
        return say_many("{n} week ago", "{n} weeks ago", n) if ago else say_many("{n} week from today", "{n} weeks from today", n)
    if value.unit == "m":
        return say_many("{n} month ago", "{n} months ago", n) if ago else say_many("{n} month from today", "{n} months from today", n)
    return say_many("{n} year ago", "{n} years ago", n) if ago else say_many("{n} year from today", "{n} years from today", n)


def references(module: Module, part: Part) -> set[tuple[str, int]]:
    """The (module, id) pairs whose names the filter's words need."""
    if isinstance(part, Related):
        return references(modules()[links(module)[part.relation].module], part.where)
    if isinstance(part, Group):
        return {pair for inner in part.parts for pair in references(module, inner)}
    field = module.fields[part.field]
    if field.kind_name not in ("reference", "user", "department") or not isinstance(part.value, tuple):
        return set()
    return {(field.target or field.kind_name, value) for value in part.value if isinstance(value, int)}
