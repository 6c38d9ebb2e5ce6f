"""The keys of encrypted values: which there are, how many values lie under each, and a new one."""

import json
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.reseal import ResealDao
from crm.domain.platform.reseal import Use
from crm.errors import Forbidden
from crm.language import N_, Words
from crm.service.kit.transaction import reading
from crm.service.platform.doctor import Finding, or_well
from crm.service.platform.file_seal import FileSeal
from crm.service.platform.keyring import Key
from crm.service.platform.reseal import JOURNAL, SECRETS, VALUES, columns
from crm.service.platform.security import SecurityService
from crm.service.platform.tenant import TenantService
from crm.service.platform.vault import Vault, key_of

SUBJECT = N_("Encryption keys")
RECORDS, WAITING = "records", "waiting"
FOLDERS = ("imports", "exports")  # of the data folder: files that lie sealed until they are tidied away
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

    @property
    def lasting(self) -> int:
        """Without what is soon done with and forgotten: nothing of it is sealed anew."""
        return self.n - self.uses.get(WAITING, 0)


class KeysService:
    def __init__(
        self, db: Database, dao: ResealDao, vault: Vault, security: SecurityService, directory: Callable[[], TenantService],
        files: FileSeal, app: Mapping[str, Any],
    ):  # fmt: skip
        self.db = db
        self.dao = dao
        self.vault = vault
        self.security = security
        self.directory = directory
        self.files = files
        self.folders = [Path(app["data"]) / name for name in FOLDERS]

    @reading
    def uses(self) -> list[Use]:
        """How many values lie under which key, in records, in the journal, among the program's own secrets and in what is soon done
        with; of no key: in the clear although their field is encrypted."""
        found: Counter[tuple[str, str]] = Counter()
        for place, key, n in (*self._in_columns(), *self._in_values(), *self._in_journal(), *self._in_secrets(), *self._waiting()):
            found[key, place] += n
        return [Use(key, place, n) for (key, place), n in sorted(found.items())]

    def _in_columns(self) -> Iterator[Counted]:
        counted = self.dao.column_keys([(module.table, column) for module, column in columns() if column != VALUES])
        return ((RECORDS, key, n) for _, key, n in counted)

    def _in_values(self) -> Iterator[Counted]:
        """A field that is no longer encrypted may still have values that lie sealed."""
        tables = {module.name: module.table for module, column in columns() if column == VALUES}
        known = {(tables[one.module], one.name): one for one in self.dao.definitions()}
        shut = {f"{table}.{name}" for (table, name), one in known.items() if one.encrypted and not one.removed_at}
        return ((RECORDS, key, n) for place, key, n in self.dao.value_keys(list(known)) if key or place in shut)

    def _in_journal(self) -> Iterator[Counted]:
        return ((JOURNAL, key, n) for _, key, n in self.dao.item_keys())

    def _in_secrets(self) -> Iterator[Counted]:
        texts = (json.loads(one.value).get("value") if one.key == "setting" else one.value for one in self.dao.secrets())
        return ((SECRETS, key, 1) for text in (*texts, *self.directory().sealed()) if isinstance(text, str) and (key := key_of(text)))

    def _waiting(self) -> Iterator[Counted]:
        yield from ((WAITING, key, n) for _, key, n in self.dao.waiting_keys())
        for folder in self.folders:
            yield from ((WAITING, key, n) for key, n in self.files.keys_of(folder).items())

    @reading
    def held(self) -> tuple[list[Held], int]:
        """Every key, the newest first, and behind them those that are missing; and how many values stand in the clear."""
        uses: dict[str, dict[str, int]] = {}
        for one in self.uses():
            uses.setdefault(one.key_id, {})[one.place] = one.n
        keys, clear = self.vault.keys.all(), sum(uses.pop("", {}).values())
        known = [Held(key.id, key, uses.pop(key.id, {}), key is keys[-1]) for key in reversed(keys)]
        return [*known, *(Held(id, None, places, False) for id, places in uses.items())], clear

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
        held, clear = self.held()
        for one in held:
            if one.key is None:
                words = Words("{n} values lie under the key {id}, which is not here.", n=one.n, id=one.id)
                yield Finding("bad", SUBJECT, words, LOST)
            elif one.lasting and not one.writes:
                yield Finding("warn", SUBJECT, Words("{n} values lie under the older key {id}.", n=one.lasting, id=one.id), ANEW)
        if clear:
            yield Finding("warn", SUBJECT, Words("{n} values of encrypted fields stand in the clear.", n=clear), ANEW)
        path = self.vault.keys.path
        if path and path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Finding("bad", SUBJECT, Words("{path} can be read by others: chmod 600 {path}", path=path))
