"""Deciding about the discounts of a document."""

from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.event import RecordsWritten
from crm.domain.sales.line import Line
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading, transactional
from crm.service.sales.discount_limit import DiscountLimitService
from crm.service.sales.discount_request import DiscountRequestService, refuse_without_reason
from crm.service.sales.line import MOST, LineService


class LineApprovalService:
    """Somebody who may approve, and whose own limits allow it, decides for all lines of a document that wait."""

    def __init__(self, db: Database, lines: LineService, requests: DiscountRequestService, limits: DiscountLimitService):
        self.db = db
        self.lines = lines
        self.requests = requests
        self.limits = limits

    @reading
    def may_decide(self, module: str, id: int) -> bool:
        """Whether a request of this document waits that the actor may decide."""
        self.lines.documents(module).get(id)
        found = self.requests.records.waiting(module, id)
        if not found or self.requests.is_asked(found) or not self.requests.may("approve", found):
            return False
        return not self.limits.exceeded(_waiting(self.lines.records.of(module, id, MOST)))

    @transactional
    def decide(self, module: str, id: int, approved: bool, answer: str) -> None:
        """Write the decision on the lines and the request, as one change. Raises Forbidden for whoever may not approve,
        Invalid where nothing waits, where his own limits are lower, or where a refusal has no reason."""
        service = self.lines.documents(module)
        document = service.get(id)
        found = self.requests.records.waiting(module, id)
        if not found:
            raise Invalid(answer=Words("No discount waits here any more."))
        if not self.requests.may("approve", found):
            raise Forbidden()
        for asked in self.requests.guarded([(None, found)]).values():
            raise Invalid(answer=next(iter(asked.fields.values())))
        lines = self.lines.records.of(module, id, MOST)
        if self.limits.exceeded(_waiting(lines)):
            raise Invalid(answer=Words("This discount is above your own limit."))
        refuse_without_reason(approved, answer)
        with self.lines.writer.together(reason=answer.strip()):
            decided = self._marked(lines, "approved" if approved else "refused")
            self.requests.close(module, document, approved, answer.strip())
        self.lines.tell(module, id, document, decided)

    def _marked(self, lines: list[Line], state: str) -> list[Line]:
        """All of the lines; those of them that wait have got what was decided."""
        wanted = {line.id: replace(line, approval=state) for line in _waiting(lines)}
        pairs = [(line, wanted[line.id]) for line in lines if line.id in wanted]
        self.lines.writer.update(self.lines.module, self.lines.records, pairs, "approve")
        return [wanted.get(line.id, line) for line in lines]

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """What a flow of approval decided about a request holds for its lines."""
        if event.module != self.requests.module.name or current.source() != "approval":
            return
        with current.acting(actor=current.everyone()):
            rows: list[Any] = list(self.requests.records.find(list(event.ids)))
            for row in rows:
                if row.state in ("approved", "refused"):
                    decided = self._marked(self.lines.records.of(row.module, row.record_id, MOST), row.state)
                    self.lines.tell(row.module, row.record_id, self.lines.documents(row.module).get(row.record_id), decided)


def _waiting(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.approval == "waits"]
