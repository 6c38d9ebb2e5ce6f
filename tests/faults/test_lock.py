"""Another process holds SQLite."""

import sqlite3
import time
from pathlib import Path

import pytest

from tests.faults.invariants import broken, lost
from tests.faults.site import Site
from tests.faults.writers import API, Write, Writers


@pytest.mark.faults
def test_sqlite_is_locked_by_another_process_for_30_seconds(tmp_path: Path, figure):
    """Who writes hears 503 with Retry-After within 6 s, who reads goes on, nothing is lost, and once it is free all is written."""
    site = Site(tmp_path, f"sqlite:///{tmp_path}/crm.db")
    try:
        site.start()
        writers, reads = Writers(site), []
        for number in range(5):
            writers.write(Write(f"before-{number}", "account", {"name": f"客户 {number}"}))
        assert len(writers.made) == 5
        other = sqlite3.connect(tmp_path / "crm.db", isolation_level=None)
        other.execute("UPDATE api_token SET last_used_at = NULL")  # whoever reads next would note that it was used
        other.execute("BEGIN IMMEDIATE")
        until = time.monotonic() + 30
        writers.start()
        while time.monotonic() < until:
            for path in (f"{API}/accounts", f"{API}/accounts/{writers.made[0].id}", "/sign-in"):
                answer = site.ask("GET", path)
                assert answer.status == 200, answer.body
                reads.append(answer.seconds)
            time.sleep(0.2)
        other.execute("ROLLBACK")
        other.close()
        writers.stop()
        refused = [one.seconds for one in writers.refused]
        assert len(refused) >= writers.count and {one.status for one in writers.refused} == {503}
        assert all("Retry-After" in one.headers for one in writers.refused)
        assert (max(refused) < 6, max(reads) < 4, writers.strange) == (True, True, [])
        retried = writers.retry()
        assert (writers.unsure, broken(site), lost(site, writers)) == ([], [], [])
        figure(
            1,
            f"{len(refused)} writes answered 503 after {min(refused):.1f}–{max(refused):.1f} s; {len(reads)} reads, the slowest "
            f"{max(reads):.2f} s; {retried} retried, all written",
        )
    finally:
        site.close()
