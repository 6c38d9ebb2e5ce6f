"""Purposes of consent: the house's list, ready from the beginning."""

from typing import Any

from crm.dao.sales.consent_purpose import ConsentPurposeDao
from crm.domain.kit.kind import Option
from crm.domain.sales.consent_purpose import READY, ConsentPurpose, ConsentPurposeDraft, Purpose, Shown
from crm.errors import Invalid
from crm.language import Named, Words, say
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading, transactional


class ConsentPurposeService(RecordService[ConsentPurpose, ConsentPurposeDraft]):
    records: ConsentPurposeDao

    @reading
    def every(self) -> list[Purpose]:
        """All purposes in their order, for whoever acts."""
        return self.records.in_order()

    @reading
    def shown(self, id: int) -> Shown | None:
        """The words of a purpose that is in use, for everybody who is asked."""
        return self.records.shown(id)

    def offered(self, within: Any = None) -> tuple[Option, ...]:
        """Those that are in use."""
        return tuple(Option(str(one.id), Named(one.name)) for one in self.every() if one.active)

    @transactional
    def begin(self) -> int:
        """Write the purposes that a company begins with, where it has none; gives how many."""
        self.require("create")
        if self.records.in_order():
            return 0
        drafts = [{"name": say(name), "contacts": contacts, "position": at * 10} for at, (name, contacts) in enumerate(READY, 1)]
        rows = [self._owned(self.module.row(**self.module.draft.parse(values).values())) for values in drafts]
        return len(self.writer.insert(self.module, self.records, rows))

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        """What somebody agreed to stays readable."""
        used = self.records.used([row.id for row in rows])
        return {id: Invalid(name=Words("Somebody’s consent names this purpose. Take it out of use instead.")) for id in used}
