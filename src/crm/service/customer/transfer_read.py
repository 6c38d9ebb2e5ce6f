"""Reading the lines of an upload in the order in which they can be written."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from crm.domain.customer.transfer import MANAGER, WHOLE, ImportRun, Options
from crm.domain.kit.company import company_key
from crm.domain.kit.module import modules
from crm.service.customer.transfer_plan import Plan
from crm.service.kit.sealed_file import SealedFile
from crm.service.kit.sheet import Line, Sheet, open_sheet

FIRST = 250  # lines of the first batch; each one after it has twice as many, up to the usual size


@dataclass(frozen=True)
class OpenRun(ImportRun):
    """An import whose upload can be read: with the key of that one file, also by a process that has no others."""

    upload: SealedFile

    def sheet_as(self, **changed: str) -> Sheet:
        """The table as the import reads it, but for what is changed of that."""
        return open_sheet(self.upload, **{"encoding": self.encoding, "delimiter": self.delimiter, "sheet": self.sheet} | changed)


def lines(run: OpenRun) -> Iterator[Line]:
    """The rows of the file, with what was put right in them."""
    rows = run.sheet_as().rows()
    return (_fixed(line, cells, run.fixes.get(str(line))) for line, cells in rows) if run.fixes else rows


def _fixed(line: int, cells: list[Any], fixes: dict[str, str] | None) -> Line:
    for column, text in (fixes or {}).items():
        cells[int(column)] = text
    return line, cells


def planned(run: ImportRun, derives: bool) -> Plan:
    return Plan(modules()[run.module], run.header, run.mapping, Options.parse(run.options), derives)


class Source:
    """The rows of a file in batches. Rows that others name as theirs above come first, level by level: a batch finds
    all that it refers to in the database. The order is the same every time."""

    def __init__(self, run: OpenRun, plan: Plan):
        self.run = run
        self.heads: frozenset[str] = frozenset()  # names that rows of the file are above others by
        own = [name for name in plan.references if plan.module.draft.fields[name].target == plan.module.name]
        own += [MANAGER] * (MANAGER in plan.columns)
        if own and WHOLE in plan.columns:
            self._name, self._above = (partial(_key, plan.columns[name][0]) for name in (WHOLE, own[0]))
            self.heads = self._found()

    def _rows(self) -> Iterator[Line]:
        return lines(self.run)

    def _found(self) -> frozenset[str]:
        names: set[str] = set()
        above: set[str] = set()
        for _, cells in self._rows():
            names.add(self._name(cells))
            above.add(self._above(cells))
        return frozenset(names & above - {""})

    def batches(self, size: int, skip: int, most: int | None = None) -> Iterator[list[Line]]:
        """Without the first `skip` rows, no more than `most`. The first ones are small: whoever writes them does not wait for long."""
        now, left = min(size, FIRST), sys.maxsize if most is None else most
        for part in (*self._levels(), self._others()):
            feed = iter(part)
            skip -= sum(1 for _ in islice(feed, skip))
            while batch := list(islice(feed, min(now, left))):
                yield batch
                now, left = min(size, 2 * now), left - len(batch)

    def _others(self) -> Iterator[Line]:
        return (line for line in self._rows() if self._name(line[1]) not in self.heads) if self.heads else self._rows()

    def _levels(self) -> list[list[Line]]:
        """The rows above others; the topmost level first."""
        if not self.heads:
            return []
        rows = [line for line in self._rows() if self._name(line[1]) in self.heads]
        above = {self._name(cells): self._above(cells) for _, cells in reversed(rows)}
        levels: dict[int, list[Line]] = {}
        for line in rows:
            levels.setdefault(_depth(self._name(line[1]), above), []).append(line)
        return [levels[depth] for depth in sorted(levels)]


def _key(column: int, cells: list[Any]) -> str:
    return company_key(str(cells[column]))


def _depth(name: str, above: dict[str, str]) -> int:
    """How many of the file stand above; those that stand above themselves are refused when they are written."""
    passed: set[str] = set()
    while name in above and name not in passed:
        passed.add(name)
        name = above[name]
    return len(passed)
