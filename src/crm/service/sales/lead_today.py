"""What Today shows of leads: new ones that wait too long for the first touch, and follow-ups whose day has come."""

from datetime import datetime, timedelta
from typing import Any

from crm import current, language
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Part
from crm.domain.sales.lead import MODULE, NEW, OPEN
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, Claim, RecordSource
from crm.service.platform.setting import SettingService
from crm.service.sales.lead import LeadService


class LeadSource(RecordSource):
    """The actor's own leads that meet a condition."""

    permission, module, sort = "lead.view", MODULE.name, "created_at"

    def __init__(self, leads: LeadService, settings: SettingService):
        self.records = leads
        self.settings = settings

    def item(self, row: Any, why: Words, late: float, icon: str, tone: str = "") -> Item:
        url, assign = f"{MODULE.path}/{row.id}", f"{MODULE.path}/bulk/assignment?id={row.id}"
        return Item(
            self.name, row.id, row.name, url, (why,), late, True, None, row.company or "", (MODULE.name, row.id),
            ("snooze", "touch", "assign"), assign, icon, tone,
        )  # fmt: skip


class UntouchedLeadSource(LeadSource):
    """The actor's new leads that nobody was in touch with for longer than the house wants."""

    name, label, base = "lead", N_("New lead"), 55

    def look(self, now: datetime) -> tuple[Part, Claim]:
        return Condition("state", "any", (NEW,)), lambda row: self._claim(row, now)

    def _claim(self, row: Any, now: datetime) -> Item | None:
        patience = timedelta(hours=self.settings.get("lead_patience"))
        if row.state != NEW or row.stage_at >= now - patience or (row.touched_at and row.touched_at >= row.stage_at):
            return None
        why = Words("New since {ago}, and nobody was in touch", ago=language.ago(row.stage_at))
        return self.item(row, why, (now - patience - row.stage_at) / DAY, "bolt", "bad")


class FollowLeadSource(LeadSource):
    """The actor's open leads whose day of follow-up has come."""

    name, label, base = "lead_follow", N_("Follow-up of a lead"), 40

    def look(self, now: datetime) -> tuple[Part, Claim]:
        return Group((Condition("state", "any", OPEN), Condition("next_follow_at", "before", current.today() + DAY))), self._claim

    def _claim(self, row: Any) -> Item | None:
        if not row.is_open or row.next_follow_at is None or (late := (current.today() - row.next_follow_at).days) < 0:
            return None
        why = Words("Follow-up was planned for {day}", day=language.day(row.next_follow_at))
        return self.item(row, why, float(late), "phone-call")
