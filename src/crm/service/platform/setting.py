"""Settings: read from memory, changed in the database, noticed by every process."""

import json
import time
from collections.abc import Mapping
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.setting import SettingDao
from crm.domain.kit.plain import canonical, recanonical
from crm.domain.kit.text import Refused
from crm.domain.platform.journal import Change, ChangeItem, Outcome
from crm.domain.platform.setting import SETTINGS, SettingRow, defaults
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.journal import JournalService
from crm.service.platform.security import SecurityService
from crm.service.platform.vault import Vault

FRESH = 5.0  # seconds for which values are taken from memory without asking for the stamp
HIDDEN = "•••"


class SettingService:
    """Settings of the running program; each differs from its default by one row."""

    puts_back = "setting"  # the name under which change sets of settings stand in the journal

    def __init__(
        self, db: Database, settings: SettingDao, journal: JournalService, security: SecurityService, vault: Vault, config: dict[str, Any]
    ):
        self.db = db
        self.settings = settings
        self.journal = journal
        self.security = security
        self.vault = vault
        self.defaults = defaults(config)
        self._values: dict[str, Any] = {}
        self._stamp: int | None = -1
        self._asked = float("-inf")

    def get(self, name: str) -> Any:
        """The value of a setting; KeyError for one that is not declared."""
        SETTINGS[name]
        if time.monotonic() - self._asked > FRESH:
            self.know(self._current_stamp())
        return self._values.get(name, self.defaults[name])

    @reading
    def _current_stamp(self) -> int | None:
        return self.settings.stamp()

    def know(self, stamp: int | None) -> None:
        """Told the current stamp (each request reads it with its session): read the values anew when it moved."""
        if stamp != self._stamp:
            self._values = {name: self._opened(row) for name, row in self.changed().items()}
            self._stamp = stamp
        self._asked = time.monotonic()

    def _opened(self, row: SettingRow) -> Any:
        value = row.value["value"]
        return self.vault.unseal(value, row.name) if SETTINGS[row.name].secret and value else value

    @reading
    def changed(self) -> dict[str, SettingRow]:
        """The settings that somebody has changed, by name; secrets are still sealed."""
        return {row.name: row for row in self.settings.all() if row.name in SETTINGS}

    @transactional
    def change(self, raw: Mapping[str, Any]) -> int | None:
        """Set what was typed in; nothing is written unless all of it is right. Gives the change set."""
        if not current.actor().may("setting.edit"):
            raise Forbidden()
        values: dict[str, Any] = {}
        refused: dict[str, Words] = {}
        for name, text in raw.items():
            if name not in SETTINGS:
                raise Invalid({name: Words("There is no setting “{name}”.", name=name[:60])})
            try:
                values[name] = SETTINGS[name].parse(text)
            except Refused as no:
                refused[name] = no.words
        if refused:
            raise Invalid(refused)
        return self._write(values)

    @transactional
    def reset(self, name: str) -> int | None:
        """Back to the default, whatever that is in the settings files. Gives the change set."""
        if not current.actor().may("setting.edit"):
            raise Forbidden()
        if name not in SETTINGS:
            raise NotFound()
        made = self._write({name: self.defaults[name]})
        self.settings.drop(name)
        return made

    def _write(self, values: dict[str, Any], verb: str = "edit", undoes: int | None = None) -> int | None:
        self.know(self.settings.stamp())
        before = {name: self._values.get(name, self.defaults[name]) for name in values}
        after = {name: value for name, value in values.items() if value != before[name]}
        if not after:
            return None
        for name, value in after.items():
            stored = self.vault.seal(value, name) if SETTINGS[name].secret and value else value
            self.settings.put(name, {"value": stored}, current.now(), current.actor().id or None)
            self.security.note("setting", current.actor().id, name=name)
        self.settings.move_stamp()
        self.settings.move_access()
        self.db.after_commit(self._forget)
        old, new = ({name: _shown(name, part[name]) for name in after} for part in (before, after))
        return self.journal.store("setting", verb, next(iter(after)), [Change("setting", 0, 0, old, new)], undoes)

    @transactional
    def put_back(self, records: dict[int, list[ChangeItem]], undoes: int, outcome: Outcome) -> None:
        """What settings were before a change set, where nobody has changed them since; see UndoService."""
        if not current.actor().may("setting.edit"):
            raise Forbidden()
        self.know(self.settings.stamp())
        values = {}
        for at, item in enumerate(item for items in records.values() for item in items):
            name = item.field or ""
            outcome.titles[-at] = SETTINGS[name].label if name in SETTINGS else name
            if name not in SETTINGS or SETTINGS[name].secret:
                outcome.refused[-at] = Words("What this was before is not kept.")
            elif canonical(self._values.get(name, self.defaults[name])) != recanonical(item.after):
                outcome.kept[-at] = Words("Edited since.")
            else:
                values[name] = json.loads(item.before) if item.before is not None else None
                outcome.done.append(-at)
        outcome.change_set_id = self._write(values, "undo", undoes)

    def _forget(self) -> None:
        self._asked = float("-inf")


def _shown(name: str, value: Any) -> Any:
    """What the journal keeps: never a secret."""
    return HIDDEN if SETTINGS[name].secret and value else value
