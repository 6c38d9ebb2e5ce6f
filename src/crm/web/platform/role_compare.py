"""Two roles side by side, each as it is or as it came with the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.platform.explain import Granting, gathered
from crm.domain.platform.field_right import LABELS
from crm.domain.platform.role import MODULE, SCOPES, known_permissions
from crm.domain.platform.role_change import compared
from crm.domain.platform.role_ready import READY, ready_role
from crm.language import say
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.platform.role_told import labelled

page = Page(__name__, url="/roles/compare")
CAME = "ready."
LEVELS = tuple(LABELS)  # from everything to nothing
Limits = dict[str, Mapping[tuple[str, str], str]]  # left and right -> (module, field) -> level


@dataclass(frozen=True, slots=True)
class Line:
    """Verbs of a module, or one of its fields, by the one role and by the other."""

    verbs: str
    left: str
    right: str
    wider: str  # left, right, or neither


@page.get("")
@permits("role.view")
def show() -> Any:
    choices = _choices()
    asked = {side: request.args.get(side, "") for side in ("left", "right")}
    every = request.args.get("every") == "yes"
    roles = {side: _role(value) for side, value in asked.items()}
    left, right = roles["left"], roles["right"]
    limits = {side: _limits(value) for side, value in asked.items()}
    groups = _groups(left, right, limits, every) if left is not None and right is not None else None
    return page.render("show", module=ModuleView(MODULE), choices=choices, asked=asked, every=every, groups=groups, roles=roles)


def _choices() -> tuple[tuple[str, str], ...]:
    """The roles there are, then those that came with the program."""
    here = [(str(role.id), role.name) for role in container().platform.role().names()]
    came = [(f"{CAME}{key}", say("{name}, as it came", name=say(name))) for key, (name, _) in READY.items()]
    return (*here, *came)


def _role(value: str) -> Any:
    if value.removeprefix(CAME) in READY:
        return ready_role(value.removeprefix(CAME), modules())
    return container().platform.role().get(int(value)) if value.isascii() and value.isdigit() and len(value) < 16 else None


def _limits(value: str) -> Mapping[tuple[str, str], str]:
    """What a role may do with single fields; a ready one came without limits."""
    return container().platform.field_right().of_role(int(value)) if value.isascii() and value.isdigit() else {}


def _groups(left: Granting, right: Granting, limits: Limits, every: bool) -> list[tuple[str, list[Line]]]:
    """Module by module, what differs or all there is; verbs that differ alike stand in one line, then the fields."""
    found: dict[str, dict[tuple[Scope, Scope, bool], list[str]]] = {}
    known = known_permissions(modules())
    for name, (one, other) in compared(gathered([left], 0, None, ()), gathered([right], 0, None, ()), known).items():
        if every or one != other:
            module, verb = labelled(name)
            found.setdefault(module, {}).setdefault((one, other, known[name]), []).append(verb)
    fields = _fields(limits, every)
    names = dict.fromkeys([*found, *fields])
    return [(name, [*(_line(verbs, *key) for key, verbs in found.get(name, {}).items()), *fields.get(name, ())]) for name in names]


def _fields(limits: Limits, every: bool) -> dict[str, list[Line]]:
    """The fields in which one of the roles is limited, by module."""
    found: dict[str, list[Line]] = {}
    for place in sorted({*limits["left"], *limits["right"]}):
        one, other = limits["left"].get(place, ""), limits["right"].get(place, "")
        module = modules()[place[0]]
        if (every or one != other) and place[1] in module.whole:
            wider = "" if one == other else "left" if LEVELS.index(one) < LEVELS.index(other) else "right"
            name = say("Field “{name}”", name=say(module.whole[place[1]].label))
            found.setdefault(say(module.plural), []).append(Line(name, say(LABELS[one]), say(LABELS[other]), wider))
    return found


def _line(verbs: list[str], left: Scope, right: Scope, scoped: bool) -> Line:
    wider = "" if left == right else "left" if left > right else "right"
    return Line(say(", ").join(verbs), _word(left, scoped), _word(right, scoped), wider)


def _word(scope: Scope, scoped: bool) -> str:
    return say(SCOPES[scope]) if scoped else say("Yes") if scope else say("No")
