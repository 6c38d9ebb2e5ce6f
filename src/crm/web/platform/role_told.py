"""What a change of roles does, in words: who no longer sees what, and who may do less or more."""

from dataclasses import dataclass

from flask import request

from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.platform.role import EXTRA, SCOPES, VERB_LABELS
from crm.domain.platform.role_change import Deed, Sight, Touched
from crm.language import noun, number, say, say_many
from crm.service.platform.role_change import MOST, Foreseen

NAMED = 30
HANDLED = ("csrf_token", "then", "confirmed")


@dataclass(frozen=True, slots=True)
class Told:
    """One consequence, and to whom it happens."""

    sentence: str
    wider: bool
    names: str


def told(found: Foreseen) -> tuple[Told, ...]:
    """What is lost, then what is won."""
    lines = [*map(_sight, found.sights), *map(_deed, found.deeds)]
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
    """A number where records were counted."""
    things, n = noun(modules()[one.module].plural if one.module in modules() else EXTRA[one.module][0]), len(one.people)
    if one.count is None or not one.count:
        less = say_many("{n} person will see fewer {things}.", "{n} people will see fewer {things}.", n, things=things)
        more = say_many("{n} person will see more {things}.", "{n} people will see more {things}.", n, things=things)
        sentence = more if one.wider else less
        if one.count == 0:
            sentence = f"{sentence} {say('None of those that are there now is among them.')}"
        return Told(sentence, one.wider, _names(one.people))
    count = say("more than {n}", n=number(MOST)) if one.count > MOST else number(one.count)
    less = say_many(
        "{n} person will no longer see {count} {things}.", "{n} people will no longer see {count} {things}.", n, count=count, things=things
    )
    more = say_many(
        "{n} person will also see {count} {things}.", "{n} people will also see {count} {things}.", n, count=count, things=things
    )
    return Told(more if one.wider else less, one.wider, _names(one.people))


def _deed(one: Deed) -> Told:
    n, verb, before, after = len(one.people), say(VERB_LABELS[one.verb]), say(SCOPES[one.before]), say(SCOPES[one.after])
    things = say(", ").join(labelled(f"{name}.{one.verb}")[0] for name in one.modules)
    if one.after is Scope.NONE:
        told = say_many("{n} person loses “{verb}”: {things}", "{n} people lose “{verb}”: {things}", n, verb=verb, things=things)
    elif one.before is Scope.NONE:
        told = say_many(
            "{n} person gains “{verb}” ({after}): {things}", "{n} people gain “{verb}” ({after}): {things}",
            n, verb=verb, after=after, things=things,
        )  # fmt: skip
    else:
        told = say_many(
            "For {n} person “{verb}” reaches “{after}” instead of “{before}”: {things}",
            "For {n} people “{verb}” reaches “{after}” instead of “{before}”: {things}",
            n, verb=verb, before=before, after=after, things=things,
        )  # fmt: skip
    return Told(told, one.wider, _names(one.people))


def _names(people: tuple[Touched, ...]) -> str:
    listed = [f"{one.name} ({one.department})" if one.department else one.name for one in people[:NAMED]]
    rest = len(people) - NAMED
    return say(", ").join([*listed, *([say("and {n} more", n=rest)] if rest > 0 else [])])
