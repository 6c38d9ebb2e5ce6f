"""What Today shows of leads: new ones that wait too long for the first touch, and follow-ups whose day has come."""

from datetime import datetime, timedelta

from crm import current, language
from crm.dao.sales.lead import LeadDao
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.sales.lead import MODULE, OPEN
from crm.language import N_, Words
from crm.service.customer.today_source import FEW, Source
from crm.service.platform.setting import SettingService
from crm.service.sales.lead import LeadService

ACTS = ("snooze", "touch", "assign")
DAY = timedelta(days=1)


def _item(source: str, id: int, name: str, company: str | None, why: Words, late: float, icon: str, tone: str = "") -> Item:
    url = f"{MODULE.path}/{id}"
    assign = f"{MODULE.path}/bulk/assignment?id={id}"
    return Item(
        source, id, name, url, (why,), late, True, None, company or "", (MODULE.name, id), ACTS, assign, icon, tone,
    )  # fmt: skip


class UntouchedLeadSource(Source):
    """The actor's new leads that nobody was in touch with for longer than the house wants."""

    name, label, base, permission = "lead", N_("New lead"), 55, "lead.view"

    def __init__(self, leads: LeadDao, settings: SettingService):
        self.leads = leads
        self.settings = settings

    def items(self, now: datetime) -> list[Item]:
        patience = timedelta(hours=self.settings.get("lead_patience"))
        return [
            _item(
                self.name, one.id, one.name, one.company,
                Words("New since {ago}, and nobody was in touch", ago=language.ago(one.since)),
                (now - patience - one.since) / DAY, "bolt", "bad",
            )
            for one in self.leads.untouched(current.actor().id, now - patience, FEW)
        ]  # fmt: skip


class FollowLeadSource(Source):
    """The actor's open leads whose day of follow-up has come."""

    name, label, base, permission = "lead_follow", N_("Follow-up of a lead"), 40, "lead.view"

    def __init__(self, leads: LeadService):
        self.leads = leads

    def items(self, now: datetime) -> list[Item]:
        today = current.today()
        due = (Condition("owner_id", "any", ("me",)), Condition("state", "any", OPEN), Condition("next_follow_at", "before", today + DAY))
        rows = self.leads.page(Query(Group(due), Sort((("next_follow_at", False),)), size=FEW))[:FEW]
        return [
            _item(
                self.name, row.id, row.name, row.company, Words("Follow-up was planned for {day}", day=language.day(row.next_follow_at)),
                float((today - row.next_follow_at).days), "phone-call",
            )
            for row in rows
            if row.next_follow_at
        ]  # fmt: skip
