"""The power goes: what the disk was never told to keep is gone."""

import random
import secrets
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults.disk import Disk, mounted
from tests.faults.invariants import broken, doubled, lost
from tests.faults.site import Site
from tests.faults.worker import container
from tests.faults.writers import Writers

ROUNDS, ROWS = 30, 500


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    yield from mounted(tmp_path, "ext4", 120_000_000)


def kept(disk: Disk, synchronous: str) -> int:
    """How many of the rows that were committed one by one a database has after the cut."""
    name = f"{synchronous}.db"
    with closing(sqlite3.connect(disk.folder / name, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute(f"PRAGMA synchronous={synchronous}")
        db.execute("CREATE TABLE told (id INTEGER PRIMARY KEY)")
        for _ in range(ROWS):
            db.execute("INSERT INTO told DEFAULT VALUES")
        with disk.cut() as folder, closing(sqlite3.connect(folder / name)) as there:
            there.execute("CREATE TABLE IF NOT EXISTS told (id INTEGER PRIMARY KEY)")  # even that may be lost
            (count,) = there.execute("SELECT COUNT(*) FROM told").fetchone()
    return int(count)


@pytest.mark.faults
def test_the_power_goes_while_people_write(disk, figure):
    """Every acknowledged write and every file that was taken is there at the next start, none is half there, the chain is whole."""
    careless = kept(disk, "NORMAL")
    assert careless < ROWS == kept(disk, "FULL")  # the cut does take away what was not synced
    site = Site(disk.folder, f"sqlite:///{disk.folder}/crm.db")
    writers, chance, files = Writers(site), random.Random(30), dict[str, bytes]()
    try:
        site.start()
        writers.start()
        for _ in range(ROUNDS):
            time.sleep(chance.uniform(0.2, 0.8))
            content = secrets.token_bytes(5000)
            files[site.crm.platform.file_store().keep(BytesIO(content), len(content)).digest] = content
            site.process.send_signal(signal.SIGSTOP)
            time.sleep(0.2)  # what was answered is heard
            told = SimpleNamespace(made=[*writers.made], changed=dict(writers.changed), maybe=dict(writers.maybe))
            with disk.cut() as folder:
                site.process.send_signal(signal.SIGCONT)
                assert found(folder, told, files) == []
        writers.stop()
        assert (writers.strange, len(writers.made) > ROUNDS * 3, bool(writers.changed)) == ([], True, True)
    finally:
        site.close()
    figure(
        ROUNDS,
        f"{len(writers.made)} creates and {len(writers.changed)} changes acknowledged, {len(files)} files taken, 0 lost, 0 half records; "
        f"of {ROWS} commits with `synchronous=NORMAL` the same cut took {ROWS - careless}, with `FULL` none",
        "sqlite on ext4",
    )


def found(folder: Path, told: Any, files: dict[str, bytes]) -> list[str]:
    """What is lost or not whole on the disk after the cut."""
    seen: Any = SimpleNamespace(crm=container(folder, f"sqlite:///{folder}/crm.db", ""))
    store = seen.crm.platform.file_store()
    gone = [digest for digest, content in files.items() if not store.path(digest).exists() or store.path(digest).read_bytes() != content]
    wrong = broken(seen) + lost(seen, told) + doubled(seen) + [f"{len(gone)} files"] * bool(gone)
    seen.crm.platform.queue().close()
    seen.crm.db().engine.dispose()
    return wrong
