"""Visits: what may become of them, which are missed, and what is forgotten in time."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.sales.visit import VisitDao
from crm.domain.kit.field import changed
from crm.domain.sales.visit import CANCELLED, DONE, MISSED, MODULE, MOVES, PLANNED, UNDER_WAY, Visit, VisitDraft
from crm.domain.sales.visit_rate import Rate, month_of
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.setting import SettingService

BATCH = 500
MORNING = time(9)
UNCHECKED = {
    "check_in_at": None, "check_out_at": None, "phone_at": None, "latitude": None, "longitude": None, "accuracy": None,
    "place_text": None, "distance": None, "is_far": None, "far_reason": None,
}  # fmt: skip


class VisitService(RecordService[Visit, VisitDraft]):
    records: VisitDao

    def __init__(
        self, kit: Kit, records: VisitDao, of: Callable[[str], RecordService[Any, Any]], notices: NoticeService, settings: SettingService
    ):
        super().__init__(kit, records)
        self.of = of
        self.notices = notices
        self.settings = settings

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """Without a subject of its own it is called like the customer; what was not made was not checked in, also after an undo."""
        fresh = {row.account_id for before, row in pairs if before is None or before.account_id != row.account_id or not row.name}
        names = {row.id: row.name for row in self.of("account").find(sorted(fresh))} if fresh else {}
        rows = []
        for _, row in pairs:
            if row.account_id in fresh:
                name = names.get(row.account_id, f"#{row.account_id}")
                row = changed(row, account_name=name, name=row.name or name)
            if row.check_in_at and row.state in (PLANNED, MISSED):
                row = changed(row, **UNCHECKED)
            rows.append(row)
        return rows

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A visit gets under way by its check-in alone, and what is done stays done. The contact and the deal are the customer's."""
        refused: dict[int, Invalid] = {}
        strange = self._strange([row for row, _ in pairs])
        for at, (row, before) in enumerate(pairs):
            state = before.state if before else None
            if row.state != state and row.state not in (MOVES[state] if state else (PLANNED, DONE, MISSED, CANCELLED)):
                begun = row.state == UNDER_WAY
                refused[at] = Invalid(
                    state=Words("A visit begins with its check-in." if begun else "The visit cannot become this any more.")
                )
            elif before and before.check_in_at and row.account_id != before.account_id:
                refused[at] = Invalid(account_id=Words("One has checked in at this customer already."))
            elif wrong := strange.get(at):
                refused[at] = Invalid({wrong: Words("This belongs to another customer.")})
        return refused

    def _strange(self, rows: list[Any]) -> dict[int, str]:
        """By its place: the field that names a contact or a deal of another customer."""
        found: dict[int, str] = {}
        for name, module in (("contact_id", "contact"), ("opportunity_id", "opportunity")):
            if ids := sorted({id for row in rows if (id := getattr(row, name))}):
                whose = {one.id: one.account_id for one in self.of(module).find(ids)}
                found |= {at: name for at, row in enumerate(rows) if whose.get(getattr(row, name), row.account_id) != row.account_id}
        return found

    def moved(self, row: Any, name: str, value: Any) -> dict[str, Any]:
        """On another day it is to be made anew, and has no place in the order there yet."""
        if name != "planned_on" or value == row.planned_on:
            return {name: value}
        return {name: value, "position": None} | ({"state": PLANNED} if row.state == MISSED else {})

    @reading
    def rates(self, month: str | None) -> list[Rate]:
        """Plan and done of each person in a month, as far as the actor sees the visits."""
        self.require("view")
        return self.records.rates(*month_of(month, current.today()))

    @reading
    def of_entry(self, activity_id: int) -> int | None:
        """The visit that made an entry of a story, where the actor sees it."""
        return self.records.by_entry(activity_id) if current.actor().may(MODULE.permission("view")) else None

    # At night ------------------------------------------------------------------

    @scheduled("10 0 * * *", label=N_("Mark visits that did not take place"))
    def miss(self, job: Any = None) -> dict[str, int]:
        """Planned visits of days that are over are missed; their owners hear of it, and who leads their department."""
        done = 0
        while found := self._miss():
            done += found
        return {"visits": done}

    @transactional
    def _miss(self) -> int:
        with current.acting(actor=current.everyone()):
            rows: list[Any] = self.records.find(self.records.overdue(current.today(), BATCH))
        self.writer.update(self.module, self.records, [(row, replace(row, state=MISSED)) for row in rows])
        self._tell(rows)
        return len(rows)

    def _tell(self, rows: list[Any]) -> None:
        leads = {one.department_id: one.manager_id for one in self.records.managers(sorted({row.department_id or 0 for row in rows}))}
        by_person: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            for person in {row.owner_id, leads.get(row.department_id)} - {None}:
                by_person[person].append(row)
        for person, missed in by_person.items():
            more, first = len(missed) - 1, missed[0]
            words = Words("The visit “{name}” did not take place", name=first.name)
            if more:
                words = Words("The visit “{name}” and {n} more did not take place", name=first.name, n=more)
            self.notices.tell([person], "visit", words, f"{MODULE.path}?f=state:any:missed&sort=-planned_on")

    @scheduled("20 4 * * *", label=N_("Forget where check-ins were"))
    def forget(self, job: Any = None) -> dict[str, int]:
        """Positions older than the house keeps them; none where it keeps them for good."""
        return {"visits": self._forget()}

    @transactional
    def _forget(self) -> int:
        days = self.settings.get("visit_position_days")
        return self.records.forget_positions(current.now() - timedelta(days=days)) if days else 0


def begins(row: Any) -> datetime:
    """When a visit is to begin, on the actor's own clock; in the morning where only its day was planned."""
    return datetime.combine(row.planned_on, row.clock or MORNING, ZoneInfo(current.timezone())).astimezone(UTC)
