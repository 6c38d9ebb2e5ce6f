"""`python -m bench.load [--contacts 200000] [--users 200] [--seconds 120] [--engine sqlite] [--workers 2] [--soak 10m] [--keep FOLDER]`

Two hundred people at work on one server, the generator beside it on the same cores. Writes bench/load.md: requests a second, percentiles
and errors; with --soak also memory, descriptors and the WAL over time. Needs the extra `load`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import crowd_data, server
from bench.run import prepared
from tests.faults.figures import machine
from tests.kit import postgres

HERE = Path(__file__).parent
RATE, P95 = 90, 250  # requests a second at the least, milliseconds at the most
GROWTH = 1.05  # of memory and descriptors from the first sample after the server is warm to the last before they leave
RAMP, EVERY, SAMPLES = 20, 5, 20  # seconds until all have come, seconds between samples at the least, samples at the most in the table
WARM = 300  # seconds until each connection has its pages and statements at hand and what is remembered of people and texts is full
COUNTED = "1000000000"  # the paces count, and refuse nobody: all people of the generator come from one address


def pids(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from pids(int(child))


def sample(process: "subprocess.Popen[bytes]", where: str) -> dict[str, float]:
    """Megabytes of the server, its descriptors, and megabytes of the WAL."""
    wal = Path(where, "crm.db-wal")
    files = sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in pids(process.pid))
    return {"mb": server.resident(process), "files": files, "wal": wal.stat().st_size / 1e6 if wal.exists() else 0.0}


def watched(port: int, users: int, seconds: float, process: Any, where: str) -> tuple[dict[str, Any], list[tuple[float, dict[str, float]]]]:
    """What the crowd measured, and samples of the server meanwhile."""
    command = [sys.executable, "-m", "bench.crowd", str(port), str(users), str(seconds), str(RAMP)]
    began, samples = time.monotonic(), []
    every = max(EVERY, (seconds + RAMP) / SAMPLES)
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE) as crowd:
        while crowd.poll() is None:
            samples.append((time.monotonic() - began, sample(process, where)))
            try:
                crowd.wait(every)
            except subprocess.TimeoutExpired:
                continue
        assert crowd.stdout
        found: dict[str, Any] = json.loads(crowd.stdout.read())
    return found, samples


def told(found: dict[str, Any], samples: list[tuple[float, dict[str, float]]], given: argparse.Namespace) -> str:
    """The page: the verdict first, then by kind, then over time."""
    whole, kinds = found["all"], found["kinds"]
    holds = whole["rate"] >= RATE and whole["p95"] <= P95 and not found["errors"]
    rows = [f"| {name} | {one['rate']:.1f} | {one['p50']:.0f} | {one['p95']:.0f} | {one['p99']:.0f} | {one['failures']:.0f} |"
            for name, one in [("**all**", whole), *kinds.items()]]  # fmt: skip
    grown = [f"| {at:.0f} | {one['mb']:.0f} | {one['files']:.0f} | {one['wal']:.1f} |" for at, one in samples]
    first = next((one for at, one in samples if at >= WARM), samples[-1][1])
    last = samples[-2 if len(samples) > 1 else -1][1]
    steady = last["mb"] <= first["mb"] * GROWTH and last["files"] <= first["files"] * GROWTH
    return "\n".join([
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {machine()}: {given.engine}, {given.contacts:,} contacts of as many customers, "
        f"{found['users']} people who think for 1 to 3 s, {given.workers} process(es), {found['seconds']:.0f} s; "
        f"the generator beside the server; load of the machine at the end {os.getloadavg()[0]:.1f}.",
        "",
        f"{'Holds' if holds else '**Over**'}: {whole['rate']:.1f} requests/s (at least {RATE}), p95 {whole['p95']:.0f} ms (at most {P95}), "
        f"{found['errors']} errors of {found['requests']}."
        + (f" Memory and descriptors after {WARM} s {'are steady' if steady else '**grow**'}." if given.soak else ""),
        "", "| what | requests/s | p50 ms | p95 ms | p99 ms | errors |", "|---|---:|---:|---:|---:|---:|", *rows, "",
        *(f"- {n} × {why}" for why, n in found["failed"].items()), *([""] if found["failed"] else []),
        "| after s | MB | descriptors | WAL MB |", "|---:|---:|---:|---:|", *grown, "",
    ])  # fmt: skip


def seconds_of(text: str) -> float:
    """90, 90s or 10m."""
    return float(text.rstrip("sm")) * (60 if text.endswith("m") else 1)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.load")
    options.add_argument("--engine", default="sqlite", choices=("sqlite", "postgresql"))
    options.add_argument("--contacts", type=int, default=200_000)
    options.add_argument("--users", type=int, default=200)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seconds", type=seconds_of, default=120)
    options.add_argument("--soak", type=seconds_of, help="instead of --seconds, such as 10m")
    options.add_argument("--keep", help="a folder in which the database stays for the next run (SQLite)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if given.engine == "postgresql":
            postgres.begin_session()
        container, where, url = prepared(given.engine, given.contacts, Path(given.keep or scratch))
        crowd_data.complete(container, given.contacts, Path(where, "crowd"))
        container.db().engine.dispose()
        os.environ |= {f"CRM_PACE__{name}": COUNTED for name in ("PAGE", "SEARCH", "SIGN_IN", "UPLOAD")} | {"CRM_JOBS__WORKERS": "2"}
        with server.running("crm", where, url, given.workers) as (port, process):
            if process.poll() is not None:
                raise SystemExit("The server did not start. A database that was kept may be of another version: take a new folder.")
            found, samples = watched(port, given.users, given.soak or given.seconds, process, where)
    made = told(found, samples, given)
    print(made)
    (HERE / "load.md").write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
