"""The access predicate as SQL: what `-- :visible` becomes. Fails closed: no scope, no rows."""

from collections.abc import Iterable
from typing import Any

from crm import current
from crm.dao.kit.filter import compile_after, compile_filter, sort_parts
from crm.dao.kit.mapper import MapperError, Mark
from crm.dao.kit.words import marked
from crm.domain.kit.access import Door, Grants, Ground, Predicate, predicate
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module, modules

INDEXED = ("owner_id", "department_id", "pool_id")  # the columns of the index over all modules
KEPT = ("sort_key", "created_at", "updated_at")  # the orders of its record that a door keeps
MANY, HOLDERS = 200, 16  # records opened one by one from which on they are read in their order, and to how many holders at most


def visible(mark: Mark, values: dict[str, Any], grants: Grants, dialect: str = "sqlite", paged: bool = False) -> str:
    """The condition for one alias. A mark without a module takes it from the statement's values.

    The verb is the statement's `verb`, or view. Removed records are seen by nobody, unless `removed` is given.
    What lies in a pool is seen where it is asked for by its id; a list leaves it to the pool. `paged`: the statement reads the
    next rows in the order of its query.
    """
    module = mark.module or getattr(values.get("module"), "name", None)
    if module is None:
        raise MapperError(f"-- :visible {mark.alias} names no module")
    key = (mark.alias, mark.tables, module, values.get("verb"), not values.get("ids"), not values.get("removed"), paged, dialect)
    if known := grants.kept.get(key):
        values.update(known[1])
        return str(known[0])
    said = _visible(mark, module, values, grants, dialect, paged)
    if not grants.opens_single:  # all else is the same whatever is asked for
        grants.kept[key] = said, {name: value for name, value in values.items() if name.startswith(f"v_{mark.alias}_")}
    return said


def _visible(mark: Mark, module: str, values: dict[str, Any], grants: Grants, dialect: str, paged: bool) -> str:
    here, ids = modules().get(module), values.get("ids")
    found = predicate(grants, f"{module}.{values.get('verb') or 'view'}", near=bool(ids))
    if here is not None and mark.tables is not None and here.table not in mark.tables:
        # Sums that are kept by owner and department know no single records.
        found = Predicate(tuple(one for one in found.grounds if one.door is None), found.always)
    if ids:
        found = _of_ids(found, ids)
    gone = "IS NOT NULL" if values.get("removed") else "IS NULL"
    if paged and here is not None and _is_merged(found):
        return _merged(found, here, f"removed_at {gone}", mark.alias, values, dialect)
    return f"{mark.alias}.removed_at {gone} AND {condition(found, mark.alias, values, f'v_{mark.alias}_', dialect)}"


def anywhere(alias: str, values: dict[str, Any], grants: Grants, dialect: str = "sqlite") -> str:
    """The condition for an index over several modules, whose rows carry their module and what decides who sees them.

    Modules that are seen for the same reasons are asked for together: an administrator's condition is one list of them.
    """
    alike, doors = grants.made("anywhere", _everywhere)
    parts = []
    for number, (seen, names) in enumerate(alike.items()):
        values[f"modules_{number}"] = names
        parts.append(f"({alias}.module IN (:modules_{number}) AND {condition(seen, alias, values, f'v{number}_', dialect)})")
    return _any(alias, [*parts, *_opened(alias, doors, values)])


def _everywhere(grants: Grants) -> tuple[dict[Predicate, list[str]], list[tuple[Module, Ground]]]:
    """The modules by the reasons for which they are seen, and what was opened one by one."""
    alike: dict[Predicate, list[str]] = {}
    doors: list[tuple[Module, Ground]] = []
    for module in modules().values():
        found = predicate(grants, module.permission("view"))
        reasons = (Ground(ground.column, ground.values, "") for ground in found.grounds if ground.column in INDEXED and ground.door is None)
        seen = Predicate((), True) if found.always else Predicate(tuple(reasons))
        if seen.always or seen.grounds:
            alike.setdefault(seen, []).append(module.name)
        doors += ((module, ground) for ground in found.grounds if ground.door)
    return alike, doors


