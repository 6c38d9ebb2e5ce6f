"""What a change of roles does, in words: who no longer sees what, and who may do less or more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import request

from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.platform.role import EXTRA, SCOPES, VERB_LABELS
from crm.domain.platform.role_change import Deed, Sight
from crm.language import noun, number, say, say_many
from crm.service.platform.role_change import MOST, Foreseen

NAMED, LISTED = 30, 15
AT_ONCE = 3  # so few people are named without being asked for
HANDLED = ("csrf_token", "then", "confirmed")


class Named(Protocol):
    """Somebody to whom it happens."""

    @property
    def name(self) -> str: ...
    @property
    def department(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """One consequence, and to whom it happens; `few` people are named at once."""

    sentence: str
    wider: bool
    names: str
    few: bool


def told(found: Foreseen) -> tuple[Told, ...]:
    """What is lost, then what is won; modules of which nobody counted anything stand together."""
    counted = [_sight(one) for one in found.sights if one.count]
    alike: dict[tuple[bool, tuple[int, ...]], list[Sight]] = {}
    for one in found.sights:
        if not one.count:
            alike.setdefault((one.wider, tuple(person.id for person in one.people)), []).append(one)
    lines = [*counted, *map(_sights, alike.values()), *map(_deed, found.deeds)]
    return tuple(sorted(lines, key=lambda line: line.wider))


def carried() -> tuple[tuple[str, str], ...]:
    """What was posted, to be posted again once it is confirmed."""
    return tuple((name, value) for name, values in request.form.lists() if name not in HANDLED for value in values)


def confirmed() -> bool:
    return request.form.get("confirmed") == "yes"


def labelled(permission: str) -> tuple[str, str]:
    """(module, verb) as they are called."""
    name, _, verb = permission.partition(".")
    return say(modules()[name].plural if name in modules() else EXTRA[name][0]), say(VERB_LABELS[verb])


def _sight(one: Sight) -> Told:
    things, n = noun(modules()[one.module].plural), len(one.people)
    count = say("more than {n}", n=number(MOST)) if one.count and one.count > MOST else number(one.count or 0)
    less = say_many(
        "{n} person will no longer see {count} {things}.", "{n} people will no longer see {count} {things}.", n, count=count, things=things
    )
    more = say_many(
        "{n} person will also see {count} {things}.", "{n} people will also see {count} {things}.", n, count=count, things=things
    )
    return told_of(more if one.wider else less, one.wider, one.people)


def _sights(alike: list[Sight]) -> Told:
    """Modules of which the same people see less, or more."""
    wider, people = alike[0].wider, alike[0].people
    n, things = len(people), _things([one.module for one in alike], "view")
    less = say_many("{n} person may see fewer: {things}", "{n} people may see fewer: {things}", n, things=things)
    more = say_many("{n} person may see more: {things}", "{n} people may see more: {things}", n, things=things)
    return told_of(more if wider else less, wider, people)


def _deed(one: Deed) -> Told:
    n, verb, before, after = len(one.people), say(VERB_LABELS[one.verb]), say(SCOPES[one.before]), say(SCOPES[one.after])
    things = _things(one.modules, one.verb)
    if one.after is Scope.NONE:
        sentence = say_many("{n} person loses “{verb}”: {things}", "{n} people lose “{verb}”: {things}", n, verb=verb, things=things)
    elif one.before is Scope.NONE:
        sentence = say_many(
            "{n} person gains “{verb}” ({after}): {things}", "{n} people gain “{verb}” ({after}): {things}",
            n, verb=verb, after=after, things=things,
        )  # fmt: skip
    else:
        sentence = say_many(
            "For {n} person “{verb}” reaches “{after}” instead of “{before}”: {things}",
            "For {n} people “{verb}” reaches “{after}” instead of “{before}”: {things}",
            n, verb=verb, before=before, after=after, things=things,
        )  # fmt: skip
    return told_of(sentence, one.wider, one.people)


def _things(modules: Sequence[str], verb: str) -> str:
    """The first of the modules by name, and how many more there are."""
    names, rest = [labelled(f"{name}.{verb}")[0] for name in modules[:LISTED]], len(modules) - LISTED
    return say(", ").join([*names, *([say_many("{n} other module", "{n} other modules", rest)] if rest > 0 else [])])


def told_of(sentence: str, wider: bool, people: Sequence[Named]) -> Told:
    return Told(sentence, wider, _names(people), len(people) <= AT_ONCE)


def _names(people: Sequence[Named]) -> str:
    listed = [f"{one.name} ({one.department})" if one.department else one.name for one in people[:NAMED]]
    rest = len(people) - NAMED
    return say(", ").join([*listed, *([say("and {n} more", n=rest)] if rest > 0 else [])])
