"""`python -m bench.run [--sizes 10000,100000,1000000] [--engines sqlite,postgresql] [--keep FOLDER]`: measures and prints.

Every figure is a ratio to a floor measured in the same run, so that it says something on any machine. PostgreSQL is
the test server of tests/kit/postgres.py. The table goes to bench/last.md, the numbers to bench/last.json.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import cost, data, field, pages, server, store, summary
from bench.clock import Line, table
from crm.container import Container
from crm.current import acting
from tests.kit import postgres

HERE = Path(__file__).parent
RATE_LIMIT, COLD_LIMIT, MEMORY_LIMIT, GROWTH_LIMIT, RESTRICTED_LIMIT = 400, 1.0, 200, 1.5, 1.5


def prepared(engine: str, size: int, folder: Path) -> tuple[Container, str, str]:
    """A database with that many customers, its data folder and its address."""

    def filled(container: Container) -> None:
        data.organise(container)
        data.fill(container, size)

    return store.prepared("customers", engine, size, folder, filled)


def http_pages(container: Container, where: str, url: str, size: int, account: str, facts: dict[str, Any]) -> list[Line]:
    """Pages over real HTTP, the program and the floor behind the same server."""
    with server.running("app", where, url) as (port, _), server.running("floor", where, url) as (ground, _):
        client = pages.Browser(port, account)
        lines, seconds, statements = pages.measure(container, client, pages.Browser(ground), f"{size:,}", account)
    facts[f"{container.db().dialect} {size} {account}"] = {"seconds": seconds, "statements": statements}
    return lines


def growth(facts: dict[str, Any], engine: str, small: int, large: int) -> list[Line]:
    """How the pages of the large database compare with those of the small one, and the restricted user with the administrator."""
    lines = []
    for account in pages.ACCOUNTS:
        few, many = (facts.get(f"{engine} {n} {account}", {}).get("seconds", {}) for n in (small, large))
        for name in many:
            if name in few and few is not many:
                lines.append(Line(f"{name}: {large:,} against {small:,}, {engine}, {account}", many[name], few[name], GROWTH_LIMIT))
    whole, own = (facts.get(f"{engine} {large} {account}", {}).get("seconds", {}) for account in ("admin", "sales0"))
    for name in own:
        lines.append(Line(f"{name}: restricted user against administrator, {large:,}, {engine}", own[name], whole[name], RESTRICTED_LIMIT))
    return lines


def throughput(where: str, url: str) -> dict[str, float]:
    """List pages a second with 8 clients and 2 workers, the memory of those, and the first page after a cold start."""
    found: dict[str, float] = {}
    for kind in ("crm", "floor"):
        began = time.perf_counter()
        with server.running(kind, where, url, workers=2) as (port, process):
            listening = time.perf_counter()
            client = pages.Browser(port)
            first, path = ("/sign-in", "/accounts") if kind == "crm" else ("/admin/0", "/admin/0")
            client.get(first)
            found[f"{kind} from the command to the first page, s"] = time.perf_counter() - began
            found[f"{kind} first page after a cold start, s"] = time.perf_counter() - listening
            client = pages.Browser(port, "admin" if kind == "crm" else None)
            client.get(path)
            pages.load(port, path, client.cookie, 2)
            found[f"{kind} list pages/s, 8 clients, 2 workers"] = pages.load(port, path, client.cookie, 6)
            found[f"{kind} resident MB, 2 workers"] = server.resident(process)
    return found


def costs(container: Container) -> list[Line]:
    user = container.platform.user()
    with acting(actor=data.SYSTEM):
        actor = user.actor(user.find_one("admin").id)
    with acting(actor=actor):
        return cost.mapper(container, actor) + cost.write(container, actor)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.run")
    options.add_argument("--sizes", default="10000,100000,1000000")
    options.add_argument("--engines", default="sqlite,postgresql")
    options.add_argument("--keep", help="a folder in which the databases stay for the next run (SQLite)")
    given = options.parse_args()
    sizes, engines = [int(n) for n in given.sizes.split(",")], given.engines.split(",")
    lines: list[Line] = []
    facts: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(given.keep or scratch)
        if "postgresql" in engines:
            postgres.begin_session()
        for engine in engines:
            for size in sizes:
                container, where, url = prepared(engine, size, folder)
                found = [line for account in pages.ACCOUNTS for line in http_pages(container, where, url, size, account, facts)]
                found += field.filters(container, data.SYSTEM)
                found += field.several(container, data.SYSTEM)
                found += field.sealed(container, data.SYSTEM)
                if size == sizes[0]:
                    found += costs(container)
                print(table(found), flush=True)  # a run may take an hour
                lines += found
            if len(sizes) > 1:
                lines += growth(facts, engine, sizes[0], sizes[-1])
        container, where, url = prepared(engines[0], sizes[0], folder)
        facts["throughput"] = throughput(where, url)
    report(lines, facts)


def report(lines: list[Line], facts: dict[str, Any]) -> None:
    """Print the table and keep it with the numbers."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE).stdout.strip()
    rest = "\n".join(f"- {name}: {value:.1f}" for name, value in facts["throughput"].items())
    text = f"Measured at {commit} on {os.cpu_count()} cores.\n\n{table(lines)}\n\n{rest}\n"
    print(text)
    (HERE / "last.md").write_text(text)
    (HERE / "last.json").write_text(json.dumps({"commit": commit, "lines": [asdict(line) for line in lines], "facts": facts}, indent=1))
    summary.main()


if __name__ == "__main__":
    main()
