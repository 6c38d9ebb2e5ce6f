"""Discounts that wait for approval: asked for when lines are written, decided by somebody with a higher limit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.sales.discount_request import DiscountRequestDao
from crm.domain.kit.field import changed
from crm.domain.kit.module import modules
from crm.domain.sales.discount_request import DiscountRequest, DiscountRequestDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.platform.notice import NoticeService
from crm.service.platform.user import UserService
from crm.service.sales.discount_limit import DiscountLimitService


class DiscountRequestService(RecordService[DiscountRequest, DiscountRequestDraft]):
    """Its methods run in the transaction that writes the lines."""

    records: DiscountRequestDao

    def __init__(self, kit: Kit, records: DiscountRequestDao, limits: DiscountLimitService, users: UserService, notice: NoticeService):
        super().__init__(kit, records)
        self.limits = limits
        self.users = users
        self.notice = notice

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """Who decided, and what he said, where a flow of approval did."""
        if current.source() != "approval":
            return [row for _, row in pairs]
        said = current.context().reason
        return [changed(row, decided_by=current.actor().id, answer=said or None) for _, row in pairs]

    def held(self, lines: Sequence[Any], before: dict[int, Any]) -> list[Any]:
        """In the caller's transaction: the lines with what their discounts need. A decision stands while the discount does
        not grow and the product stays."""
        above = {id(line) for line in self.limits.exceeded(lines)}
        return [replace(line, approval=_approval(line, before.get(line.id), id(line) in above)) for line in lines]

    def follow(self, module: str, document: Any, lines: Sequence[Any]) -> None:
        """In the caller's transaction: ask for what waits; what waits no longer is withdrawn."""
        waiting = [line for line in lines if line.approval == "waits"]
        there = self.records.waiting(module, document.id)
        if not waiting:
            if there:
                self._write(there, state="withdrawn")
            return
        percent = max(line.discount for line in waiting)
        if there:
            self._write(there, percent=percent)
            return
        title = modules()[module].title(document)
        asked = DiscountRequestDraft.parse({"name": title, "module": module, "record_id": document.id, "percent": percent})
        row = self._owned(DiscountRequest(**asked.values()))
        made = self.writer.insert(self.module, self.records, [row])
        if self.is_asked(made[0]):
            return
        words = Words("“{name}”: {percent}% off waits for your approval.", name=title, percent=f"{percent.normalize():f}")
        self.notice.tell(self._approvers(document, waiting), "approval", words, f"/lines/{module}/{document.id}")

    def is_asked(self, row: DiscountRequest) -> bool:
        """In the caller's transaction: whether a flow of approval decides, and asks by itself."""
        return bool(self.guarded([(None, row)]))

    def close(self, module: str, document: Any, approved: bool, answer: str) -> None:
        """In the caller's transaction: keep the decision and tell who asked."""
        if there := self.records.waiting(module, document.id):
            state = "approved" if approved else "refused"
            self._write(there, state=state, answer=answer or None, decided_by=current.actor().id)
            words = (
                Words("“{name}”: your discount was approved.", name=there.name)
                if approved
                else Words("“{name}”: your discount was refused: {why}", name=there.name, why=answer)
            )
            self.notice.tell([there.owner_id] if there.owner_id else [], "approval", words, f"/lines/{module}/{document.id}")

    def _write(self, row: DiscountRequest, **values: Any) -> None:
        self.writer.update(self.module, self.records, [(row, replace(row, **values))])

    def _approvers(self, document: Any, waiting: Sequence[Any]) -> list[int]:
        """The nearest manager above whose limits allow it."""
        for id in self.records.managers(document.department_id) if document.department_id else []:
            actor = self.users.actor(id) if id != current.actor().id else None
            if actor and actor.may(self.module.permission("approve")) and not self.limits.exceeded(waiting, actor):
                return [id]
        return []


def _approval(line: Any, before: Any | None, above: bool) -> str | None:
    if not above:
        return None
    if before is None or before.product_id != line.product_id:
        return "waits"
    known: str | None = before.approval
    stands = known == "approved" and line.discount <= before.discount or known == "refused" and line.discount == before.discount
    return known if stands else "waits"


def refuse_without_reason(approved: bool, answer: str) -> None:
    if not approved and not answer.strip():
        raise Invalid(answer=Words("Please say why it is refused."))
