"""Access in words: who may do what with a record, and by which rule; which rules were tried where none lets in."""

from collections.abc import Iterator
from typing import Any

from crm import current
from crm.domain.kit.module import Module, modules
from crm.domain.platform.explain import Person, Way
from crm.domain.platform.role import VERB_LABELS
from crm.domain.platform.share import can_be_shared
from crm.language import N_, noun, say
from crm.web.kit.address import url
from crm.web.kit.view import Link

OPENS = {
    "own": N_("owns this record; the role allows it for one’s own"),
    "stand_in": N_("stands in for {owner}, whose record this is"),
    "department": N_("same department as the owner: {theirs}"),
    "below": N_("{mine} stands above or is the owner’s department, {theirs}"),
    "pool": N_("is a member of the public pool in which this record lies"),
    "team": N_("is on the team"),
    "share": N_("shared with {holder}"),
    "part": N_("belongs to a record that was shared with {holder}, with what belongs to it"),
    "all": N_("the role allows it for all records"),
    "everything": N_("the role is an administrator’s"),
}
SHUTS = {
    "nothing": N_("the role does not allow it at all"),
    "own": N_("the role allows it only for one’s own records, and this one belongs to {owner}"),
    "department": N_("the role allows it only in the own department, {mine}, and this record belongs to {theirs}"),
    "below": N_("the role allows it only in {mine} and below, and this record belongs to {theirs}"),
}
Line = tuple[str, bool, str, str, str]  # (verb, whether it opens, the rule, its address for whoever may see it, why)


def told(module: Module, row: Any, one: Person, every: bool = False) -> dict[str, Any]:
    """One person in words; `every`: with what shuts him out as well."""
    lines: list[Line] = []
    for verb, ways in one.ways.items():
        lines += [_line(module, row, one, verb, way) for way in _telling(one, verb, ways, every)]
        if verb == "view" and every and one.active and "view" not in one.may:
            lines += _tried(module, row, one)
    return {
        "person": Link(one.name, f"/users/{one.id}" if current.actor().may("user.view") else ""),
        "department": one.department or "",
        "may": tuple(say(VERB_LABELS[verb]) for verb in one.may),
        "sees": "view" in one.may,
        "sentence": _sentence(module, one),
        "lines": tuple(dict.fromkeys(lines)),
    }


def _telling(one: Person, verb: str, ways: tuple[Way, ...], every: bool) -> tuple[Way, ...]:
    """What lets in where he is let in; what shuts out only where the question was why."""
    if verb in one.may:
        return tuple(way for way in ways if way.opens)
    return tuple(way for way in ways if not way.opens) if every and verb in ("view", "edit") else ()


def _line(module: Module, row: Any, one: Person, verb: str, way: Way) -> Line:
    of_another = way.why == "share" and way.source_id != row.id
    words = (OPENS if way.opens else SHUTS).get("part" if of_another else way.why, way.why)
    why = say(
        words,
        mine=one.department or say("no department"),
        theirs=row.department_name or say("no department"),
        owner=row.owner_name or say("no owner"),
        holder=way.name,
    )
    label, address = _rule(module, row, one, way)
    return (say(VERB_LABELS[verb]), way.opens, label, address, why)


def _rule(module: Module, row: Any, one: Person, way: Way) -> tuple[str, str]:
    """The rule and where it is set, for whoever may look there."""
    may, head = current.actor().may, modules()[module.team.of] if module.team else module
    if way.why == "pool":
        return say("Public pool"), f"/pools/{way.source_id}" if may("pool.view") else ""
    if way.why == "stand_in":
        return say("Stand-in"), f"/users/{way.source_id}" if may("user.view") else ""
    if way.why == "team":
        return say(head.label), f"{head.path}/{way.source_id}"
    if way.why == "share":
        return say("Share"), url(module if way.source_id == row.id else head, "access", id=way.source_id)
    return way.name, f"/roles/{way.source_id}" if may("role.view") else ""


def _tried(module: Module, row: Any, one: Person) -> Iterator[Line]:
    """The rules that would let in beside the roles, had they been made for this person."""
    if all(way.why == "nothing" for way in one.ways["view"]):
        return
    verb = say(VERB_LABELS["view"])
    if can_be_shared(module):
        yield (verb, False, say("Share"), url(module, "access", id=row.id), say("nothing was shared with {name} here", name=one.name))
    if module.team:
        head = modules()[module.team.of]
        team = getattr(row, module.team.column)
        if not module.team.by_share:
            yield (verb, False, say(head.label), f"{head.path}/{team}" if team else "", say("{name} is not on the team", name=one.name))
        elif team:
            why = say("what it belongs to was not shared with {name} together with what belongs to it", name=one.name)
            yield (verb, False, say(head.label), url(head, "access", id=team), why)
    if row.owner_name:
        may = current.actor().may("user.view")
        why = say("{name} does not stand in for {owner}", name=one.name, owner=row.owner_name)
        yield (verb, False, say("Stand-in"), f"/users/{row.owner_id}" if may else "", why)
    if pool := getattr(row, "pool_id", None):
        why = say("{name} is no member of the pool in which it lies", name=one.name)
        yield (verb, False, say("Public pool"), f"/pools/{pool}" if current.actor().may("pool.view") else "", why)


def _sentence(module: Module, one: Person) -> str:
    """The answer to “why can she (not) see this”: the first rule that fails, or that nothing stands in the way."""
    if not one.active:
        return say("{name} cannot see this: who is suspended or has left cannot sign in.", name=one.name)
    if not one.ways["view"]:
        return say("{name} cannot see this: without a role nobody sees anything.", name=one.name)
    if "view" not in one.may and all(way.why == "nothing" for way in one.ways["view"]):
        return say("{name} cannot see this: no role of {name} allows to see {records} at all:", name=one.name, records=noun(module.plural))
    if "view" not in one.may:
        return say("{name} cannot see this. None of the rules opens it:", name=one.name)
    if "edit" in module.verbs and "edit" not in one.may:
        return say("{name} can see this, but not change it:", name=one.name)
    return say("{name} can see this and change it:", name=one.name) if "edit" in one.may else say("{name} can see this:", name=one.name)
