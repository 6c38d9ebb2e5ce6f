"""The grid of permissions: modules by verbs, as select boxes, as words, or as boxes to tick."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crm import current
from crm.domain.kit.access import VERBS, Scope
from crm.domain.kit.module import modules
from crm.domain.platform.role import EXTRA, SCOPES, VERB_LABELS, known_permissions
from crm.language import N_, say
from crm.web.kit.menu import GROUPS

SHORT = {Scope.DEPARTMENT: N_("Dept."), Scope.BELOW: N_("Dept. + below")}  # what fits into a cell; the words stand above the grid


@dataclass(frozen=True, slots=True)
class Cell:
    """One permission: its scope now, and those one may choose."""

    name: str
    verb: str
    scope: int
    word: str
    choices: tuple[tuple[int, str, bool], ...]  # (scope, word, whether the actor may grant it)
    was: int  # what is saved

    @property
    def locked(self) -> bool:
        """Nothing but what it is can be chosen."""
        return sum(may for _, _, may in self.choices) == 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """One module with a scope for each verb."""

    label: str
    cells: tuple[Cell | None, ...]  # as many as verbs


@dataclass(frozen=True, slots=True)
class Grid:
    """Every permission of a role, area by area."""

    verbs: tuple[str, ...]
    groups: tuple[tuple[str, tuple[GridRow, ...]], ...]
    scopes: tuple[tuple[int, str], ...]  # what a whole row or column may be set to


def grid(grants: Any, saved: Any = None, wanted: Callable[[str], bool] = lambda name: True) -> Grid:
    """The grid of these grants: a dict, or the JSON that was typed in. `saved`: the grants now; `wanted` leaves permissions out."""
    scopes, were = scopes_of(grants), scopes_of(saved)
    known = {name: scoped for name, scoped in known_permissions(modules()).items() if wanted(name)}
    groups: dict[str, list[GridRow]] = {}
    labels = [(module.menu or module.area, name, module.plural) for name, module in modules().items()]
    labels += [("platform", name, label) for name, (label, _) in EXTRA.items()]
    for area, name, label in labels:
        cells = tuple(_cell(f"{name}.{verb}", verb, known, scopes, were) for verb in VERBS)
        if any(cells):
            groups.setdefault(area, []).append(GridRow(say(label), cells))
    ordered = tuple((say(GROUPS[area]), tuple(groups[area])) for area in GROUPS if area in groups)
    words = tuple((int(scope), say(word)) for scope, word in SCOPES.items())
    return Grid(tuple(say(VERB_LABELS[verb]) for verb in VERBS), ordered, words)


def _cell(name: str, verb: str, known: dict[str, bool], scopes: dict[str, int], were: dict[str, int]) -> Cell | None:
    if name not in known:
        return None
    scope, was, mine = scopes.get(name, 0), were.get(name, 0), current.actor().grants
    words = {int(one): say(SHORT.get(one, word)) for one, word in SCOPES.items()}
    if not known[name]:
        scope, was = (int(Scope.ALL) if one else 0 for one in (scope, was))
        words = {0: say("No"), int(Scope.ALL): say("Yes")}
    choices = tuple((one, word, one <= max(scope, was) or mine.covers(name, Scope(one))) for one, word in words.items())
    return Cell(name, say(VERB_LABELS[verb]), scope, words.get(scope, ""), choices, was)


def scopes_of(grants: Any) -> dict[str, int]:
    """Permission -> scope; of what cannot be read nothing."""
    try:
        found = json.loads(grants) if isinstance(grants, str) else grants or {}
        return {str(name): int(scope) for name, scope in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
