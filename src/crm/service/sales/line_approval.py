"""Deciding about the discounts of a document."""

from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.event import RecordsWritten
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
        waiting = [line for line in self.lines.records.of(module, id, MOST) if line.approval == "waits"]
        return not self.limits.exceeded(waiting)

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
        waiting = [line for line in self.lines.records.of(module, id, MOST) if line.approval == "waits"]
        if self.limits.exceeded(waiting):
            raise Invalid(answer=Words("This discount is above your own limit."))
        refuse_without_reason(approved, answer)
        with self.lines.writer.together(reason=answer.strip()):
            self._mark(module, id, "approved" if approved else "refused")
            self.requests.close(module, document, approved, answer.strip())
        self.lines.tell(module, id, document, self.lines.records.of(module, id, MOST))

    def _mark(self, module: str, id: int, state: str) -> None:
        """Every line that waits gets what was decided."""
        waiting = [line for line in self.lines.records.of(module, id, MOST) if line.approval == "waits"]
        pairs = [(line, replace(line, approval=state)) for line in waiting]
        self.lines.writer.update(self.lines.module, self.lines.records, pairs, "approve")

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """What a flow of approval decided about a request holds for its lines."""
        if event.module != self.requests.module.name or current.source() != "approval":
            return
        with current.acting(actor=current.everyone()):
            rows: list[Any] = list(self.requests.records.find(list(event.ids)))
            for row in rows:
                if row.state in ("approved", "refused"):
                    self._mark(row.module, row.record_id, row.state)
                    document = self.lines.documents(row.module).get(row.record_id)
                    self.lines.tell(row.module, row.record_id, document, self.lines.records.of(row.module, row.record_id, MOST))