def opened(alias: str, values: dict[str, Any], grants: Grants, dialect: str = "sqlite") -> str:
    """The part of `anywhere` for what was opened one by one."""
    return _any(alias, list(_opened(alias, grants.made("anywhere", _everywhere)[1], values)))


def _any(alias: str, parts: list[str]) -> str:
    return f"{alias}.removed_at IS NULL AND ({' OR '.join(parts)})" if parts else "FALSE"


def _opened(alias: str, opened: Iterable[tuple[Module, Ground]], values: dict[str, Any]) -> Iterable[str]:
    """What was opened one by one, in the index over all modules; what belongs to such a record is found by its own table."""
    for module, ground in opened:
        ids = _behind(ground.door, values) if ground.door else ""
        if ground.column != "id":
            ids = f"SELECT x.id FROM {module.table} x WHERE x.{ground.column} IN ({ids})"
        yield f"({alias}.module = '{module.name}' AND {alias}.id IN ({ids}))"


def _of_ids(found: Predicate, ids: list[int]) -> Predicate:
    """Of the many records that were opened one by one only those that are asked for are bound."""
    grounds = (Ground("id", tuple(id for id in ids if id in one.values), one.why) if one.column == "id" else one for one in found.grounds)
    return Predicate(tuple(one for one in grounds if one.values), found.always)


def _merged(found: Predicate, module: Module, gone: str, alias: str, values: dict[str, Any], dialect: str) -> str:
    """Each reason to be let in is read in the order of the list by itself, by the index that serves it, and no further than a page;
    the first of all of them are the page.

    Of all reasons at once a database reads everything before it sorts it, or walks along records of others.
    """
    ways = [way for _, way in sort_parts(values["query"].sort, module, alias, dialect)]
    names = ", ".join(f"c{at}" for at in range(len(ways)))
    branches = []
    for number, ground in enumerate(found.grounds):
        a = f"{alias}{number}"
        pages = _walked(ground, module, gone, a, values, dialect) or [_gathered(ground, module, gone, a, values, dialect)]
        branches += [f"SELECT {names} FROM ({page}) {a}_page" for page in pages]
    order = ", ".join(f"c{at}{way}" for at, way in enumerate(ways))
    # A record that is opened for several reasons stands in several of them.
    page = f"SELECT c{len(ways) - 1} FROM ({' UNION '.join(branches)}) {alias}_pages ORDER BY {order} LIMIT :size"
    # PostgreSQL would join everything else first; of a list it looks up each.
    return f"{alias}.id = ANY (ARRAY({page}))" if dialect == "postgresql" else f"{alias}.id IN ({page})"


def _gathered(ground: Ground, module: Module, gone: str, a: str, values: dict[str, Any], dialect: str) -> str:
    """The first page of what one reason lets in."""
    parts = sort_parts(values["query"].sort, module, a, dialect)
    chosen = ", ".join(f"{column} AS c{at}" for at, (column, _) in enumerate(parts))
    order = ", ".join(f"{column}{way}" for column, way in parts)
    let_in = condition(Predicate((ground,)), a, values, f"v_{a}_", dialect)
    of = f"{module.table} {a} WHERE {let_in} AND {_asked(ground, module, gone, a, values, dialect)}"
    return f"SELECT {chosen} FROM {of} ORDER BY {order} LIMIT :size"


