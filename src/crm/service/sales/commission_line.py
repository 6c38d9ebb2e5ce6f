"""Statements: who earns what in a month and by what, as far as the reader sees it; and questions about a line."""

from typing import Any

from crm import current
from crm.dao.sales.commission_line import CommissionLineDao
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.sales.commission_line import CommissionLine, CommissionLineDraft, Month, Payee
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService

MOST, MONTHS, LONGEST = 500, 60, 500


class CommissionLineService(RecordService[CommissionLine, CommissionLineDraft]):
    """Lines are written by their run alone; whoever earns one owns it."""

    records: CommissionLineDao

    def __init__(self, kit: Kit, records: CommissionLineDao, notices: NoticeService):
        super().__init__(kit, records)
        self.notices = notices

    @reading
    def months(self) -> list[Month]:
        self.require("view")
        return self.records.months(MONTHS)

    @reading
    def payees(self, month: str) -> list[Payee]:
        """What each person earns in the month, of those whom the actor may see."""
        self.require("view")
        return self.records.payees(month, MOST)

    @reading
    def statement(self, month: str, user_id: int) -> list[CommissionLine]:
        """The lines of one person's month in their order, at most MOST of them."""
        whose = Group((Condition("month", "is", month), Condition("owner_id", "any", (user_id,))))
        return self.page(Query(whose, Sort((("created_at", False),)), size=MOST))[:MOST]

    @transactional
    def ask(self, id: int, text: str) -> None:
        """Put a question about a line before whoever worked the run out."""
        line: Any = self.get(id)
        if not (said := text.strip()):
            raise Invalid(question=Words("Please write what you want to know."))
        if len(said) > LONGEST:
            raise Invalid(question=Words("At most {max} characters.", max=LONGEST))
        if line.owner_id != current.actor().id:
            raise Forbidden()
        words = Words("{name} asks about a line of {month}: {question}", name=current.actor().name, month=line.month, question=said)
        self.notices.tell([line.created_by], "commission", words, f"/commission-lines/{line.id}")
