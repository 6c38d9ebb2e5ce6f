"""The keys of encrypted values: which there are, how many values lie under each, and a new one."""

import json
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.reseal import ResealDao
from crm.domain.platform.reseal import Use
from crm.errors import Forbidden
from crm.language import N_, Words
from crm.service.kit.transaction import reading
from crm.service.platform.doctor import Finding, or_well
from crm.service.platform.keyring import Key
from crm.service.platform.reseal import JOURNAL, SECRETS, VALUES, columns
from crm.service.platform.security import SecurityService
from crm.service.platform.vault import Vault, key_of

SUBJECT = N_("Keys")
RECORDS = "records"
LOST = N_("Put the key file or CRM_KEYS back as they were when the values were written: no other key opens them.")
ANEW = N_("Run `crm keys rotate`.")
Counted = tuple[str, str, int]  # (where, key, how many)


@dataclass(frozen=True, slots=True)
class Held:
    """One key, or one that values lie under and that is not here; and how many they are, by where they stand."""

    id: str
    key: Key | None
    uses: dict[str, int]
    writes: bool

    @property
    def n(self) -> int:
        return sum(self.uses.values())


class KeysService:
    def __init__(self, db: Database, dao: ResealDao, vault: Vault, security: SecurityService):
        self.db = db
        self.dao = dao
        self.vault = vault
        self.security = security

    @reading
    def uses(self) -> list[Use]:
        """How many values lie under which key, in records, in the journal and among the program's own secrets; of no key: in the clear
        although their field is encrypted."""
        found: Counter[tuple[str, str]] = Counter()
        for place, key, n in (*self._in_columns(), *self._in_values(), *self._in_journal(), *self._in_secrets()):
            found[key, place] += n
        return [Use(key, place, n) for (key, place), n in sorted(found.items())]

    def _in_columns(self) -> Iterator[Counted]:
        for module, column in columns():
            if column != VALUES:
                yield from ((RECORDS, key, n) for key, n in self.dao.text_keys(module.table, column))

    def _in_values(self) -> Iterator[Counted]:
        """A field that is no longer encrypted may still have values that lie sealed."""
        tables = {module.name: module.table for module, column in columns() if column == VALUES}
        for one in self.dao.definitions():
            counted = self.dao.value_keys(tables[one.module], one.name)
            yield from ((RECORDS, key, n) for key, n in counted if key or one.encrypted and not one.removed_at)

    def _in_journal(self) -> Iterator[Counted]:
        for name in sorted({module.name for module, _ in columns()}):
            for part in ("before", "after"):
                yield from ((JOURNAL, key, n) for key, n in self.dao.item_keys(part, name))

    def _in_secrets(self) -> Iterator[Counted]:
        dao = self.dao
        texts = [one.value for one in (*dao.totps(), *dao.devices(), *dao.signings(), *dao.sources())]
        texts += [value for one in dao.settings() if isinstance(value := json.loads(one.value).get("value"), str)]
        yield from ((SECRETS, key, 1) for text in texts if (key := key_of(text)))

    @reading
    def held(self) -> list[Held]:
        """Every key, the newest first, and behind them those that are missing."""
        uses: dict[str, dict[str, int]] = {}
        for one in self.uses():
            uses.setdefault(one.key_id, {})[one.place] = one.n
        keys = self.vault.keys.all()
        known = [Held(key.id, key, uses.pop(key.id, {}), key is keys[-1]) for key in reversed(keys)]
        return [*known, *(Held(id, None, places, False) for id, places in uses.items() if id)]

    def make(self) -> Key:
        """A new key, which writes from now on."""
        if not current.actor().may("setting.edit"):
            raise Forbidden()
        made = self.vault.keys.make(current.now())
        self.security.note("key", None, key=made.id)
        return made

    def findings(self) -> Iterator[Finding]:
        yield from or_well(SUBJECT, self._found())

    def _found(self) -> Iterator[Finding]:
        for one in self.held():
            if one.key is None:
                words = Words("{n} values lie under the key {id}, which is not here.", n=one.n, id=one.id)
                yield Finding("bad", SUBJECT, words, LOST)
            elif one.n and not one.writes:
                yield Finding("warn", SUBJECT, Words("{n} values lie under the older key {id}.", n=one.n, id=one.id), ANEW)
        if clear := sum(one.n for one in self.uses() if not one.key_id):
            yield Finding("warn", SUBJECT, Words("{n} values of encrypted fields stand in the clear.", n=clear), ANEW)
        path = self.vault.keys.path
        if path and path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Finding("bad", SUBJECT, Words("{path} can be read by others: chmod 600 {path}", path=path))
