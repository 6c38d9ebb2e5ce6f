"""Targets typed as on a sheet: a department, the departments right below it and its people, month by month; saved whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crm import current
from crm.dao.sales.dashboard import DashboardDao
from crm.domain.kit.access import predicate
from crm.domain.kit.dates import add_months
from crm.domain.kit.money import Money
from crm.domain.sales.attainment import Tree
from crm.domain.sales.dashboard import MOST
from crm.domain.sales.target import MONTHS, Target, TargetDraft, places_of, split, summed
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.department import DepartmentService
from crm.service.sales.target import TargetService, Whose

TYPED = (*MONTHS, "total")
Cells = Mapping[str, Mapping[str, str]]  # the key of a line -> month or total, and the version -> what was typed


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: for whom, and the target that is there. The key is c, d12 or p34."""

    key: str
    name: str
    whose: Whose
    target: Any | None
    editable: bool

    @property
    def raw(self) -> dict[str, Any]:
        return {"d": {"team_id": self.whose.department_id}, "p": {"person_id": self.whose.owner_id}}.get(self.key[0], {})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first line is the whole whose parts the others are; without a department it is the company."""

    lines: list[Line]

    @property
    def parts(self) -> tuple[Money, ...]:
        """What the lines after the first add up to: month by month, then the year."""
        rows = [[getattr(one.target, name) for name in TYPED] for one in self.lines[1:] if one.target]
        return tuple(summed(column) for column in zip(*rows, strict=True)) if rows else (Money(0),) * len(TYPED)


class TargetSheetService:
    def __init__(self, targets: TargetService, departments: DepartmentService, dashboards: DashboardDao):
        self.db = targets.db
        self.targets = targets
        self.departments = departments
        self.dashboards = dashboards

    @reading
    def sheet(self, year: int, measure: str, department_id: int | None) -> Sheet:
        self.targets.require("view")
        grants = current.actor().grants
        seen, edits = (predicate(grants, f"target.{verb}", near=False) for verb in ("view", "edit"))
        tree = Tree(self.departments.choices())
        known = {(one.person_id, one.team_id): one for one in self.targets.records.of_year(year, measure) if not one.by_product}
        below, people = [], []
        if department_id is None:
            whole = Line("c", self.targets.settings.get("company"), Whose("", None, None), None, False)
            below = [one for one in tree.choices if one.depth == 0]
        else:
            here = next((one for one in tree.choices if one.id == department_id), None)
            if here is None:
                raise Invalid(department=Words("Please choose one from the list."))
            whole = Line(f"d{here.id}", here.name, Whose("", None, here.id), None, False)
            within = set(tree.below[here.id])
            below = [one for one in tree.choices if one.id in within and one.depth == here.depth + 1]
            people = self.targets.records.staff([here.id])
        lines = [whole, *(Line(f"d{one.id}", one.name, Whose("", None, one.id), None, False) for one in below)]
        lines += [Line(f"p{one.owner_id}", one.name, Whose("", one.owner_id, one.department_id), None, False) for one in people]
        return Sheet(
            [
                Line(one.key, one.name, one.whose, known.get(_of(one)), edits.holds(one.whose))
                for at, one in enumerate(lines)
                if at == 0 or seen.holds(one.whose)
            ]
        )

    @transactional
    def store(self, year: int, measure: str, department_id: int | None, cells: Cells, by_season: bool = False) -> int:
        """Write every line that differs; how many did. Raises Invalid by "key.month" when any line cannot be, and writes none."""
        sheet = self.sheet(year, measure, department_id)
        season = self._season(year, department_id) if by_season else (1,) * 12
        refused: dict[str, Words] = {}
        new, changes, gone = [], [], []
        for line in sheet.lines:
            typed = cells.get(line.key)
            if typed is None or not line.editable:
                continue
            try:
                wanted = self._wanted(line, typed, year, measure, season)
            except Invalid as no:
                refused |= {f"{line.key}.{name if name in TYPED else 'total'}": why for name, why in no.fields.items()}
                continue
            if wanted is None:
                gone += [line.target] if line.target else []
            elif line.target is None:
                new.append((line, wanted))
            elif any(getattr(wanted, name) != getattr(line.target, name) for name in TYPED):
                changes.append((line, wanted))
        pairs = [(row, line.target) for line, row in (*new, *changes)]
        keys = [line.key for line, _ in (*new, *changes)]
        refused |= {f"{keys[at]}.total": next(iter(no.fields.values())) for at, no in self.targets.hold_all(pairs).items()}
        if refused:
            raise Invalid(refused)
        self._write([row for _, row in new], [(line.target, row) for line, row in changes], gone)
        return len(pairs) + len(gone)

    def _wanted(self, line: Line, typed: Mapping[str, str], year: int, measure: str, season: Sequence[Any]) -> Any | None:
        """The target that the line asks for, None where it is empty."""
        given = {name: typed.get(name, "").strip() for name in TYPED}
        if line.target and typed.get("version", "") != str(line.target.version):
            raise Invalid(total=Words("Somebody else changed this meanwhile. Look at the sheet anew."))
        if not any(given.values()):
            return None
        raw = {**line.raw, **given, "measure": measure, "year": str(year)}
        values = TargetDraft.parse(raw, base=line.target).values()
        if not any(given[name] for name in MONTHS):
            values |= dict(zip(MONTHS, split(values["total"], season, places_of(measure)), strict=True))
        return replace(line.target, **values) if line.target else Target(**values)

    def _write(self, new: list[Any], changes: list[tuple[Any, Any]], gone: list[Any]) -> None:
        targets = self.targets
        for verb, rows in (("create", new), ("edit", changes), ("remove", gone)):
            if rows:
                targets.require(verb)
        with current.acting(group_id=targets.writer.sequence.take()[0]):  # undone as one
            if new:
                targets.writer.insert(targets.module, targets.records, new)
            if changes:
                targets.writer.update(targets.module, targets.records, changes)
            targets.writer.remove(targets.module, targets.records, gone)

    def _season(self, year: int, department_id: int | None) -> list[Money]:
        """What was won in each month of the year before, by the department with those below it."""
        if not current.actor().may("opportunity.view"):
            raise Forbidden()
        starts = (add_months(date(year - 1, 1, 1), min(n, 12)) for n in range(MOST + 1))
        edges: dict[str, Any] = {f"edge_{n}": midnight(day) for n, day in enumerate(starts)}
        within = list(Tree(self.departments.choices()).below.get(department_id, ())) if department_id else None
        found = self.dashboards.won(**edges, department_ids=within)
        return [summed([one.amount_base for one in found if one.n == month]) for month in range(12)]


def _of(line: Line) -> tuple[int | None, int | None]:
    """By whom a target is known."""
    return (line.whose.owner_id, None) if line.key[0] == "p" else (None, line.whose.department_id)
