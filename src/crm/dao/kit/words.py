"""What people search for, as the index of words is asked: in the language of FTS5 or as a tsquery."""

from collections.abc import Collection, Iterable

from crm.domain.kit.access import Grants, Ground, predicate
from crm.domain.kit.module import Module, modules
from crm.domain.kit.tokens import query_tokens

PREFIX = 2  # SQLite's index knows the beginnings of words that are so long, or shorter (schema/0003_job.sql)

SIGNS = {"owner_id": "\ue001", "department_id": "\ue002", "pool_id": "\ue003"}  # as in schema/0003_job.sql
MODULE = "\ue000"
MOST = 64  # marks of whose an entry is: who may see more than these finds soon enough what he may


def whose(grants: Grants, names: Collection[str] | None = None) -> tuple[str, ...]:
    """The marks of entries that these grants may open by their owner, department, pool or module; () where that says nothing."""
    if grants.everything:
        return ()
    by_module: dict[str, tuple[str, ...]] = grants.made("marks", _marks)
    return tuple(dict.fromkeys(mark for name, marks in by_module.items() if names is None or name in names for mark in marks))


def _marks(grants: Grants) -> dict[str, tuple[str, ...]]:
    found = {module: predicate(grants, module.permission("view")) for module in modules().values()}
    return {module.name: (_of(module),) if seen.always else marked(seen.grounds) for module, seen in found.items()}


def marked(grounds: Iterable[Ground]) -> tuple[str, ...]:
    """The marks of what these grounds let in, but for what was opened one by one."""
    return tuple(f"{SIGNS[one.column]}{value}" for one in grounds if one.column in SIGNS and not one.door for value in one.values)


def within(words: str, marks: Collection[str]) -> str:
    """The words, and one of the marks, unless they are many; in the language of FTS5."""
    return f"({words}) AND ({' OR '.join(map(_quoted, marks))})" if 0 < len(marks) <= MOST else words


def of_module(module: Module) -> str:
    """All entries of a module; in the language of FTS5."""
    return _quoted(_of(module))


def _of(module: Module) -> str:
    return MODULE + module.name.replace("_", "")


def _quoted(mark: str) -> str:
    return f'"{mark}"'


def expressed(words: str, dialect: str) -> str:
    """Every word must be there. Tokens are letters and digits only."""
    return (" AND " if dialect == "sqlite" else " & ").join(_token(*one, dialect) for one in query_tokens(words[:200]))


def either(beginnings: list[str], dialect: str) -> str:
    """A word that begins with one of these must be there."""
    return (" OR " if dialect == "sqlite" else " | ").join(_token(one, True, dialect) for one in beginnings)


def _token(token: str, prefix: bool, dialect: str) -> str:
    if dialect == "sqlite":
        return f'"{token}"{"*" if prefix else ""}'
    return f"'{token}'{':*' if prefix else ''}"


def parts(words: str) -> list[str]:
    """What stands in the tokens of an entry that has every word: " bei" begins a token, " 北京 " is one."""
    return [f" {token}" if prefix else f" {token} " for token, prefix in query_tokens(words[:200])]


def widened(words: str, dialect: str) -> tuple[str, list[str]]:
    """Words that the database has at hand, newest first, and the parts to be looked for among what these find; ("", []) where
    nothing is gained. To gather all that begins with “beijing” takes a quarter of a second at a million records."""
    tokens = query_tokens(words[:200])
    if dialect == "postgresql":  # it walks along the records themselves
        return (expressed(words, dialect), parts(words)) if any(prefix for _, prefix in tokens) else ("", [])
    long = [f" {token}" for token, prefix in tokens if prefix and len(token) > PREFIX]
    wide = (_token(token[:PREFIX] if prefix else token, prefix, dialect) for token, prefix in tokens)
    return (" AND ".join(wide), long) if long else ("", [])
