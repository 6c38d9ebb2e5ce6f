"""What Today gathers of quotes: those that the customer has not answered, and those that soon hold no longer."""

from datetime import datetime, timedelta
from typing import Any

from crm import current, language
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Part
from crm.domain.sales.quote import MODULE
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, Claim, RecordSource
from crm.service.platform.setting import SettingService
from crm.service.sales.quote import QuoteService

SENT = Condition("state", "any", ("sent",))


class QuoteSource(RecordSource):
    """The actor's own sent quotes that meet a condition."""

    permission, module, sort = "quote.view", MODULE.name, "sent_at"

    def __init__(self, quotes: QuoteService, settings: SettingService):
        self.records = quotes
        self.settings = settings

    @property
    def days(self) -> int:
        return int(self.settings.get("quote_patience"))

    def item(self, row: Any, why: Words, late: float, tone: str = "") -> Item:
        return Item(
            self.name, row.id, row.name, f"{MODULE.path}/{row.id}", (why,), late, True, None, row.account_name or "",
            (MODULE.name, row.id), ("snooze", "touch", "assign"), f"{MODULE.path}/bulk/assignment?id={row.id}", MODULE.icon, tone,
        )  # fmt: skip

    def left(self, row: Any) -> int | None:
        """Days until it holds no longer, where that is soon."""
        days = (row.valid_until - current.today()).days if row.valid_until else None
        return days if days is not None and days < self.days else None


class QuoteWaitingSource(QuoteSource):
    """Sent a while ago and not answered."""

    name, label, base = "quote_waiting", N_("Quote without an answer"), 40

    def look(self, now: datetime) -> tuple[Part, Claim]:
        day = (now - self.days * DAY + DAY).date()
        return Group((SENT, Condition("sent_at", "before", day))), lambda row: self._claim(row, now)

    def _claim(self, row: Any, now: datetime) -> Item | None:
        waits = (now - row.sent_at) / DAY
        if waits < self.days or self.left(row) is not None:
            return None
        return self.item(row, Words("Sent {ago}, without an answer", ago=language.ago(row.sent_at)), waits - self.days)


class QuoteEndingSource(QuoteSource):
    """Holds only a few days more, and is not answered."""

    name, label, base = "quote_ending", N_("Quote that soon holds no longer"), 45

    def look(self, now: datetime) -> tuple[Part, Claim]:
        return Group((SENT, Condition("valid_until", "before", current.today() + timedelta(days=self.days)))), self._claim

    def _claim(self, row: Any) -> Item | None:
        if (left := self.left(row)) is None:
            return None
        return self.item(row, Words("Holds until {day} and is not answered", day=language.day(row.valid_until)), float(-left), "warn")
