"""How fast customers are imported: `python -m bench.transfer [rows]`. Beside it the floor of the same machine and minute:
the same rows written by the bare driver, without validation, comparison, index and journal."""

import csv
import json
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from bench.sample import HEADER, customers
from crm.container import Container, build
from crm.current import Actor, acting
from crm.dao.kit.migration import Migrator
from crm.domain.customer.transfer import ImportRun
from crm.domain.kit.access import Grants
from crm.settings import load

ROWS = 100_000
IMPORTER = Actor(1, "importer", grants=Grants(everything=True))
COLUMNS = "name, grade, industry, phone, mail, province, city, district, address, tax_id, legal_person, remark"


def written(folder: Path, rows: int) -> Path:
    path = folder / "customers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(customers(rows))
    return path


def prepared(folder: Path) -> Container:
    """An empty database."""
    crm = build(load("test", {}, app={"data": folder}, secret="a secret of the bench"))
    Migrator(crm.db()).migrate()
    return crm


def imported(crm: Container, path: Path) -> ImportRun:
    with acting(actor=IMPORTER):
        return crm.customer.transfer().import_file("account", path)


def floor(folder: Path, rows: int) -> float:
    """Seconds for the bare driver, a thousand rows a transaction, with one index."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    connection.execute(f"CREATE TABLE account (id INTEGER PRIMARY KEY, {COLUMNS})")
    connection.execute("CREATE INDEX account_by_name ON account (name)")
    marks = ", ".join("?" * len(HEADER))
    batch = list(customers(rows))
    began = time.perf_counter()
    for start in range(0, rows, 1000):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO account ({COLUMNS}) VALUES ({marks})", batch[start : start + 1000])
        connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - began


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, crm = written(folder, rows), prepared(folder)
        began, worked = time.perf_counter(), time.process_time()
        run = imported(crm, path)
        took, cpu = time.perf_counter() - began, time.process_time() - worked
        ahead = resource.getrusage(resource.RUSAGE_CHILDREN)
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, ahead.ru_maxrss
        bare = floor(folder, rows)
    assert (run.state, run.created) == ("done", rows), run
    told = {
        "rows": rows,
        "rows_a_second": round(rows / took),
        "cpu_seconds_per_100k": {"writer": round(cpu / rows * 1e5, 1), "reader": round((ahead.ru_utime + ahead.ru_stime) / rows * 1e5, 1)},
        "largest_mb": {"writer": largest[0] >> 10, "reader": largest[1] >> 10},
        "floor_rows_a_second": round(rows / bare),
    }
    print(json.dumps(told | {"times_the_floor": round(took / bare, 1)}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
