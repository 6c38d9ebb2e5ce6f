"""Asking for approval and deciding: one row is locked first, so of two who decide at once one does, and the other is told."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.approval import ApprovalDao, NamedSeat
from crm.dao.platform.approval_request import ApprovalRequestDao
from crm.domain.kit.field import changed
from crm.domain.platform.approval import VERBS, Chair, Step
from crm.domain.platform.approval_flow import MODULE as FLOWS
from crm.domain.platform.approval_request import MODULE, STATES, ApprovalRequest, Waiting
from crm.errors import CrmError, Forbidden, Invalid, NotFound
from crm.language import Words, say
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.approval_course import ApprovalCourse
from crm.service.platform.user import UserService

LABELS = {option.value: option.label for option in STATES}
EXPLAINED = ("refuse", "return")  # what is said why
SIZE = 50


@dataclass(frozen=True)
class Strip:
    """A request with its seats, as one who reads it sees it."""

    request: ApprovalRequest
    seats: list[NamedSeat]
    mine: bool  # the reader is one of those who decide now
    withdrawable: bool


class ApprovalService:
    def __init__(
        self, db: Database, dao: ApprovalDao, requests: ApprovalRequestDao, course: ApprovalCourse, of: Callable[[str], Any],
        users: UserService,
    ):  # fmt: skip
        self.db = db
        self.dao = dao
        self.requests = requests
        self.course = course
        self.of = of
        self.users = users

    # Reading -------------------------------------------------------------------

    @reading
    def strip(self, module: str, record_id: int) -> Strip | None:
        """The latest request of a record that the caller has read; None where there never was one."""
        found = self.requests.last(module, record_id)
        seats = [
            NamedSeat(
                one.seat_id, one.id, one.step, one.user_id, one.seat_state, one.since, one.due_at, one.at, one.seat_comment, one.why,
                one.via_id, one.user_name, one.via_name,
            )
            for one in found if one.seat_id
        ]  # fmt: skip
        return self._strip(found[0], seats) if found else None

    @reading
    def one(self, id: int) -> Strip:
        """For whoever takes part in it, may see its record or all requests; NotFound for others."""
        found, me = self._strip(self.course.request(id), self.dao.seats(id)), current.actor()
        takes_part = found.request.owner_id == me.id or any(seat.user_id in _chairs(me) for seat in found.seats)
        if not takes_part and not me.may(MODULE.permission("view")) and not self.of(found.request.module).find([found.request.record_id]):
            raise NotFound()
        return found

    @reading
    def is_seen(self, request: ApprovalRequest) -> bool:
        """Whether the actor may see the record itself."""
        service = self.of(request.module)
        return current.actor().may(service.module.permission("view")) and bool(service.find([request.record_id]))

    def _strip(self, request: ApprovalRequest, seats: list[NamedSeat]) -> Strip:
        mine = request.is_open and bool(_turn(request, seats))
        return Strip(request, seats, mine, request.is_open and self._may_withdraw(request))

    @staticmethod
    def _may_withdraw(request: ApprovalRequest) -> bool:
        me = current.actor()
        return request.owner_id == me.id or me.may(FLOWS.permission("edit"))

    @reading
    def page(self, which: str, before: int | None = None, size: int = SIZE) -> list[Waiting]:
        """waiting for the actor, asked by him, or decided by him; the newest first, one more than `size` where there are more."""
        me = current.actor()
        if which == "waiting":
            return self.dao.waiting(me.id, _chairs(me), size + 1, before)
        ask = {"asked": self.dao.asked, "decided": self.dao.decided}[which]
        return ask(me.id, size + 1, before)

    # Asking --------------------------------------------------------------------

    @transactional
    def ask(self, module: str, id: int, comment: str = "") -> None:
        """Ask for approval of a record that one may edit; where states follow from approval, by putting it into that state."""
        service = self.of(module)
        row = service.get(id)
        service.check_record("edit", row)
        if way := service.module.approval:
            with current.acting(reason=comment.strip()):
                service.change(id, {way.field: way.asked})
            return
        if self.dao.blocking(module, [id]):
            raise Invalid(decision=Words("This is in approval already."))
        flow = self.course.flows.fitting(module, [id]).get(id)
        if flow is None:
            raise Invalid(decision=Words("No flow of approval is for this record."))
        self.course.begin(service.module, row, flow, comment.strip())

    @transactional
    def withdraw(self, id: int, comment: str = "") -> None:
        """Whoever asked takes it back, or whoever administers approvals."""
        request = self.course.locked(id)
        if not self._may_withdraw(request):
            raise Forbidden()
        if not request.is_open:
            raise Invalid(decision=self._over(request))
        self.course.close(request, "withdrawn", comment.strip()[:1000])

    # Deciding --------------------------------------------------------------------

    @transactional
    def decide(self, id: int, verb: str, comment: str = "", to: int | None = None) -> ApprovalRequest:
        """approve, refuse, return to whoever asked, pass on `to` a colleague, or add one who has to approve as well.

        Raises Forbidden for who has no part in it, Invalid by `decision`, `comment` or `to`.
        """
        request, comment = self.course.locked(id), comment.strip()[:1000]
        seats = self.dao.seats(id)
        mine = _turn(request, seats)
        if verb not in VERBS or not any(seat.user_id in _chairs(current.actor()) for seat in seats):
            raise Forbidden()
        if not request.is_open or not mine:
            raise Invalid(decision=self._over(request) if not request.is_open else Words("This does not wait for you any more."))
        if verb in EXPLAINED and not comment:
            raise Invalid(comment=Words("Please say why."))
        mine = self.course.stand_in(request, mine)
        if verb in ("pass", "add"):
            self._with(request, mine, verb, comment, self._colleague(request, seats, to))
        else:
            self.course.settle(request, mine, verb, comment)
        return self.course.request(id)

    def _colleague(self, request: ApprovalRequest, seats: list[NamedSeat], to: int | None) -> int:
        if to is None or self.users.actor(to) is None:
            raise Invalid(to=Words("Please choose a colleague."))
        if to == request.owner_id:
            raise Invalid(to=Words("Whoever asked does not decide."))
        if any(seat.user_id == to and seat.state in ("waits", "later") for seat in seats):
            raise Invalid(to=Words("This colleague is asked already."))
        return to

    def _with(self, request: ApprovalRequest, mine: list[NamedSeat], verb: str, comment: str, to: int) -> None:
        """Hand over one's own part, or have somebody else asked beside it."""
        me, chair = current.actor(), Chair(to, "handed" if verb == "pass" else "added", current.actor().id)
        if verb == "pass":
            self.course.set([replace(seat, state="passed", at=current.now(), comment=comment or None) for seat in mine])
            self.course.seat(request, [(seat.step, chair) for seat in mine])
            self.course.keep(request, comment)
            self.course.tell(request, [to], Words("{who} hands the approval of “{name}” over to you.", who=me.name, name=request.name))
        else:
            more = Step(say("Added by {who}", who=me.name), request.rank, "all")
            request = changed(request, plan=[*request.plan, asdict(more)])
            self.course.seat(request, [(len(request.plan) - 1, chair)])
            self.course.keep(request, comment)
            self.course.ask(request, [to])

    @staticmethod
    def _over(request: ApprovalRequest) -> Words:
        """The other one sees what was decided."""
        who = request.decider_name or Words("The system")
        return Words("This was decided meanwhile by {who}: {state}.", who=who, state=Words(LABELS[request.state]))

    def approve_all(self, ids: list[int], comment: str = "") -> tuple[int, dict[int, CrmError]]:
        """(how many were approved, id -> why another one was not); each is a transaction of its own."""
        done, refused = 0, {}
        for id in dict.fromkeys(ids):
            try:
                self.decide(id, "approve", comment)
                done += 1
            except CrmError as no:
                refused[id] = no
        return done, refused


def _chairs(me: current.Actor) -> list[int]:
    """Whose seats the actor may take: his own, and those of people whose stand-in he is today."""
    return [me.id, *me.decides_for]


def _turn(request: ApprovalRequest, seats: Sequence[NamedSeat]) -> list[NamedSeat]:
    """The seats on which it is the actor's turn. Whoever asked decides nothing in another one's place."""
    me = current.actor()
    chairs = _chairs(me) if request.owner_id != me.id else [me.id]
    return [seat for seat in seats if seat.state == "waits" and seat.user_id in chairs]
