"""The course of a request: it begins, one rank of steps opens after the other, and its end moves the record."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from crm import current, language
from crm.dao.platform.approval import ApprovalDao
from crm.dao.platform.approval_request import ApprovalRequestDao
from crm.domain.kit.field import changed
from crm.domain.kit.module import Module
from crm.domain.platform.approval import CLOSING, Chair, Seat, due, next_rank, substitute
from crm.domain.platform.approval_flow import Known
from crm.domain.platform.approval_request import MODULE, ApprovalRequest, ApprovalRequestDraft
from crm.errors import Invalid, NotFound
from crm.language import N_, Words, local, say
from crm.service.kit.record import Kit
from crm.service.platform.approval_flow import ApprovalFlowService
from crm.service.platform.notice import NoticeService
from crm.service.platform.workday import WorkdayService

SOURCE = "approval"  # as what decisions write
ENDED = {
    "approved": N_("“{name}” was approved."), "refused": N_("“{name}” was refused: {why}"),
    "returned": N_("“{name}” came back to you: {why}"),
}  # fmt: skip


class ApprovalCourse:
    """Its methods run in the transaction of whoever asks or decides."""

    def __init__(
        self, kit: Kit, dao: ApprovalDao, requests: ApprovalRequestDao, flows: ApprovalFlowService, of: Callable[[str], Any],
        notice: NoticeService, days: WorkdayService,
    ):  # fmt: skip
        self.writer = kit.writer
        self.dao = dao
        self.requests = requests
        self.flows = flows
        self.people = flows.people
        self.of = of
        self.notice = notice
        self.days = days

    # The beginning -----------------------------------------------------------

    def begin(self, module: Module, row: Any, flow: Known | None, comment: str) -> ApprovalRequest:
        """The record waits from now on; without a flow, for whoever administers approvals. Raises Invalid where it could not become
        what it is asked to be."""
        self._check_grantable(module, row)
        submitter = current.actor().id or row.owner_id or 0
        rules, own = (self.flows.rules(flow.id), flow.allow_own) if flow else ([], False)
        plan = self.flows.plan(rules, own, submitter, row.owner_id)
        if any(not step.chairs for step in plan):
            raise Invalid({_field(module): Words("Nobody is there who could decide. Please ask an administrator.")})
        named = {"name": module.title(row), "module": module.name, "record_id": row.id, "flow_id": flow.id if flow else None}
        draft = ApprovalRequestDraft.parse(named | {"comment": comment[:1000], "summary": _summary(module, row)})
        steps = [asdict(replace(step, chairs=())) for step in plan]
        department = self.dao.department_of(submitter) if submitter else None
        new = ApprovalRequest(**draft.values(), plan=steps, owner_id=submitter or None, department_id=department)
        (made,) = self.writer.insert(MODULE, self.requests, [new])
        chairs = [(at, chair) for at, step in enumerate(plan) for chair in step.chairs]
        self.seat(made, chairs, "later")
        self.open(made, 0)
        return made

    def _check_grantable(self, module: Module, row: Any) -> None:
        """What the state after the approval needs is filled in before: whoever decides cannot edit it."""
        if (way := module.approval) is None:
            return
        service = self.of(module.name)
        with current.acting(actor=current.everyone(), source=SOURCE):
            refused = service.hold_all([(changed(row, **{way.field: way.granted}), row)])
        for no in refused.values():
            labels = [say(module.fields[name].label) for name in no.fields if name in module.fields and name != way.field]
            if not labels:
                raise no
            raise Invalid({way.field: Words("Please fill in before asking for approval: {fields}.", fields=say(", ").join(labels))})

    def request(self, id: int) -> ApprovalRequest:
        """Whatever the actor may see; NotFound where there is none."""
        with current.acting(actor=current.everyone()):
            found: list[Any] = list(self.requests.find([id]))
        if not found:
            raise NotFound()
        return found[0]  # type: ignore[no-any-return]

    def locked(self, id: int) -> ApprovalRequest:
        """The request as it is now; whoever comes next waits until this transaction is over."""
        self.dao.lock(id)
        return self.request(id)

    # Seats -------------------------------------------------------------------

    def seat(self, request: ApprovalRequest, chairs: Sequence[tuple[int, Chair]], state: str = "waits") -> list[Seat]:
        """(step, who): people who are to decide from now on, or later."""
        ids, waits = self.writer.sequence.take(len(chairs)), state == "waits"
        since, dues = (current.now(), self.dues(request, [at for at, _ in chairs])) if waits else (None, {})
        seats = [
            Seat(id, request.id, at, chair.user_id, state, since, dues.get(at), None, None, chair.why, chair.via_id)
            for id, (at, chair) in zip(ids, chairs, strict=True)
        ]
        self.dao.put_seats([asdict(seat) for seat in seats])
        return seats

    def dues(self, request: ApprovalRequest, steps: Iterable[int]) -> dict[int, datetime | None]:
        """Of these steps, as far as they have a limit: when their time is over, if it begins now."""
        plan = request.steps
        limits = {at: plan[at].hours for at in steps if plan[at].hours}
        if not limits:
            return {}
        now = local(current.now())
        is_workday = self.days.workdays(now.date())
        shifts = self.days.shifts()
        return {at: due(now, hours, is_workday, shifts) for at, hours in limits.items()}

    def set(self, seats: Sequence[Seat]) -> None:
        self.dao.set_seats([vars(seat) for seat in seats])

    def open(self, request: ApprovalRequest, rank: int) -> None:
        """The seats of this rank wait from now on; for who left meanwhile somebody else does."""
        ranks = [step.rank for step in request.steps]
        seats = [seat for seat in self.dao.seats(request.id) if seat.state == "later" and ranks[seat.step] == rank]
        here = self.people.active(seat.user_id for seat in seats)
        now, dues = current.now(), self.dues(request, [seat.step for seat in seats])
        self.set([replace(seat, state="waits", since=now, due_at=dues.get(seat.step)) for seat in seats])
        self.ask(request, [seat.user_id for seat in seats if seat.user_id in here])
        for seat in seats:
            if seat.user_id not in here:
                self.leave(request, seat)

    def leave(self, request: ApprovalRequest, seat: Seat, why: str = "left") -> bool:
        """Somebody else decides for who left or was too late: his manager, else whoever administers approvals. False where nobody is."""
        taken = [one.user_id for one in self.dao.seats(request.id) if one.step == seat.step and one.state in ("waits", "later")]
        without = [request.owner_id or 0, *taken]
        instead = substitute(seat.user_id, self.people, without)
        chosen = [instead] if instead else [id for id in self.people.stewards() if id not in without]
        if not chosen:
            return False
        self.set([replace(seat, state="passed", at=current.now(), why=why)])
        self.seat(request, [(seat.step, Chair(id, why, seat.user_id)) for id in chosen])
        self.ask(request, chosen)
        return True

    def stand_in(self, request: ApprovalRequest, seats: Sequence[Any]) -> list[Any]:
        """The seats, each of somebody who is away taken by the actor, who decides in his place and in his own name."""
        me = current.actor().id
        own, away = [seat for seat in seats if seat.user_id == me], [seat for seat in seats if seat.user_id != me]
        if not away:
            return own
        self.set([replace(seat, state="passed", at=current.now(), why="away") for seat in away])
        free = [seat for seat in away if seat.step not in {one.step for one in own}]
        return [*own, *self.seat(request, [(seat.step, Chair(me, "stands_in", seat.user_id)) for seat in free])]

    def ask(self, request: ApprovalRequest, people: Sequence[int]) -> None:
        """Those who are to decide, and the stand-ins of those who are away."""
        who = request.owner_name or current.actor().name or "—"  # a request that was just made has no name of its owner yet
        instead = [id for id in self.people.stand_ins(people) if id != request.owner_id]
        self.tell(request, list({*people, *instead}), Words("{who} asks you to approve “{name}”.", who=who, name=request.name))

    def tell(self, request: ApprovalRequest, people: Sequence[int], words: Words) -> None:
        said = "\n".join(part for part in (request.summary, request.comment) if part)
        self.notice.tell(people, "approval", words, f"/approvals/{request.id}", lambda: f"{say(words)}\n{said}".strip())

    # Decisions ---------------------------------------------------------------

    def settle(self, request: ApprovalRequest, seats: Sequence[Seat], verb: str, comment: str) -> None:
        """These seats approve, refuse or return, and the request goes on or ends."""
        state = CLOSING[verb]
        self.set([replace(seat, state=state, at=current.now(), comment=comment or None) for seat in seats])
        if verb == "approve":
            self._decided(request, comment)
        else:
            self.close(request, state, comment)

    def _decided(self, request: ApprovalRequest, answer: str) -> None:
        """After seats were set: where one was enough the others are spared; the next rank opens where this one is done; where none
        is left, all of it is approved."""
        steps, seats = request.steps, self.dao.seats(request.id)
        enough = {seat.step for seat in seats if seat.state == "approved" and steps[seat.step].need == "any"}
        self.set([replace(seat, state="skipped") for seat in seats if seat.step in enough and seat.state == "waits"])
        rank = next_rank(steps, seats, request.rank)
        if rank is None:
            self.close(request, "approved", answer)
            return
        self.keep(request, answer, rank=rank)
        if rank != request.rank:
            self.open(request, rank)

    def keep(self, request: ApprovalRequest, answer: str, **values: Any) -> None:
        """Every decision is a change of the request, and so a line of the journal."""
        me = current.actor().id or None
        wanted = changed(request, decisions=request.decisions + 1, decided_by=me, answer=answer or None, **values)
        self.writer.update(MODULE, self.requests, [(request, wanted)], "approve")

    def close(self, request: ApprovalRequest, state: str, answer: str) -> None:
        """Nobody waits any more; the record becomes what was decided, and who asked is told."""
        self._spare(request)
        with self.writer.together():
            self.keep(request, answer, state=state)
            self._move(request, state == "approved", answer)
        if state in ENDED and request.owner_id and request.owner_id != current.actor().id:
            self.tell(request, [request.owner_id], Words(ENDED[state], name=request.name, why=answer or "—"))

    def drop(self, request: ApprovalRequest) -> None:
        """The record is what it is now without a decision, so nobody is asked any more."""
        self._spare(request)
        self.keep(request, "", state="withdrawn")

    def _spare(self, request: ApprovalRequest) -> None:
        self.set([replace(seat, state="skipped") for seat in self.dao.seats(request.id) if seat.state in ("waits", "later")])

    def _move(self, request: ApprovalRequest, granted: bool, answer: str) -> None:
        """As whoever decided, with the right that the flow lends him."""
        service = self.of(request.module)
        if (way := service.module.approval) is None:
            return
        with current.acting(actor=current.everyone(), source=SOURCE, reason=answer):
            for row in service.records.find([request.record_id]):
                wanted = changed(row, **{way.field: way.granted if granted else way.draft})
                for no in service.hold_all([(wanted, row)]).values():
                    raise no
                service.writer.update(service.module, service.records, [(row, wanted)], "approve")
                service.written([wanted])


def _field(module: Module) -> str:
    return module.approval.field if module.approval else module.title_field


def _summary(module: Module, row: Any) -> str:
    """What the record is about, and for how much: for lists and mails."""
    name = next((name for name in module.amounts if getattr(row, name) is not None), None)
    amount = language.money(getattr(row, name), getattr(row, "currency", None) or current.own_currency()) if name else ""
    return " · ".join(part for part in (amount, module.subtitle(row)) if part)[:300]
