"""What the doctor says of an installation that is open wider than it has to be: secret, proxies, folders, durability, the demo."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from crm.dao.kit.database import Database
from crm.dao.platform.doctor_safe import DoctorSafeDao
from crm.language import N_, Words
from crm.service.kit.transaction import reading
from crm.service.platform.doctor import Finding, is_local, or_well
from crm.settings import Settings

SUBJECT = N_("Security")
FEW = 12  # different characters; a secret that was drawn has more
MANY = 2  # proxies: hardly anybody has more of them
LOSSES = {
    "synchronous": N_("SQLite does not wait for the disk (synchronous is not FULL): a power cut loses what was saved."),
    "fsync": N_("fsync is off: a power cut can destroy the database. Turn it on in postgresql.conf."),
    "full_page_writes": N_("full_page_writes is off: a power cut can destroy the database. Turn it on in postgresql.conf."),
    "synchronous_commit": N_("synchronous_commit is off: a power cut loses what was saved last. Turn it on in postgresql.conf."),
}


class DoctorSafeService:
    def __init__(self, db: Database, doctor: DoctorSafeDao):
        self.db = db
        self.doctor = doctor

    def findings(self, settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
        yield from or_well(SUBJECT, self._found(settings, environ))

    def _found(self, settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
        yield from reach_findings(settings)
        yield from folder_findings(settings, environ)
        for name in self._losing():
            yield Finding("bad", SUBJECT, Words(LOSSES[name]))

    @reading
    def _losing(self) -> list[str]:
        return self.doctor.losing()


def reach_findings(settings: Settings) -> Iterator[Finding]:
    """What is dangerous as soon as others reach this machine."""
    server = settings.server
    reachable = not is_local(server.host)
    if len(set(settings.secret)) < FEW:
        yield Finding("bad", SUBJECT, Words("secret can be guessed: it repeats a few characters. Leave it out, and one is drawn."))
    if server.proxies > MANY:
        words = Words("server.proxies is {n}: with fewer in front, addresses that callers make up are believed.", n=server.proxies)
        yield Finding("bad", SUBJECT, words)
    if server.proxies and reachable:
        text = N_("Who reaches port {port} past the proxy can give any address as his own: listen on 127.0.0.1, or let only the proxy in.")
        yield Finding("warn", SUBJECT, Words(text, port=server.port))
    if reachable and (settings.app.data / "demo.key").exists():
        words = Words("Others can reach the demo company, whose users all have the password in demo.key. Start afresh.")
        yield Finding("bad", SUBJECT, words)


def folder_findings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Folders and files that hold personal data or secrets, and that everybody on this machine may read."""
    data = settings.app.data
    sheltered = data.exists() and not data.stat().st_mode & stat.S_IXOTH  # nobody else gets into it at all
    paths = [] if sheltered else [data / name for name in ("files", "imports", "backups", "crm.db-wal")]
    own = [data / "demo.key", *([Path(environ["CRM_CONFIG"])] if environ.get("CRM_CONFIG") else [])]
    for path in (*paths, *own):
        if path.exists() and path.stat().st_mode & stat.S_IROTH:
            words = Words("Everybody on this machine may read {path}: chmod o-rwx {path}", path=path)
            yield Finding("bad" if path in own else "warn", SUBJECT, words)
