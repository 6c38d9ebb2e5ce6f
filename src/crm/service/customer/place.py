"""Places of customers: one for each, whose owner it follows, brought to the coordinates of satellites."""

from typing import Any

from crm import current
from crm.dao.customer.place import PlaceDao
from crm.domain.customer.nearby import Point
from crm.domain.customer.place import Place, PlaceDraft
from crm.domain.customer.place_datum import to_wgs
from crm.domain.kit.access import predicate
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading


class PlaceService(RecordService[Place, PlaceDraft]):
    records: PlaceDao

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """Whose it is, the customer says; where it is on the earth, its own coordinates. Within the writer's transaction."""
        heads = {head.id: head for head in self.records.heads(sorted({row.account_id for _, row in pairs}))}
        rows = []
        for _, row in pairs:
            point = to_wgs(Point(float(row.latitude), float(row.longitude)), row.datum)
            row = changed(row, north=point.latitude, east=point.longitude)
            if head := heads.get(row.account_id):
                row = changed(row, account_name=head.name, owner_id=head.owner_id, department_id=head.department_id)
            rows.append(row)
        return rows

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A customer has one place, also among the rows themselves; a new one is set by whoever may for that customer."""
        ids = sorted({row.account_id for row, _ in pairs})
        heads = {head.id: head for head in self.records.heads(ids)}
        taken = {place.account_id: place.id for place in self.records.of(ids)}
        allowed, refused = predicate(current.actor().grants, self.module.permission("create")), {}
        for at, (row, before) in enumerate(pairs):
            own, head = row.id or -1 - at, heads.get(row.account_id)
            if head is None or (before is None and not allowed.holds(head)):
                refused[at] = Invalid(account_id=Words("You may not set the place of this customer."))
            elif taken.setdefault(row.account_id, own) != own:
                refused[at] = Invalid(account_id=Words("This customer has a place already."))
        return refused

    @reading
    def of(self, account_ids: list[int]) -> dict[int, Place]:
        """The places of customers that the actor was allowed to read."""
        found: dict[int, Place] = {}
        for place in self.records.of(account_ids) if account_ids else ():
            found.setdefault(place.account_id, place)
        return found

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """A customer that is handed over takes its place along."""
        if event.module == "account" and event.verb != "create" and (strays := self.records.strays(list(event.ids))):
            self.records.follow(list(event.ids))
            self.writer.search.move(strays)
