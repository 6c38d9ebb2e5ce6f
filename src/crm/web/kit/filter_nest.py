"""What the templates show of conditions within others: the editor of a relation, and the whole tree."""

from dataclasses import dataclass

from crm.domain.kit.filter import DEEPEST, MEASURED, Condition, Group, Link, Part, Path, Related, links
from crm.domain.kit.module import Module, modules
from crm.language import N_, say
from crm.web.kit.filter_state import State, write_path
from crm.web.kit.filter_view import Pairs, typed_in
from crm.web.kit.sentence import OPERATORS, Names, sentence

MEASURE_NAMES = {
    "exists": N_("exist"), "none": N_("do not exist"), "count": N_("number"), "sum": N_("sum"), "average": N_("average"),
    "least": N_("smallest value"), "most": N_("largest value"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the whole tree with what can be done to it."""

    kind: str  # condition, related, group
    text: str
    edit_url: str = ""
    drop_url: str = ""
    word_url: str = ""
    add_url: str = ""
    group_url: str = ""
    any: bool = False
    parts: tuple["Node", ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class RelationEditor:
    """The form of a condition on related records, with the conditions that these must meet."""

    title: str
    hidden: Pairs
    measures: Pairs
    measure: str
    numbers: Pairs
    of: str
    operators: Pairs
    operator: str
    low: str
    high: str
    inner: tuple[Node, ...]
    any: bool
    add_url: str
    word_url: str
    remove_url: str
    relation: str


def relation_editor(state: State, link: Link, part: Related, path: Path, names: Names) -> RelationEditor:
    other, asked = modules()[link.module], part.measure
    numbers = tuple((f.name, say(f.label)) for f in other.fields.values() if f.kind.number)
    kinds = ("exists", "none") if link.own else ("exists", "none", "count", *(("sum", "average", "least", "most") if numbers else ()))
    values = () if asked is None else asked.value if isinstance(asked.value, tuple) else (asked.value,)
    at = write_path(path)
    back = state.back if state.exact else at
    named = {"exists": N_("matches"), "none": N_("does not match")} if link.own else MEASURE_NAMES
    return RelationEditor(
        title=say(link.label), hidden=(*state.hidden(), ("at", at), *((("back", state.back),) if state.back else ())), relation=link.name,
        measures=tuple((name, say(named[name])) for name in kinds),
        measure=asked.name if asked else "exists" if part.exists else "none", numbers=numbers, of=asked.of or "" if asked else "",
        operators=tuple((op, say(OPERATORS[op])) for op in MEASURED), operator=asked.operator if asked else "at_least",
        low=typed_in(values[0]) if values else "", high=typed_in(values[1]) if len(values) > 1 else "",
        inner=tuple(node(state, other, inner, (*path, n), names, back) for n, inner in enumerate(part.where.parts)),
        any=part.where.any, add_url=state.url(into=at, back=back), word_url=state.url("/filters/apply", turn=at, back=back),
        remove_url=state.url("/filters/apply", drop=at, back=state.back),
    )  # fmt: skip


def node(state: State, module: Module, part: Part, path: Path, names: Names, back: str) -> Node:
    """A part of the tree and everything in it."""
    at = write_path(path)
    drop = state.url("/filters/apply", drop=at, back=back) if path else ""
    if isinstance(part, Condition):
        return Node("condition", sentence(module, part, names), state.url(at=at, back=back), drop, path=at)
    inner = part.parts if isinstance(part, Group) else part.where.parts
    other = module if isinstance(part, Group) else modules()[links(module)[part.relation].module]
    shut = part if isinstance(part, Group) else Related(part.relation, part.exists, Group(), part.measure)
    deep = len(path) + 1 < DEEPEST
    return Node(
        "group" if isinstance(part, Group) else "related",
        "" if isinstance(part, Group) else sentence(module, shut, names),
        "" if isinstance(part, Group) else state.url(at=at, back=back),
        drop,
        state.url("/filters/apply", turn=at or "-", back=back),
        state.url(into=at, back=back),
        state.url("/filters/apply", grow=at or "-", back=back) if deep else "",
        part.any if isinstance(part, Group) else part.where.any,
        tuple(node(state, other, one, (*path, n), names, back) for n, one in enumerate(inner)),
        at,
    )
