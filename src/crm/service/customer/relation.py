"""Relations between contacts, and the chart of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.customer.relation import RelationDao
from crm.domain.customer.relation import Relation, RelationDraft
from crm.domain.customer.relation_chart import Chart, Edge, Person, chart
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional

PEOPLE, EDGES, DEEPEST = 60, 300, 30


class RelationService(RecordService[Relation, RelationDraft]):
    records: RelationDao

    def __init__(self, kit: Kit, records: RelationDao, of: Callable[[str], RecordService[Any, Any]]):
        super().__init__(kit, records)
        self.of = of

    def verify(self, row: Any, before: Any | None) -> None:
        """Nobody reports to two, or in a circle."""
        others = [e for e in self.records.between([row.contact_id], EDGES) if e.contact_id == row.contact_id and e.id != row.id]
        if any((e.other_id, e.kind) == (row.other_id, row.kind) for e in others):
            raise Invalid(other_id=Words("This relation is there already."))
        if row.kind == "reports_to":
            if any(e.kind == "reports_to" for e in others):
                raise Invalid(kind=Words("This person reports to somebody already."))
            if row.contact_id in self.records.bosses(row.other_id, DEEPEST):
                raise Invalid(other_id=Words("These people would report to each other in a circle."))

    def _owned(self, row: Any) -> Any:
        names = {found.id: found.name for found in self.of("contact").find([row.contact_id, row.other_id])}
        return replace(super()._owned(row), contact_name=names.get(row.contact_id), other_name=names.get(row.other_id))

    @transactional
    def relate_new(self, contact_id: int, kind: str, name: str, phone: str = "") -> Relation:
        """Write the other person as a new contact of the same customer, and the relation to him; undone as one."""
        contacts = self.of("contact")
        raw = {"name": name, "phones": [phone] if phone.strip() else [], "account_id": contacts.get(contact_id).account_id}
        with self.writer.together():
            made = contacts.create(contacts.module.draft.parse(raw))
            return self.create(RelationDraft.parse({"contact_id": contact_id, "kind": kind, "other_id": made.id}))

    @reading
    def chart_of(self, module: str, id: int) -> tuple[Chart, list[Person], list[Edge]]:
        """The people of a customer (or around one contact) and everybody related to them, drawn and as lists."""
        self.require("view")
        row = self.of(module).get(id)
        account_id = row.id if module == "account" else row.account_id
        people = self.records.people(PEOPLE, account_id=account_id) if account_id and current.actor().may("account.view") else []
        ids = [person.id for person in people] or ([row.id] if module == "contact" else [])
        if module == "contact" and row.id not in ids:
            ids.append(row.id)
        edges = self.records.between(ids, EDGES) if ids else []
        lacking = sorted({end for e in edges for end in (e.contact_id, e.other_id)} | set(ids) - {0})
        if missing := [one for one in lacking if one not in {person.id for person in people}]:
            people = people + self.records.people(PEOPLE, ids=missing[:PEOPLE])
        return chart(people, edges), people, edges
