"""The doctor: what is unsafe, damaged or about to run out, said in sentences."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.migration import MigrationError, Migrator
from crm.dao.platform.backup import file_of
from crm.dao.platform.doctor import DoctorDao, Orphans
from crm.domain.kit.module import modules
from crm.language import N_, Words, size
from crm.service.kit.transaction import reading
from crm.service.platform.journal import JournalService
from crm.settings import Settings

LITTLE = 1_000_000_000  # bytes
DRIFT = 3  # seconds


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `state`: ok, warn (works, but) or bad. `remedy`: what to do, where the sentence does not say it itself."""

    state: str
    subject: str
    words: str
    remedy: str = ""


BEHIND = N_("Somebody wrote to the database past the program. Restore the last backup with `crm restore --into`, and compare.")
CLOCK = N_("Let both machines set their clocks by the network (NTP).")


class DoctorService:
    def __init__(self, db: Database, doctor: DoctorDao, journal: JournalService):
        self.db = db
        self.doctor = doctor
        self.journal = journal

    def findings(self, settings: Settings) -> Iterator[Finding]:
        """Everything that was looked at, in order. A wrong schema or a damaged file ends the round."""
        yield from or_well(N_("Settings"), settings_findings(settings))
        yield from or_well(N_("Files"), file_findings(settings, file_of(self.db)))
        schema = list(self._schema())
        yield from or_well(N_("Migrations"), iter(schema))
        if any(found.state == "bad" for found in schema):
            return
        damage = list(self._damage())
        yield from or_well(N_("Database"), iter(damage))
        if damage:
            return
        yield from or_well(N_("Search index"), self._index())
        yield from or_well(N_("Clock"), self._clock())

    def _schema(self) -> Iterator[Finding]:
        try:
            pending = Migrator(self.db).pending()
        except MigrationError as error:
            remedy = N_("Install the program once more as it was released, or restore the backup from before the upgrade.")
            yield Finding("bad", N_("Migrations"), Words("{why}", why=str(error)), remedy)
            return
        if pending:
            yield Finding("bad", N_("Migrations"), Words("{n} are waiting: run `crm migrate`.", n=len(pending)))

    @reading
    def _orphans(self) -> list[Orphans]:
        return self.doctor.orphans() if self.db.dialect == "sqlite" else []

    def _damage(self) -> Iterator[Finding]:
        if damage := self.doctor.damage():
            yield Finding("bad", N_("Database"), Words("The file is damaged ({why}). Restore a backup: crm restore.", why=damage[0]))
            return
        for found in self._orphans():
            words = Words("{n} rows of {table} point at rows that are not there.", n=found.count, table=found.name)
            yield Finding("bad", N_("Database"), words, BEHIND)

    @reading
    def _strays(self) -> dict[str, tuple[int, int]]:
        return {module.name: self.doctor.strays(module) for module in modules().values() if module.searched}

    def _index(self) -> Iterator[Finding]:
        for name, (missing, surplus) in self._strays().items():
            if missing or surplus:
                text = Words("{module}: {missing} records stand in it wrongly or not at all, {surplus} entries have no record.",
                             module=Words(modules()[name].plural), missing=missing, surplus=surplus)  # fmt: skip
                yield Finding("bad", N_("Search index"), text, BEHIND)

    @reading
    def _moments(self) -> tuple[int, bool]:
        newest = self.journal.page(1)
        ahead = bool(newest) and newest[0].at > current.now() + timedelta(seconds=DRIFT)
        return self.doctor.moment() - int(current.now().timestamp()), ahead

    def _clock(self) -> Iterator[Finding]:
        drift, ahead = self._moments()
        if abs(drift) > DRIFT:
            yield Finding("warn", N_("Clock"), Words("The database's clock is {n} seconds off ours.", n=drift), CLOCK)
        if ahead:
            words = Words("The newest change lies in the future: the clock was wrong then, or is now.")
            yield Finding("warn", N_("Clock"), words, CLOCK)


def or_well(subject: str, found: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, or that all is well."""
    listed = list(found)
    yield from listed or (Finding("ok", subject, Words("In order.")),)


def settings_findings(settings: Settings) -> Iterator[Finding]:
    """What works, but should not be left like that where others can reach it."""
    subject, server, mail = N_("Settings"), settings.server, urlsplit(settings.mail.url)
    reachable, secure = not is_local(server.host), server.address.startswith("https://")
    if len(settings.secret) < 32:
        yield Finding("bad", subject, Words("secret is shorter than 32 characters: sessions can be forged. Leave it out."))
    if reachable and settings.app.development:
        yield Finding("bad", subject, Words("app.development is on, but others can reach this machine. It shows what they should not see."))
    if reachable and not secure:
        yield Finding("warn", subject, Words("server.address is not https://…: passwords and sessions travel in the clear."))
    if (reachable or secure) and not server.hosts:
        yield Finding("warn", subject, Words("server.hosts is empty: links in mail can be led astray by a forged host name."))
    if secure and not server.proxies:
        yield Finding("warn", subject, Words("server.proxies is 0, but the address is https://…: say how many proxies stand in front."))
    if not settings.mail.url:
        yield Finding("warn", subject, Words("mail.url is empty: mail waits, and nobody can reset a forgotten password by himself."))
    elif mail.scheme == "smtp" and not is_local(mail.hostname or ""):
        yield Finding("warn", subject, Words("mail.url begins with smtp://: mail and its password travel in the clear. Use smtps:// or smtp+starttls://."))


def file_findings(settings: Settings, database: Path | None) -> Iterator[Finding]:
    """Room on the disk, and who else may read what nobody else should."""
    subject, data = N_("Files"), settings.app.data
    free = shutil.disk_usage(data).free
    if free < LITTLE:
        words = Words("Only {size} are free on the disk of {path}.", size=size(free), path=data)
        remedy = N_("Make room, or move app.data or app.backups to a larger disk.")
        yield Finding("bad" if free < LITTLE / 10 else "warn", subject, words, remedy)
    # A group may be meant to read the database, but never the key.
    for path, state, others in ((data / "secret.key", "bad", stat.S_IRWXG | stat.S_IRWXO), (database, "warn", stat.S_IRWXO)):
        if path and path.exists() and path.stat().st_mode & path.parent.stat().st_mode & others:
            yield Finding(state, subject, Words("{path} can be read by others: chmod 600 {path}", path=path))


def is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

