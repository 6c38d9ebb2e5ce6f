"""The access predicate as SQL: what `-- :visible` becomes. Fails closed: no scope, no rows."""

from typing import Any

from crm.dao.kit.mapper import MapperError, Mark
from crm.domain.kit.access import Grants, Ground, Predicate, predicate
from crm.domain.kit.filter import Condition, Query, Related, flat
from crm.domain.kit.module import modules

INDEXED = ("id", "owner_id", "department_id", "pool_id")  # the columns of the index over all modules


def visible(mark: Mark, values: dict[str, Any], grants: Grants) -> str:
    """The condition for one alias. A mark without a module takes it from the statement's values.

    The verb is the statement's `verb`, or view. Removed records are seen by nobody, unless `removed` is given.
    What lies in a pool, or what one's teams work on, is seen where it is asked for by its id; a list keeps the plan of
    the scope, unless it asks for one's teams.
    """
    module = mark.module or getattr(values.get("module"), "name", None)
    if module is None:
        raise MapperError(f"-- :visible {mark.alias} names no module")
    verb = values.get("verb") or "view"
    gone = "IS NOT NULL" if values.get("removed") else "IS NULL"
    found = predicate(grants, f"{module}.{verb}", near=bool(values.get("ids")))
    if values.get("ids"):
        found = _of_ids(found, values["ids"])
    elif verb == "view" and found.grounds and getattr(values.get("module"), "name", None) == module:
        found = _of_teams(found, module, grants, values.get("query"))
    return f"{mark.alias}.removed_at {gone} AND {condition(found, mark.alias, values, f'v_{mark.alias}_')}"


def anywhere(alias: str, values: dict[str, Any], grants: Grants) -> str:
    """The condition for an index over several modules, whose rows carry their module and what decides who sees them.

    Modules that are seen for the same reasons are asked for together: an administrator's condition is one list of them.
    """
    alike: dict[Predicate, list[str]] = {}
    for name in modules():
        found = predicate(grants, f"{name}.view")
        reasons = (Ground(ground.column, ground.values, "") for ground in found.grounds if ground.column in INDEXED)
        seen = Predicate((), True) if found.always else Predicate(tuple(reasons))
        if seen.always or seen.grounds:
            alike.setdefault(seen, []).append(name)
    parts = []
    for number, (seen, names) in enumerate(alike.items()):
        values[f"modules_{number}"] = names
        parts.append(f"({alias}.module IN (:modules_{number}) AND {condition(seen, alias, values, f'v{number}_')})")
    return f"{alias}.removed_at IS NULL AND ({' OR '.join(parts)})" if parts else "FALSE"


def _of_ids(found: Predicate, ids: list[int]) -> Predicate:
    """Of the many records of one's teams only those that are asked for are bound."""
    asked = set(ids)
    grounds = (Ground(one.column, tuple(asked.intersection(one.values)), one.why) if one.column == "id" else one for one in found.grounds)
    return Predicate(tuple(one for one in grounds if one.values), found.always)


def _of_teams(found: Predicate, module: str, grants: Grants, query: Any) -> Predicate:
    """A list narrowed to what one's teams work on is read by those ids; what belongs to one of them is seen in its list."""
    ground, team = grants.teams.get(module), modules()[module].team
    if ground is None or team is None or not isinstance(query, Query) or (asked := flat(query.filter)).any:
        return found
    if any(_asks_for_me(part, team.relation, grants.user_id) for part in asked.parts):
        return Predicate((ground,))
    pinned = [part for part in asked.parts if isinstance(part, Condition) and (part.field, part.operator) == (ground.column, "any")]
    opened = tuple(set(ground.values).intersection(*(part.value for part in pinned))) if pinned else ()
    return Predicate((*found.grounds, Ground(ground.column, opened, ground.why))) if opened else found


def _asks_for_me(part: Any, relation: str, user_id: int) -> bool:
    """Whether a part of a filter says that whoever acts is on the team."""
    if not isinstance(part, Related) or part.relation != relation or not part.exists or part.measure or part.where.any:
        return False
    people = [one for one in part.where.parts if isinstance(one, Condition) and (one.field, one.operator) == ("user_id", "any")]
    return any(set(one.value) <= {"me", user_id} for one in people)


def condition(found: Predicate, alias: str, values: dict[str, Any], prefix: str = "v_") -> str:
    if found.always:
        return "TRUE"
    parts = []
    for number, ground in enumerate(found.grounds):
        name = f"{prefix}{number}_{ground.column}"
        if len(ground.values) == 1:
            values[name] = ground.values[0]
            parts.append(f"{alias}.{ground.column} = :{name}")
        else:
            # The sign keeps the index of the sort in use: many departments together are most of the table.
            values[name] = list(ground.values)
            parts.append(f"+{alias}.{ground.column} IN (:{name})")
    return f"({' OR '.join(parts)})" if parts else "FALSE"
