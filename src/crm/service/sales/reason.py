"""Win and loss reasons."""

from typing import Any

from crm.dao.sales.reason import ReasonDao, Why
from crm.domain.kit.kind import Option
from crm.domain.sales.reason import Reason, ReasonDraft
from crm.language import Named
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading


class ReasonService(RecordService[Reason, ReasonDraft]):
    records: ReasonDao

    @reading
    def whys(self) -> dict[int, Why]:
        """Every reason by its id, in their order."""
        return {why.id: why for why in self.records.in_order()}

    def offered(self, within: Any = None) -> tuple[Option, ...]:
        """Those for a deal that was won, or lost; of an open one nobody knows yet."""
        return tuple(Option(str(why.id), Named(why.name)) for why in self.whys().values() if within in (None, "open", why.kind))
