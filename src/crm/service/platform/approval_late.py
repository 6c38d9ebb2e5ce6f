"""Approvals that nobody decided in time, and those of people who left."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.approval import ApprovalDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.approval import CLOSING, Seat
from crm.domain.platform.approval_request import ApprovalRequest
from crm.errors import CrmError
from crm.language import N_, Words, say
from crm.service.kit.event import listens
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.approval_course import ApprovalCourse

BATCH = 200


class ApprovalLateService:
    def __init__(self, db: Database, dao: ApprovalDao, course: ApprovalCourse):
        self.db = db
        self.dao = dao
        self.course = course

    @scheduled(every=timedelta(minutes=5), label=N_("Time-outs of approvals"))
    def run(self, _: Any = None) -> int:
        """Each request is a transaction of its own, and what one of them cannot become stops none of the others; gives how many
        there were."""
        done, wrong = 0, dict[int, CrmError]()
        while late := [id for id in self._late() if id not in wrong]:
            for id in late:
                try:
                    self._lapse(id)
                    done += 1
                except CrmError as no:
                    wrong[id] = no
        for first in wrong.values():
            raise first
        return done

    @reading
    def _late(self) -> list[int]:
        return sorted({seat.request_id for seat in self.dao.overdue(current.now(), BATCH)})

    @transactional
    def _lapse(self, id: int) -> None:
        """What the step says becomes of each seat of the request whose time is over."""
        request = self.course.locked(id)
        with current.acting(source="rule"):
            for seat in self._over(request):
                late = request.steps[seat.step].late
                if late in CLOSING:
                    self.course.settle(request, [replace(seat, why="late")], late, say("The time was over"))
                    return  # the other seats are another matter now: the next round looks at them
                if late != "pass" or not self.course.leave(request, seat, "late"):
                    self._remind(request, seat)

    def _over(self, request: ApprovalRequest) -> list[Seat]:
        now = current.now()
        return [seat for seat in self.dao.seats(request.id) if seat.state == "waits" and seat.due_at and seat.due_at <= now]

    def _remind(self, request: ApprovalRequest, seat: Seat) -> None:
        self.course.set([replace(seat, due_at=self.course.dues(request, [seat.step]).get(seat.step))])
        self.course.tell(request, [seat.user_id], Words("“{name}” still waits for your approval; its time is over.", name=request.name))

    @listens(RecordsWritten)
    def left(self, event: RecordsWritten) -> None:
        """In the transaction in which somebody leaves: what waits for him waits for his manager from now on."""
        if event.module != "user":
            return
        held = self.dao.held_by(list(event.ids))
        here = self.course.people.active(seat.user_id for seat in held)
        for seat in held:
            if seat.user_id not in here:
                self.course.leave(self.course.locked(seat.request_id), seat)
