"""Maintenance mode: kept as a setting, so that every process knows it within seconds and after every start."""

from collections.abc import Mapping
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.text import Refused
from crm.domain.platform.maintenance import FIELDS, Closed, Maintenance, read, written
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import transactional
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

WORKS = "setting.edit"  # who may do this goes on working, and ends it


class MaintenanceService:
    def __init__(self, db: Database, settings: SettingService, security: SecurityService):
        self.db = db
        self.settings = settings
        self.security = security

    def under_way(self) -> Maintenance | None:
        """The maintenance that is on now."""
        return read(self.settings.get("maintenance"))

    def check(self) -> None:
        """Raise Closed for whoever may not work meanwhile."""
        found = self.under_way()
        if found and not current.actor().may(WORKS):
            raise Closed(found, found.seconds(current.now()))

    @transactional
    def begin(self, raw: Mapping[str, Any]) -> None:
        """Close the program; also to say something else while it is closed."""
        values, refused = {}, {}
        for name, field in FIELDS.items():
            try:
                values[name] = field.parse(raw.get(name))
            except Refused as no:
                refused[name] = no.words
        if not refused and values["until"] and values["until"] <= current.now():
            refused["until"] = Words("This is in the past.")
        if refused:
            raise Invalid(refused)
        self._put(written(Maintenance(values["zh"], values["en"], values["until"], bool(values["jobs"]))), on=True)

    @transactional
    def end(self) -> None:
        self._put(None, on=False)

    def _put(self, text: str | None, on: bool) -> None:
        if self.settings.change({"maintenance": text}):
            self.security.note("maintenance", current.actor().id, on=on)
