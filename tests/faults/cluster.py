"""A PostgreSQL of the test's own, which keeps its promises to the disk, to be killed and started again."""

import os
import signal
import subprocess
import time
from pathlib import Path

from sqlalchemy import URL

from tests.kit import postgres


class Cluster:
    """`start()`, `kill()`; `url` is its database."""

    def __init__(self, folder: Path):
        self.folder = folder  # short: a socket's path has 107 bytes at most
        self.tools, self.user = postgres._tools(), postgres._user()
        folder.mkdir(mode=0o700)
        os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        self._run("initdb", "-D", folder / "data", "-U", "crm", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        url = URL.create("postgresql+psycopg", "crm", database="postgres", query={"host": str(folder)})
        self.url = url.render_as_string(hide_password=False)
        watch = ("sh", "-c", postgres.WATCH, "sh", str(os.getpid()), str(folder))  # it goes with the tests, however they end
        subprocess.Popen(watch, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def _run(self, tool: str, *arguments: str | Path) -> None:
        postgres._run(self.user, self.tools / tool, *arguments)

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o", options, "start")

    def kill(self) -> None:
        """The postmaster and every process of it at once, as when the kernel runs out of memory."""
        path = self.folder / "data/postmaster.pid"
        if not path.exists():
            return
        pid = int(path.read_text().split()[0])
        os.kill(pid, signal.SIGSTOP)  # so that it starts no more of them meanwhile
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while any(Path(f"/proc/{one}").exists() and not _is_dead(one) for one in (pid, *map(int, children))):
            time.sleep(0.02)
        # A container may let the dead stand as zombies, which the next server would take for a running one.
        for lock in (path, self.folder / ".s.PGSQL.5432.lock"):
            lock.unlink()


def _is_dead(pid: int) -> bool:
    """Also one that nobody has asked about yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
