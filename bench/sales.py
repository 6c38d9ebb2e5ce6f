"""Deals by the hundred thousand: `python -m bench.sales [--sizes 100000,500000] [--engines sqlite,postgresql] [--keep FOLDER]`.

The board, the amounts by stage and month, the funnel, the ranking and the forecast of 200 salespeople, each beside the plain query over
the deals that gives the same figures. The table goes to bench/sales.md.
"""

import argparse
import os
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench import data, pages, server, store
from bench.clock import Line, side_by_side, table
from crm import current
from crm.container import Container
from crm.current import acting
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from crm.domain.sales.dashboard import days_of
from crm.domain.sales.forecast import period_of
from crm.domain.sales.opportunity import Opportunity
from crm.service.customer.calendar import midnight
from tests.kit import postgres

HERE = Path(__file__).parent
PEOPLE, STEP, FIRST = 200, 10_000, 1_000_000
BOARD_MS, MONTHS_MS, RATIO = 25, 20, 3.0
SERVED = 100  # times that the board is asked for: the least of them says what it takes where nothing else runs

SUMS = (
    "SELECT stage_id, COUNT(*), SUM(amount_base), SUM(weighted) FROM opportunity WHERE removed_at IS NULL AND pipeline_id = {way} "
    "GROUP BY stage_id"
)
MONTHS = (
    "SELECT stage_id, SUBSTR(CAST(close_on AS TEXT), 1, 7), COUNT(*), SUM(amount_base) FROM opportunity "
    "WHERE removed_at IS NULL AND state = 'open' GROUP BY 1, 2"
)
RANKING = (
    "SELECT o.owner_id, u.name, SUM(CASE WHEN o.state = 'won' THEN 1 ELSE 0 END), SUM(CASE WHEN o.state = 'lost' THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN o.state = 'won' THEN o.amount_base ELSE 0 END) FROM opportunity o LEFT JOIN app_user u ON u.id = o.owner_id "
    "WHERE o.removed_at IS NULL AND o.closed_at >= '{since}' AND o.closed_at < '{until}' GROUP BY o.owner_id, u.name ORDER BY 5 DESC"
)
FORECAST = (
    "SELECT owner_id, forecast, state, COUNT(*), SUM(amount_base) FROM opportunity WHERE removed_at IS NULL "
    "AND ((state = 'open' AND close_on >= '{start}' AND close_on < '{end}') "
    "OR (state = 'won' AND closed_at >= '{since}' AND closed_at < '{until}')) GROUP BY 1, 2, 3"
)


def prepared(engine: str, size: int, folder: Path) -> tuple[Container, str, str]:
    """A database with that many deals, its data folder and its address."""

    def filled(container: Container) -> None:
        organise(container)
        fill(container, size)

    return store.prepared("deals", engine, size, folder, filled)


def organise(container: Container) -> None:
    """The company of the other bench with 200 salespeople."""
    data.organise(container)
    with acting(actor=data.SYSTEM):
        user = container.platform.user()
        first = user.find_one("sales0")
        for n in range(50, PEOPLE):
            raw = {"name": f"销售{n}", "account": f"sales{n}", "department_id": first.department_id, "roles": first.roles}
            user.create(user.module.draft.parse(raw))


def fill(container: Container, size: int) -> None:
    """Deals over two years, most of them closed, as the program would have written them; only the journal is left out."""
    db, dao, people, chance = container.db(), container.sales.opportunity_dao(), data.owners(container), random.Random(7)
    with acting(actor=data.SYSTEM), db.transaction():
        way = container.sales.pipeline().first()
        steps = [step for step in container.sales.stage().steps().values() if step.pipeline_id == way.id]
    now = datetime.now(UTC)
    blank = vars(Opportunity(name="", pipeline_id=way.id))
    for start in range(0, size, STEP):
        rows = []
        for at in range(start, min(start + STEP, size)):
            step, (owner, department) = chance.choice(steps), people[at % len(people)]
            made, amount = now - timedelta(hours=chance.randrange(17_000)), Money(chance.randrange(5, 900) * 1000)
            closed = made + timedelta(days=chance.randrange(60)) if step.kind != "open" else None
            rows.append(blank | {
                "id": FIRST + at, "version": 1, "sort_key": f"deal{at:07}", "name": f"项目 {at}", "stage_id": step.id, "state": step.kind,
                "chance": step.chance, "forecast": chance.choice(("commit", "best", "pipeline")), "amount": amount, "amount_base": amount,
                "currency": "CNY", "weighted": Money(amount * step.chance / 100), "stage_at": made, "closed_at": closed,
                "close_on": (now + timedelta(days=chance.randrange(-60, 240))).date(), "owner_id": owner, "department_id": department,
                "created_at": made, "created_by": owner, "updated_at": made, "updated_by": owner,
            })  # fmt: skip
        written = RecordsWritten("opportunity", "create", tuple(row["id"] for row in rows), 0)
        with acting(actor=data.SYSTEM), db.transaction():
            dao.insert(rows)
            container.sales.opportunity_tally().follow(written)
            container.sales.dashboard().follow(written)
    with db.transaction() as work:
        work.cursor.execute("ANALYZE")


