"""Check-in and check-out: the server's clock counts, the position is measured against the customer's place."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm import current, language
from crm.dao.kit.database import Database
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.nearby import Point, distance
from crm.domain.customer.place import MODULE as PLACES
from crm.domain.customer.place import PlaceDraft
from crm.domain.sales.visit import DONE, MISSED, PLANNED, UNDER_WAY, Visit
from crm.domain.sales.visit_check import CHECK_OUT, CheckIn
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.customer.activity import ActivityService
from crm.service.customer.place import PlaceService
from crm.service.kit.transaction import transactional
from crm.service.platform.setting import SettingService
from crm.service.sales.visit import MORNING, VisitService


class VisitCheckService:
    def __init__(
        self, db: Database, visits: VisitService, places: PlaceService, activities: ActivityService, settings: SettingService
    ):
        self.db = db
        self.visits = visits
        self.places = places
        self.activities = activities
        self.settings = settings

    @transactional
    def check_in(self, id: int, sent: CheckIn) -> Visit:
        """Begin a visit of one's own where one is. Further from the customer than the house allows it asks for the reason, and
        the visit is marked. Both writes, that of a first place too, are undone as one."""
        row = self._own(id)
        if row.state not in (PLANNED, MISSED):
            at = language.moment(row.check_in_at) if row.check_in_at else "—"
            raise Invalid(state=Words("You have checked in already: {at}.", at=at) if row.state == UNDER_WAY
                          else Words("This visit is over, or was called off."))  # fmt: skip
        far, limit = self._distance(row, sent.point), self.settings.get("visit_far")
        if far is not None and far > limit and not sent.far_reason:
            raise Invalid(far_reason=Words("You are {distance} m away from the customer’s place; please say why.", distance=f"{far:,}"))
        here = replace(
            row, state=UNDER_WAY, check_in_at=current.now(), phone_at=sent.phone_at, latitude=sent.latitude, longitude=sent.longitude,
            accuracy=sent.accuracy if sent.point else None, place_text=sent.place_text, distance=far,
            is_far=None if far is None else far > limit, far_reason=sent.far_reason if far is not None and far > limit else None,
        )  # fmt: skip
        with current.acting(group_id=self.visits.writer.sequence.take()[0]):
            if sent.use_place and sent.point and far is None and current.actor().may(PLACES.permission("create")):
                raw = {"account_id": row.account_id, "latitude": sent.latitude, "longitude": sent.longitude, "source": "check_in"}
                self.places.create(PlaceDraft.parse(raw))
                here = replace(here, distance=0, is_far=False)
            return self._write(row, here)

    @transactional
    def note(self, id: int, raw: dict[str, Any], version: int | None = None) -> Visit:
        """What came of the visit so far, while one is there."""
        self._under_way(id)
        return self.visits.change(id, {name: raw[name] for name in CHECK_OUT if name in raw}, version)

    @transactional
    def check_out(self, id: int, raw: dict[str, Any]) -> Visit:
        """End the visit. A next step with a day becomes a task; all of it is undone as one."""
        row = self._under_way(id)
        draft = self.visits.module.draft.parse({name: raw[name] for name in CHECK_OUT if name in raw}, base=row)
        wanted = replace(row, **draft.values())
        with current.acting(group_id=self.visits.writer.sequence.take()[0]):
            done = self._write(row, replace(wanted, state=DONE, check_out_at=current.now()))
            if wanted.next_step and wanted.next_on and current.actor().may("activity.create"):
                self._plan(done)
        return done

    # What they are made of -----------------------------------------------------

    def _own(self, id: int) -> Visit:
        """Nobody checks in for another one."""
        row = self.visits.get(id)
        self.visits.check_record("edit", row)
        if row.owner_id != current.actor().id:
            raise Forbidden(Words("Only who makes the visit checks in and out."))
        return row

    def _under_way(self, id: int) -> Visit:
        row = self._own(id)
        if row.state != UNDER_WAY:
            raise Invalid(state=Words("Please check in first.") if row.is_open else Words("This visit is over, or was called off."))
        return row

    def _distance(self, row: Visit, here: Point | None) -> int | None:
        """Metres from the customer's place; None without a position, or where the customer has no place yet."""
        place = self.places.of([row.account_id]).get(row.account_id) if here else None
        return round(distance(here, Point(place.north, place.east))) if here and place else None

    def _write(self, row: Visit, wanted: Visit) -> Visit:
        service = self.visits
        service.writer.update(service.module, service.records, [(row, wanted)])
        return service.get(row.id)

    def _plan(self, visit: Visit) -> None:
        due = datetime.combine(visit.next_on or current.today(), MORNING, ZoneInfo(current.timezone())).astimezone(UTC)
        raw = {"kind": "task", "name": visit.next_step, "due_at": due, "subject_module": visit.about[0], "subject_id": visit.about[1]}
        self.activities.create(ActivityDraft.parse(raw | {"account_id": visit.account_id}))
