"""The access predicate as SQL: what `-- :visible` becomes. Fails closed: no scope, no rows."""

from typing import Any

from crm.dao.kit.mapper import MapperError, Mark
from crm.domain.kit.access import Grants, Predicate, predicate
from crm.domain.kit.module import modules


def visible(mark: Mark, values: dict[str, Any], grants: Grants) -> str:
    """The condition for one alias. A mark without a module takes it from the statement's values.

    The verb is the statement's `verb`, or view. Removed records are seen by nobody, unless `removed` is given.
    What lies in a pool is seen where it is asked for by its id; any other statement keeps the plan of the scope.
    """
    module = mark.module or getattr(values.get("module"), "name", None)
    if module is None:
        raise MapperError(f"-- :visible {mark.alias} names no module")
    verb = values.get("verb") or "view"
    gone = "IS NOT NULL" if values.get("removed") else "IS NULL"
    found = predicate(grants, f"{module}.{verb}", pools=bool(values.get("ids")))
    return f"{mark.alias}.removed_at {gone} AND {condition(found, mark.alias, values, f'v_{mark.alias}_')}"


def anywhere(alias: str, values: dict[str, Any], grants: Grants) -> str:
    """The condition for an index over several modules, whose rows carry module, owner_id, department_id and pool_id."""
    parts = []
    for number, name in enumerate(modules()):
        found = predicate(grants, f"{name}.view")
        if found.always or found.grounds:
            values[f"module_{number}"] = name
            parts.append(f"({alias}.module = :module_{number} AND {condition(found, alias, values, f'v{number}_')})")
    return f"{alias}.removed_at IS NULL AND ({' OR '.join(parts)})" if parts else "FALSE"


def condition(found: Predicate, alias: str, values: dict[str, Any], prefix: str = "v_") -> str:
    if found.always:
        return "TRUE"
    parts = []
    for ground in found.grounds:
        name = f"{prefix}{ground.column}"
        if len(ground.values) == 1:
            values[name] = ground.values[0]
            parts.append(f"{alias}.{ground.column} = :{name}")
        else:
            # The sign keeps the index of the sort in use: many departments together are most of the table.
            values[name] = list(ground.values)
            parts.append(f"+{alias}.{ground.column} IN (:{name})")
    return f"({' OR '.join(parts)})" if parts else "FALSE"