def plain(container: Container, sql: str) -> Callable[[], Any]:
    def run() -> Any:
        connection = container.db().engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall()
        finally:
            connection.rollback()
            connection.close()

    return run


def measured(container: Container, where: str, url: str, size: int) -> list[Line]:
    """The figures against their plain queries; the board and the months also against a time of their own."""
    dashboards, forecasts = container.sales.dashboard_dao(), container.sales.forecast()
    engine, lines = container.db().dialect, []
    with acting(actor=pages.reader(container, "admin")):
        today = current.today()
        quarter, days = period_of("quarter", today), days_of("quarter", today)
        spans = {
            "since": midnight(quarter.start), "until": midnight(quarter.until), "start": quarter.start, "end": quarter.until,
        }
        with container.db().transaction():
            way = container.sales.pipeline().first()

        def reading(call: Callable[[], Any]) -> Callable[[], Any]:
            def run() -> Any:
                with container.db().transaction(writes=False):
                    return call()

            return run

        since, until = midnight(days.start), midnight(days.until)
        for name, call, sql, most in (
            ("amount by stage and month", reading(dashboards.cells), MONTHS, MONTHS_MS),
            ("funnel", partial(container.sales.opportunity_tally().sums, Query()), SUMS.format(way=way.id), None),
            ("ranking", reading(partial(dashboards.closed, since, until, 500)), RANKING.format(since=since, until=until), None),
            (f"forecast of {PEOPLE} people", partial(forecasts.of, quarter), FORECAST.format(**spans), None),
        ):
            seconds, floor = side_by_side(call, plain(container, sql), rounds=9, inner=1)
            lines.append(Line(f"{name}, {size:,} deals, {engine}", seconds, floor, RATIO, _within(seconds * 1000, most)))
    with server.running("app", where, url) as (port, _):
        client, board = pages.Browser(port, "admin"), "/opportunities?layout=board"
        took, floor = side_by_side(partial(client.get, board), plain(container, SUMS.format(way=way.id)), rounds=9, inner=1)
        here = _within(client.served(board, SERVED), BOARD_MS)
        lines.append(Line(f"board of five stages, {size:,} deals, {engine}", took, floor, RATIO, here))
    return lines


def _within(ms: float, most: float | None) -> str:
    return "" if most is None else f"{ms:.1f} ms of {most} {'holds' if ms <= most else '**over**'}"


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.sales")
    options.add_argument("--sizes", default="100000,500000")
    options.add_argument("--engines", default="sqlite,postgresql")
    options.add_argument("--keep", help="a folder in which the databases stay for the next run (PostgreSQL: as long as its server runs)")
    given = options.parse_args()
    lines: list[Line] = []
    engines = given.engines.split(",")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(given.keep or scratch)
        if "postgresql" in engines:
            postgres.begin_session()
        for engine in engines:
            for size in map(int, given.sizes.split(",")):
                container, where, url = prepared(engine, size, folder)
                lines += measured(container, where, url, size)
    busy = f"Measured on {os.cpu_count()} cores at a load of {os.getloadavg()[2]:.0f}; the board in the server is the least of {SERVED}."
    print(text := f"{busy}\n\n{table(lines)}")
    (HERE / "sales.md").write_text(text + "\n")


if __name__ == "__main__":
    main()
