"""The plan of visits: a week of one person, what is copied into it, the way through a day, and who else is near and waits."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.domain.customer.nearby import Point, distance, route
from crm.domain.customer.place import Place
from crm.domain.kit.field import made_of
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.sales.visit import CANCELLED, PLANNED, UNDER_WAY, Visit, VisitDraft, in_order
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.customer.account import AccountService
from crm.service.customer.care import CareService, days_since
from crm.service.customer.place import PlaceService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.user import UserService
from crm.service.sales.visit import VisitService

MOST, LOOKED, OFFERED = 200, 200, 8
NEAR = 3000  # metres
WEEK = timedelta(days=7)
AGAIN = ("name", "account_id", "contact_id", "opportunity_id", "purpose", "starts_at", "ends_at", "position")  # what a copy keeps
Places = dict[int, Place]


@dataclass(frozen=True)
class Offer:
    """A customer who waits too long: for so many days, so far away from a visit that is planned already."""

    account: Any
    days: int
    metres: float | None = None
    near: Visit | None = None


class VisitPlanService:
    def __init__(
        self, db: Database, visits: VisitService, places: PlaceService, accounts: AccountService, cares: CareService, users: UserService
    ):
        self.db = db
        self.visits = visits
        self.places = places
        self.accounts = accounts
        self.cares = cares
        self.users = users

    @reading
    def between(self, first: date, last: date, owner_id: int) -> list[Visit]:
        """One person's visits of these days, those called off too, each day in its order."""
        whose = (Condition("planned_on", "between", (first, last)), Condition("owner_id", "any", (owner_id,)))
        found = self.visits.page(Query(Group(whose), Sort((("planned_on", False),)), size=MOST))[:MOST]
        return [one for day in sorted({row.planned_on for row in found}) for one in in_order([r for r in found if r.planned_on == day])]

    @reading
    def today(self) -> list[Visit]:
        """The actor's own visits of today, and those that he has not checked out of yet."""
        mine, today = Condition("owner_id", "any", ("me",)), current.today()
        now = Group((Condition("state", "any", (UNDER_WAY,)), Condition("planned_on", "on", today)), any=True)
        found = self.visits.page(Query(Group((mine, now)), Sort((("planned_on", False),)), size=MOST))[:MOST]
        return sorted(in_order(found), key=lambda one: one.state != UNDER_WAY)

    @reading
    def whereabouts(self, visits: list[Visit]) -> tuple[dict[int, Any], Places]:
        """The customers of these visits and their places, by the customers' numbers."""
        ids = sorted({one.account_id for one in visits})
        return {row.id: row for row in self.accounts.find(ids)} if ids else {}, self.places.of(ids)

    # Writing -------------------------------------------------------------------

    @transactional
    def add(self, account_id: int, day: date, owner_id: int) -> Visit:
        """Plan a visit to a customer; each once a day."""
        if any(one.account_id == account_id and one.state != CANCELLED for one in self.between(day, day, owner_id)):
            raise Invalid(account_id=Words("A visit to this customer is planned on that day already."))
        if owner_id == current.actor().id:
            return self.visits.create(VisitDraft.parse({"account_id": account_id, "planned_on": day}))
        return self._insert([{"account_id": account_id, "planned_on": day}], owner_id)[0]

    @transactional
    def copy(self, first: date, owner_id: int) -> list[Visit]:
        """The visits of the week before the one that begins on `first`, planned anew on the same weekdays; none twice."""
        known = {(one.planned_on, one.account_id) for one in self.between(first, first + WEEK - timedelta(days=1), owner_id)}
        again = [
            {name: getattr(one, name) for name in AGAIN} | {"planned_on": one.planned_on + WEEK}
            for one in self.between(first - WEEK, first - timedelta(days=1), owner_id)
            if one.state != CANCELLED and (one.planned_on + WEEK, one.account_id) not in known
        ]
        return self._insert(again, owner_id) if again else []

    def _insert(self, visits: list[dict[str, Any]], owner_id: int) -> list[Visit]:
        """Visits of this person: planned by himself, or by who may hand visits to him."""
        person = current.actor() if owner_id == current.actor().id else self.users.actor(owner_id)
        if person is None:
            raise Forbidden()
        whose, service = {"owner_id": person.id, "department_id": person.department_id}, self.visits
        rows = [made_of(Visit, one | whose) for one in visits]
        service.require("create")
        if person.id != current.actor().id and not service.may("assign", rows[0]):
            raise Forbidden()
        for refusal in service.hold_all([(row, None) for row in rows]).values():
            raise refusal
        return service.writer.insert(service.module, service.records, rows)

    @transactional
    def order(self, day: date, owner_id: int) -> tuple[int, float]:
        """Put the planned visits of a day into an order of short ways: from the first one on always to the nearest. What has no
        place comes last. Gives how many have one, and the metres as the crow flies."""
        planned = [one for one in self.between(day, day, owner_id) if one.state == PLANNED]
        places = self.places.of([one.account_id for one in planned])
        points = {one.id: point_of(places[one.account_id]) for one in planned if one.account_id in places}
        if len(points) < 2:
            raise Invalid(day=Words("An order needs at least two planned visits whose customers have a place."))
        ids, metres = route(points)
        ids += [one.id for one in planned if one.id not in points]
        self.visits.change_each({id: {"position": at} for at, id in enumerate(ids, 1)}, planned=True)
        return len(points), metres

    # Who else ------------------------------------------------------------------

    @reading
    def offers(self, planned: list[Visit], places: Places, owner_id: int) -> list[Offer]:
        """The person's customers whose gap of care has passed and with whom nothing is planned: those near one of the visits
        first, then those who wait longest."""
        late = self.cares.late(unplanned=True)
        if late is None or not current.actor().may("account.view"):
            return []
        query = Query(Group((Condition("owner_id", "any", (owner_id,)), late)), Sort((("touched_at", False),)), size=LOOKED)
        known = {one.account_id for one in planned}
        waiting = [row for row in self.accounts.page(query)[:LOOKED] if row.id not in known]
        theirs = self.places.of([row.id for row in waiting])
        stops = [(one, point_of(places[one.account_id])) for one in planned if one.state == PLANNED and one.account_id in places]
        offers = [_offer(row, theirs.get(row.id), stops) for row in waiting]
        near = sorted((one for one in offers if one.near), key=lambda one: one.metres or 0)
        return [*near, *(one for one in offers if not one.near)][:OFFERED]


def point_of(place: Place) -> Point:
    return Point(place.north, place.east)


def _offer(row: Any, place: Place | None, stops: list[tuple[Visit, Point]]) -> Offer:
    offer = Offer(row, days_since(row))
    if place is None or not stops:
        return offer
    here = point_of(place)
    metres, _, near = min((distance(here, there), one.id, one) for one, there in stops)
    return replace(offer, metres=metres, near=near) if metres <= NEAR else offer
