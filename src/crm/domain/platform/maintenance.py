"""Maintenance: the program is closed for a while to everybody but those who work on it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.plain import dumps
from crm.errors import CrmError
from crm.language import N_, Named, Words

RETRY = 300  # seconds until somebody asks again, where no end was said
SOONEST = 60
WORDS = N_("We are working on the system. It will be back soon, and nothing is lost.")
FIELDS = {
    field.name: field
    for field in (
        Field("long", N_("Message in Chinese"), "zh", max=500, help=N_("Shown to whoever comes; empty: a sentence of the program.")),
        Field("long", N_("Message in English"), "en", max=500),
        Field("datetime", N_("Expected until"), "until", help=N_("An announcement; maintenance ends when you end it.")),
        Field("yesno", N_("Jobs go on"), "jobs", help=N_("Mail, reminders and imports run; otherwise they wait until the end.")),
    )
}


@dataclass(frozen=True, slots=True)
class Maintenance:
    """What is said meanwhile, until when it is expected to last, and whether jobs go on."""

    zh: str | None = None
    en: str | None = None
    until: datetime | None = None
    jobs: bool = False

    @property
    def words(self) -> Words:
        """What was written, in the reader's language; in the other one, where only that was written."""
        return Named(self.zh or self.en or "", self.en or self.zh) if self.zh or self.en else Words(WORDS)

    def seconds(self, now: datetime) -> int:
        """When it is worth coming back."""
        return max(int((self.until - now).total_seconds()), SOONEST) if self.until else RETRY


class Closed(CrmError):
    """The program is closed for maintenance; `seconds` is when to come back."""

    def __init__(self, maintenance: Maintenance, seconds: int):
        super().__init__(maintenance.words)
        self.maintenance, self.seconds = maintenance, seconds


def read(text: str | None) -> Maintenance | None:
    """What the setting keeps; None while the program is open."""
    if not text:
        return None
    raw: dict[str, Any] = json.loads(text)
    until = raw.get("until")
    return Maintenance(raw.get("zh"), raw.get("en"), datetime.fromisoformat(until) if until else None, bool(raw.get("jobs")))


def written(maintenance: Maintenance) -> str:
    values = {"zh": maintenance.zh, "en": maintenance.en, "until": maintenance.until, "jobs": maintenance.jobs}
    return dumps({name: value for name, value in values.items() if value})