def _walked(ground: Ground, module: Module, gone: str, a: str, values: dict[str, Any], dialect: str) -> list[str]:
    """The same of very many records that were opened one by one, in an order that their doors keep: each holder's are walked along no
    further than a page, where all of them would be looked up and sorted. Empty where that cannot be, or is not worth it."""
    door, sort = ground.door, values["query"].sort.fields
    column = module.whole[sort[0][0]].sort_sql if len(sort) == 1 else ""
    if door is None or ground.column != "id" or column not in KEPT or len(ground.values) < MANY or len(door.holders) > HOLDERS:
        return []
    way, first = " DESC" if sort[0][1] else "", "CROSS JOIN" if dialect == "sqlite" else "JOIN"  # SQLite is told to begin with the doors
    values["opened_at"] = current.now()
    pages = []
    for at, holder in enumerate(door.holders):
        values[f"v_{a}_holder_{at}"] = holder
        pages.append(
            # Somebody may hold two doors of one record.
            f"SELECT DISTINCT r.{column} AS c0, r.record_id AS c1 FROM record_door r {first} {module.table} {a} ON {a}.id = r.record_id"
            f" WHERE r.holder_id = :v_{a}_holder_{at} AND {_holds(door)} AND {_asked(ground, module, gone, a, values, dialect)}"
            f" ORDER BY r.{column}{way}, r.record_id{way} LIMIT :size"
        )
    return pages


def _asked(ground: Ground, module: Module, gone: str, a: str, values: dict[str, Any], dialect: str) -> str:
    """What the query of a page wants of the records that one reason lets in."""
    query: Query = values["query"]
    found = compile_filter(query.filter, query.words, module, a, values, dialect, *_sought_by(query, ground, dialect), rare=query.rare)
    return f"{a}.{gone} AND {found} AND {compile_after(query, module, a, values, dialect)}"


def sought(query: Query, values: dict[str, Any], grants: Grants, dialect: str) -> tuple[bool | None, tuple[str, ...]]:
    """How the words of the query of a page are looked for where the access predicate stands beside them: `along` and `marks` of
    `compile_filter`. Of a page that was found before it is read, in each of its records."""
    if values.get("ids"):
        return None, ()
    found = predicate(grants, f"{values['module'].name}.{values.get('verb') or 'view'}", near=False)
    if _is_merged(found):
        return True, ()
    return query.common, () if found.always or dialect == "postgresql" else marked(found.grounds)


def _sought_by(query: Query, ground: Ground, dialect: str) -> tuple[bool | None, tuple[str, ...]]:
    """The same among what one ground lets in: of what was opened one by one in each."""
    return (query.common, ()) if dialect == "postgresql" else (query.common or ground.door is not None, marked((ground,)))


def _is_merged(found: Predicate) -> bool:
    return any(ground.why in ("stand_in", "opened") for ground in found.grounds)


def condition(found: Predicate, alias: str, values: dict[str, Any], prefix: str = "v_", dialect: str = "sqlite") -> str:
    if found.always:
        return "TRUE"
    parts, indexed = [], True
    for number, ground in enumerate(found.grounds):
        name = f"{prefix}{number}_{ground.column}"
        if ground.door:
            continue
        if len(ground.values) == 1:
            (values[name],) = ground.values
            parts.append(f"{alias}.{ground.column} = :{name}")
        else:
            # The sign keeps the index of the sort in use: many departments together are most of the table.
            values[name], indexed = list(ground.values), False
            parts.append(f"+{alias}.{ground.column} IN (:{name})")
    for ground in found.grounds:
        if ground.door:
            among = _behind(ground.door, values)
            # PostgreSQL joins a list with the other reasons by their indexes; where rows are read one after the other it hashes.
            listed = f"= ANY (ARRAY({among}))" if indexed and dialect == "postgresql" else f"IN ({among})"
            parts.append(f"{alias}.{ground.column} {listed}")
    return f"({' OR '.join(parts)})" if parts else "FALSE"


def _behind(door: Door, values: dict[str, Any]) -> str:
    """The ids of the records that the door opened."""
    values["opened_to"], values["opened_at"] = list(door.holders), current.now()
    return f"SELECT r.record_id FROM record_door r WHERE r.holder_id IN (:opened_to) AND {_holds(door)}"


def _holds(door: Door) -> str:
    """The condition for the rows of a door that is open at `opened_at`."""
    return (
        f"r.module = '{door.module}'{' AND r.edits' if door.edits else ''}{' AND r.parts' if door.parts else ''}"
        f" AND (r.ends_at IS NULL OR r.ends_at > :opened_at)"
    )
