"""`python -m bench.recovery [--customers 100000] [--engines sqlite,postgresql]`: what a backup, its check, a restore and an upgrade take.

Writes bench/recovery.md, which docs/deploy.md quotes.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import crowd_data
from bench.run import prepared
from crm.container import Container
from crm.current import acting
from crm.dao.kit.migration import Migrator
from crm.paths import SQL
from tests.faults.figures import machine
from tests.kit import postgres

HERE = Path(__file__).parent
COLUMN = "ALTER TABLE account ADD COLUMN measured TEXT;\nCREATE INDEX account_by_measured ON account (measured);\n"


def took(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


def measured(container: Container, where: Path) -> list[str]:
    """One row of the table: seconds of each, megabytes of the archive."""
    backup, file = container.platform.backup(), where / "measured.crmbackup"
    saved, _ = took(lambda: backup.save(file, where))
    checked, (_, found) = took(lambda: backup.check(file))
    restored, _ = took(lambda: backup.restore(file, where))
    upgraded, _ = took(lambda: upgrade(container, where))
    size = file.stat().st_size / 1e6
    file.unlink()
    return [container.db().dialect, f"{found.customers:,}", f"{found.rows:,}", f"{size:.0f}",
            *(f"{seconds:.0f}" for seconds in (saved, checked, restored, upgraded))]  # fmt: skip


def upgrade(container: Container, where: Path) -> None:
    """By one migration more: a column and an index over all customers."""
    folder = where / "schema"
    folder.mkdir()
    for path in (SQL / "schema").glob("*.sql"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / f"{len(list(folder.iterdir())) + 1:04}_measured.sql").write_text(COLUMN, encoding="utf-8")
    with patch("crm.service.platform.upgrade.Migrator", lambda db: Migrator(db, folder)):
        container.operation.upgrade().upgrade()


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.recovery")
    options.add_argument("--customers", type=int, default=100_000)
    options.add_argument("--engines", default="sqlite,postgresql")
    given = options.parse_args()
    if "postgresql" in given.engines:
        postgres.begin_session()
    rows = []
    for engine in given.engines.split(","):
        with tempfile.TemporaryDirectory() as scratch:
            container, where, _ = prepared(engine, given.customers, Path(scratch))
            crowd_data.complete(container, given.customers, Path(where, "crowd"))
            with acting(actor=crowd_data.SYSTEM):
                rows.append(measured(container, Path(where)))
            container.db().engine.dispose()
    text = "\n".join([
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {machine()}; load of the machine at the end {os.getloadavg()[0]:.1f}.", "",
        "| database | customers | rows | archive MB | backup s | check s | restore s | upgrade s |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *(f"| {' | '.join(row)} |" for row in rows), "",
    ])  # fmt: skip
    print(text)
    (HERE / "recovery.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
