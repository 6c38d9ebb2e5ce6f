"""Handing over what somebody has: counted in every module, given to others by rules, in one job, with a receipt and one undo."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.handover import HandoverDao, Moving, Receiver
from crm.dao.platform.holding import Holding, HoldingDao
from crm.dao.platform.sequence import SequenceDao
from crm.domain.platform.handover import (
    EVEN,
    MOST,
    POOL,
    STAY,
    Handover,
    Held,
    Line,
    Move,
    Part,
    RecordsReleased,
    Sum,
    is_told_apart,
    planned,
    spread,
)
from crm.domain.platform.journal import Outcome
from crm.domain.platform.user import User
from crm.errors import Invalid, NotFound
from crm.language import N_, Words, say
from crm.service.kit.event import Events
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.notice import NoticeService
from crm.service.platform.user import UserService

PIECE = 500  # records of one transaction
UNSEEN = Words("It is not visible to whoever handed over.")


@dataclass(frozen=True)
class Having:
    """A part of what somebody has, as the rules for it are chosen."""

    part: Part
    n: int
    by: str
    split: list[Held]  # by the values of the field `by`


class HandoverService:
    def __init__(
        self, db: Database, dao: HandoverDao, holding: HoldingDao, sequence: SequenceDao, events: Events, users: UserService,
        records: Callable[[str], Any], jobs: JobService, notice: NoticeService,
    ):  # fmt: skip
        self.db = db
        self.dao = dao
        self.holding = holding
        self.sequence = sequence
        self.events = events
        self.users = users
        self.records = records
        self.jobs = jobs
        self.notice = notice

    # Before ----------------------------------------------------------------------

    @reading
    def manager(self, user: User) -> Receiver | None:
        """The nearest manager above somebody who works here."""
        return next(iter(self.dao.managers(user.id, user.department_id, 1)), None) if user.department_id else None

    @reading
    def receivers(self, user_id: int, ids: Iterable[int]) -> list[Receiver]:
        """Those of the people who work here and may take over what somebody else has."""
        return self.dao.names(sorted({id for id in ids if id != user_id}))[:MOST]

    @reading
    def having(self, user_id: int, by: Mapping[str, str]) -> list[Having]:
        """What somebody has, the most first; `by`: part -> the field that splits it."""
        found = []
        for one in sorted(self.holding.counts(user_id), key=lambda one: -one.n):
            part = self.holding.parts[one.key]
            name = by.get(one.key, "") if is_told_apart(part, by.get(one.key, "")) else ""
            found.append(Having(part, one.n, name, self.holding.split(part, name, user_id) if name else []))
        return found

    @reading
    def moving(self, user_id: int) -> Moving:
        """What goes its own way when somebody leaves."""
        return self.dao.moving(user_id) or Moving(0, 0)

    @transactional
    def begin(self, user_id: int, people: Iterable[int], typed: Mapping[str, str], leaves: bool) -> int:
        """Have it done by a job, from now on as the plan says; whoever leaves is out at once. Gives the handover's id."""
        user = self._handed(user_id)
        if self.dao.running(user_id):
            raise Invalid(to=Words("A handover for this person is under way."))
        chosen = self.receivers(user_id, people)
        by = {key.removeprefix("by:"): name for key, name in typed.items() if key.startswith("by:")}
        counted = [held for one in self.having(user_id, by) for held in _counted(one)]
        plan = planned(self.holding.parts, counted, typed, (one.id for one in chosen))
        id, group = self.sequence.take(2)
        self.dao.insert(id, user_id, leaves, [vars(line) for line in plan], group, current.now(), current.actor().id)
        title = say("Handover from {name}", name=user.name)
        if leaves:
            with current.acting(source="bulk", group_id=group, reason=title):
                self.users.change(user_id, {"state": "left"})
        self.dao.put_job(id, self.jobs.enqueue("handover", {"handover": id}, title=title))
        return id

    def _handed(self, user_id: int) -> User:
        if user_id == current.actor().id:
            raise Invalid(to=Words("Somebody else has to hand over what is yours."))
        return self.users.require_rank(user_id)

    # The job ---------------------------------------------------------------------

    @handles("handover", label=N_("Handing over of work"))
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Each piece is a transaction of its own; a second run goes on where the first one left off."""
        found, seen = self._found(payload["handover"]), 0
        lines = [line for line in found.lines if any(receiver not in ("", STAY) for receiver in line.to.values())]
        total = sum(sum(line.n.values()) for line in lines)
        for line in lines:
            part, after = self.holding.parts[line.key], 0
            while ids := self._next(part, line, found.user_id, after):
                self._piece(found, part, line, ids)
                seen, after = seen + len(ids), ids[-1].id
                job.progress(seen, max(seen, total))
        self._end(found)
        return {"url": f"/handovers/{found.id}"}

    @reading
    def _found(self, id: int) -> Handover:
        found = self.dao.get(id)
        if found is None:
            raise NotFound()
        return found

    @reading
    def _next(self, part: Part, line: Line, user_id: int, after: int) -> list[Holding]:
        return self.holding.ids(part, line.by, user_id, after, PIECE)

    @transactional
    def _piece(self, found: Handover, part: Part, line: Line, ids: list[Holding]) -> None:
        """These records go where the line says; what became of each is written down with them."""
        known = set(self.dao.known(found.id, part.module.name, part.name, [one.id for one in ids]))
        shares: dict[str, list[int]] = defaultdict(list)
        for one in ids:
            if one.id not in known:
                shares[line.receiver(one.value)].append(one.id)
        shares.pop(STAY, None)
        people = {str(one.id): one for one in self.dao.names(list(line.people))}
        had = {one.receiver: one.n for one in self.dao.shared(found.id, part.module.name, part.name)} if shares.get(EVEN) else {}
        evenly = spread(shares.pop(EVEN, []), sorted(people), had)
        with current.acting(source="bulk", group_id=found.group_id, reason=say("Handover from {name}", name=found.user_name)):
            for even, parted in ((False, shares), (True, evenly)):
                for who, share in parted.items():
                    self._note(found, part, who, share, self._given(part, who, share, people), even)

    def _given(self, part: Part, who: str, ids: list[int], people: Mapping[str, Receiver]) -> Outcome:
        service, outcome = self.records(part.module.name), Outcome()
        if who.startswith(POOL):
            pool = int(who.removeprefix(POOL))
            self.events.publish(RecordsReleased(part.module.name, pool, tuple(ids), current.context().reason, outcome))
            return outcome
        if who not in people:
            return replace(outcome, refused=dict.fromkeys(ids, Words("Whoever was to receive it works here no longer.")))
        if part.owns:
            return service.assign_all(ids, people[who].id, people[who].department_id)  # type: ignore[no-any-return]
        return service.change_each({id: {part.name: who} for id in ids})  # type: ignore[no-any-return]

    def _note(self, found: Handover, part: Part, who: str, ids: list[int], outcome: Outcome, even: bool) -> None:
        done, why = set(outcome.done), {**outcome.kept, **outcome.refused}
        self.dao.put_moves(
            [
                {
                    "handover_id": found.id, "module": part.module.name, "field": part.name, "record_id": id, "receiver": who,
                    "even": even, "title": outcome.titles.get(id, f"#{id}"), "why": None if id in done else say(why.get(id, UNSEEN)),
                }
                for id in ids
            ]
        )  # fmt: skip

    @transactional
    def _end(self, found: Handover) -> None:
        self.dao.end(found.id, current.now())
        given: dict[int, int] = defaultdict(int)
        for one in self.dao.sums(found.id):
            if not one.stayed and one.receiver.isdigit():
                given[int(one.receiver)] += one.n
        for who, n in given.items():
            self.notice.tell([who], "assignment", Words("What {name} had is yours now ({n}).", n=n, name=found.user_name), "/")

    # The receipt -----------------------------------------------------------------

    @reading
    def page(self, size: int, before: int | None = None) -> list[Handover]:
        """The handovers there were, newest first."""
        return self.dao.page(size, before)

    @reading
    def get(self, id: int) -> Handover:
        """NotFound for whoever may not see the account that it was about."""
        found = self._found(id)
        self.users.get(found.user_id)
        return found

    @reading
    def sums(self, found: Handover) -> list[Sum]:
        """How many records went where, or stayed: what the plan left where it is among them."""
        sums = self.dao.sums(found.id)
        for line in found.lines:
            part = self.holding.parts.get(line.key)
            kept = sum(n for value, n in line.n.items() if line.receiver(value) == STAY)
            if part and kept:
                sums.append(Sum(part.module.name, part.name, STAY, True, kept))
        return sums

    @reading
    def moves(self, id: int, size: int, after: tuple[str, str, int] | None = None) -> list[Move]:
        return self.dao.moves(id, size, *(after or (None, None, None)))

    @reading
    def names(self, receivers: Iterable[str]) -> dict[str, str]:
        """What the receivers of a plan are called."""
        ids = [int(one) for one in receivers if one.isdigit()]
        found = {str(user.id): user.name for user in self.users.find(ids)} if ids else {}
        pools = {int(one.removeprefix(POOL)) for one in receivers if one.startswith(POOL)}
        return found | ({f"{POOL}{row.id}": row.name for row in self.records("pool").find(sorted(pools))} if pools else {})


def _counted(one: Having) -> list[Held]:
    """By value, and the rest."""
    if not one.by:
        return [Held(one.part.key, "", one.n)]
    told = [held for held in one.split if held.value]
    return [*told, Held(one.part.key, "", one.n - sum(held.n for held in told))]
