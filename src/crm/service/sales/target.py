"""Targets: whose they are follows from whom they are for, and there is one of each kind."""

from dataclasses import dataclass
from typing import Any

from crm import current
from crm.dao.sales.target import TargetDao
from crm.domain.kit.access import predicate
from crm.domain.kit.field import changed
from crm.domain.sales.target import Target, TargetDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.platform.setting import SettingService


@dataclass(frozen=True, slots=True)
class Whose:
    """As the access predicate looks at a target: a person's is his own, a department's lies in it, the company's in none."""

    name: str
    owner_id: int | None
    department_id: int | None


class TargetService(RecordService[Target, TargetDraft]):
    records: TargetDao

    def __init__(self, kit: Kit, records: TargetDao, settings: SettingService):
        super().__init__(kit, records)
        self.settings = settings

    def _whose(self, rows: list[Any]) -> list[Whose]:
        """Of each row, in the transaction under way."""
        people = sorted({row.person_id for row in rows if row.person_id})
        teams = sorted({row.team_id for row in rows if row.team_id})
        placed = {one.owner_id: one for one in self.records.people(people)} if people else {}
        named = {one.id: one.name for one in self.records.teams(teams)} if teams else {}
        company = self.settings.get("company")

        def of(row: Any) -> Whose:
            if row.person_id:
                one = placed.get(row.person_id)
                return Whose(one.name if one else "", row.person_id, one.department_id if one else None)
            return Whose(named.get(row.team_id, ""), None, row.team_id) if row.team_id else Whose(company, None, None)

        return [of(row) for row in rows]

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        rows = [row for _, row in pairs]
        return [
            changed(row, name=f"{one.name} · {row.year}", owner_id=one.owner_id, department_id=one.department_id)
            for row, one in zip(rows, self._whose(rows), strict=True)
        ]

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Set by those who may set it for that person or department; each kind of target is there once."""
        rows = [row for row, _ in pairs]
        if not rows:
            return {}
        grants = current.actor().grants
        may = {verb: predicate(grants, self.module.permission(verb)) for verb in ("create", "edit")}
        known = self.records.known(sorted({row.year for row in rows}), sorted({row.measure for row in rows}))
        taken = {one.of: one.id for one in known}
        refused = {}
        for at, ((row, before), whose) in enumerate(zip(pairs, self._whose(rows), strict=True)):
            if not may["edit" if before else "create"].holds(whose):
                name = "person_id" if row.person_id else "team_id"
                refused[at] = Invalid({name: Words("You may not set targets here.")})
            elif taken.setdefault(row.of, row.id) != row.id or (before is None and row.of in {pairs[n][0].of for n in range(at)}):
                refused[at] = Invalid(measure=Words("There is such a target for this year already."))
        return refused
