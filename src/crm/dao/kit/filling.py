"""What the marks of a statement become: SQL of the access predicate, of the filter, and of where a page begins."""

from typing import Any

from crm.dao.kit import access
from crm.dao.kit.filter import compile_after, compile_filter
from crm.dao.kit.mapper import Mark, Statement
from crm.domain.kit.access import Grants
from crm.domain.kit.filter import Group, Query


def filled(mark: Mark, statement: Statement, values: dict[str, Any], grants: Grants, dialect: str) -> str:
    """The SQL of one mark; what it binds is added to the values."""
    query = values.get("query")
    if mark.word == "visible":
        paged = isinstance(query, Query) and statement.is_paged(mark)
        return access.visible(mark, values, grants, dialect, paged)
    if mark.word == "anywhere":
        return access.anywhere(mark.alias, values, grants, dialect)
    if mark.word == "opened":
        return access.opened(mark.alias, values, grants, dialect)
    if mark.word == "after":
        return compile_after(query, values["module"], mark.alias, values, dialect) if isinstance(query, Query) else "TRUE"
    query = query if isinstance(query, Query) else Query(values.get("filter") or Group())
    along, marks = access.sought(query, values, grants, dialect) if query.words and statement.is_guarded(mark) else (None, ())
    module, rare = values["module"], query.rare
    found = compile_filter(query.filter, query.words, module, mark.alias, values, dialect, along, marks, rare, query.first)
    if rare is None or statement.is_paged(mark) or dialect != "sqlite":
        return found
    return f"{found} AND {mark.alias}.id > 0"  # SQLite walks along the numbers then, as what is kept beside the records is ordered
