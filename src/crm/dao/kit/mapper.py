"""Reads the named statements of one SQL file. Every mark is an SQL comment.

-- :name find :many             a statement, and what running it gives
-- :name find :many sqlite      the same, for one database only
-- :steady                      whatever its values, it is read the same way: PostgreSQL keeps its plan; as of INSERT … VALUES
AND a.tag = :tag -- :if tag     a line kept only when tag is given, that is, not None
-- :if tag … -- :end            lines kept only when tag is given
AND … -- :unless plain          a line dropped when plain is given
AND TRUE -- :visible a [module] TRUE becomes the reader's access predicate
AND TRUE -- :anywhere e         the same for an index over all modules
AND TRUE -- :opened e           of that what was opened one by one
AND TRUE -- :filter a           TRUE becomes the compiled filter
AND TRUE -- :after a            TRUE becomes "behind the last row seen" of the sort
ORDER BY :sort                  becomes a `-- :sort newest  a.id DESC` line, or the compiled Sort
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

NAME = re.compile(r"^-- :name (\w+) :(one|many|scalar|affected|batch)(?: (sqlite|postgresql))?\s*$", re.M)
SORT = re.compile(r"^-- :sort (\w+)\s+(.+?)\s*$")
OPEN = re.compile(r"^\s*-- :(if|unless) (\w+)\s*$")
GUARDED = re.compile(r"^(.*\S)\s+-- :(if|unless) (\w+)\s*$")
MARK = re.compile(r"^(.*)\bTRUE\b(.*\S)?\s*-- :(visible|anywhere|opened|filter|after) (\w+)(?: (\w+))?\s*$")
PARAMETER = re.compile(r"'(?:[^']|'')*'|(?<![:\w]):([a-z_]\w*)")
COMMENT = re.compile(r"\s+--\s.*$")

Guard = tuple[str, str]


class MapperError(Exception):
    """The SQL file is not written as a mapper should be."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that the kit fills in: the access predicate, the filter, or the page's start."""

    word: str
    alias: str
    module: str | None
    tables: frozenset[str] | None = None  # what the alias stands for; none where that is a statement in brackets

    @property
    def token(self) -> str:
        return f"\x00{self.word}.{self.alias}.{self.module or ''}\x00"


@dataclass(eq=False)
class Statement:
    """One statement: its lines with their guards, its marks, its sorts."""

    label: str
    gives: str
    lines: list[tuple[Guard | None, str]] = field(default_factory=list)
    sorts: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    steady: bool = False
    texts: dict[Any, Any] = field(default_factory=dict, repr=False)  # the database's cache of compiled texts

    @property
    def guards(self) -> frozenset[Guard]:
        return frozenset(guard for guard, _ in self.lines if guard)

    @property
    def writes(self) -> bool:
        first = next((line for _, line in self.lines), "").lstrip().upper()
        body = " ".join(line for _, line in self.lines).upper()
        return not first.startswith(("SELECT", "WITH", "VALUES", "PRAGMA")) or bool(
            re.search(r"\b(INSERT INTO|UPDATE \w+ SET|DELETE FROM|FOR UPDATE|SETVAL|NEXTVAL)\b", body)
        )

    @property
    def parameters(self) -> set[str]:
        """The names bound in any shape of the statement."""
        return {name for _, line in self.lines for name in PARAMETER.findall(line) if name and name != "sort"} | {
            name for _, name in self.guards
        }

    def tables(self, alias: str) -> frozenset[str]:
        body = "\n".join(line for _, line in self.lines)
        return frozenset(re.findall(rf"\b(?:FROM|JOIN)\s+(\w+)\s+{alias}\b", body))

    def is_paged(self, mark: Mark) -> bool:
        """Whether the rows of the mark's alias are the next ones in the order of a query."""
        return any(one.word == "after" and one.alias == mark.alias for one in self.marks)

    def is_guarded(self, mark: Mark) -> bool:
        """Whether the access predicate holds for the next rows in the order of a query, of the mark's alias."""
        return self.is_paged(mark) and any(one.word == "visible" and one.alias == mark.alias for one in self.marks)

    def shape(self, values: dict[str, Any]) -> frozenset[Guard]:
        """The guards that hold. `:if` means: is not None."""
        guards = self._guards()
        return frozenset(g for g in guards if (values.get(g[1]) is not None) == (g[0] == "if")) if guards else guards

    def _guards(self) -> frozenset[Guard]:
        if (known := self.texts.get("guards")) is None:
            known = self.texts["guards"] = self.guards
        return known

    def text(self, shape: frozenset[Guard]) -> str:
        return "\n".join(line for guard, line in self.lines if guard is None or guard in shape)


class Mapper:
    """The statements of one file, by name and, where they differ, by database."""

    def __init__(self, path: Path):
        self.path = path
        self._statements: dict[tuple[str, str | None], Statement] = {}
        pieces = NAME.split(path.read_text(encoding="utf-8"))[1:]
        for name, gives, dialect, body in zip(*[iter(pieces)] * 4, strict=True):
            if (name, dialect) in self._statements:
                raise MapperError(f"{path.name}: {name} is there twice")
            self._statements[name, dialect] = self._read(Statement(f"{path.stem}.{name}", gives), body)

    def statement(self, name: str, dialect: str) -> Statement:
        found = self.find(name, dialect)
        if found is None:
            raise MapperError(f"{self.path.name} has no statement {name} for {dialect}")
        return found

    def find(self, name: str, dialect: str) -> Statement | None:
        """None for a statement that is tagged for the other database alone: here there is nothing to do."""
        return self._statements.get((name, dialect)) or self._statements.get((name, None))

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self._statements}

    def __iter__(self):
        return iter((name, dialect, statement) for (name, dialect), statement in self._statements.items())

    def _read(self, statement: Statement, body: str) -> Statement:
        block: Guard | None = None
        for line in body.splitlines():
            if block and (OPEN.match(line) or GUARDED.match(line)):
                # The inner guard would stand for both: a line that two values must allow would need only one.
                raise MapperError(f"{self.path.name}: a guard inside a guard: {line.strip()}")
            if opened := OPEN.match(line):
                block = (opened[1], opened[2])
            elif line.strip() == "-- :end":
                block = None
            elif line.strip() == "-- :steady":
                statement.steady = True
            elif sort := SORT.match(line):
                statement.sorts[sort[1]] = sort[2]
            elif marked := MARK.match(line):
                mark = Mark(marked[3], marked[4], marked[5])
                statement.marks.append(mark)
                statement.lines.append((block, f"{marked[1]}{mark.token}{marked[2] or ''}".removesuffix(";")))
            elif guarded := GUARDED.match(line):
                statement.lines.append(((guarded[2], guarded[3]), guarded[1]))
            elif "-- :" in line:
                # A mark that is not understood must never be passed over: it may be the access predicate.
                raise MapperError(f"{self.path.name}: this mark is not understood: {line.strip()}")
            elif line.strip() and not line.lstrip().startswith("--"):
                statement.lines.append((block, COMMENT.sub("", line).rstrip().removesuffix(";")))
        if block:
            raise MapperError(f"{self.path.name}: {block} has no -- :end in {statement.label}")
        if not statement.lines:
            raise MapperError(f"{self.path.name}: {statement.label} is empty")
        body = " ".join(line for _, line in statement.lines)
        statement.steady |= body.startswith("INSERT") and "SELECT" not in body or not (statement.parameters or statement.marks)
        statement.marks = [replace(mark, tables=statement.tables(mark.alias)) for mark in statement.marks]
        return statement
