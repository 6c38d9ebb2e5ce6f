"""Orders by the hundred thousand: `python -m bench.trade [--size 200000] [--engines sqlite,postgresql] [--keep FOLDER]`.

The page of an order, what is overdue, the attainment of 200 salespeople and a month's commission, each beside the plain query that gives
the same figures; a PDF of 40 lines and a thousand reminders against a time of their own. The table goes to bench/trade.md.
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench import data, pages, sales, server
from bench.clock import Line, side_by_side, table
from bench.replay import Ran, again, recorded, undone
from bench.trade_data import CONTRACT, ORDER, PLAN, prepared
from crm import current
from crm.container import Container
from crm.current import acting
from crm.domain.kit.filter import Query
from crm.domain.sales.forecast import period_of
from crm.domain.sales.target_measure import MEASURES
from tests.kit import postgres

HERE = Path(__file__).parent
RATIO = 3.0
ROUNDS = 25  # of which the median counts: others may want the machine too
PDF_S, REMINDERS_S, REMINDED = 0.5, 30.0, 1000

AGES = """SELECT account_id, SUM(CASE WHEN due_on >= '{today}' THEN open_base END), SUM(CASE WHEN due_on < '{today}' THEN open_base END),
COUNT(*) FROM receipt_plan WHERE open_base > 0 AND removed_at IS NULL GROUP BY account_id ORDER BY 3 DESC LIMIT 200"""
AIMED = """SELECT person_id, team_id, m01, m02, m03, m04, m05, m06, m07, m08, m09, m10, m11, m12 FROM target
WHERE removed_at IS NULL AND year = {year} AND measure = 'receipts'"""
REACHED = """SELECT owner_id, department_id, SUM(amount_base), COUNT(*) FROM receipt WHERE removed_at IS NULL AND state = 'received'
AND received_on >= '{start}' AND received_on < '{until}' GROUP BY owner_id, department_id"""


# Measuring -----------------------------------------------------------------------


def measured(container: Container, where: str, url: str, size: int) -> list[Line]:
    engine, lines = container.db().dialect, []
    attainment, runs = container.performance.attainment(), container.performance.commission_run()
    with acting(actor=pages.reader(container, "admin")):
        today = current.today()
        quarter = period_of("quarter", today)
        month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        run = next(iter(runs.page(Query())), None) or runs.create(runs.module.draft.parse({"month": f"{month:%Y-%m}"}))
        spans = {"today": today, "year": quarter.start.year, "start": quarter.start, "until": quarter.until}
        for name, call, *plain in (
            ("what is overdue by customer", partial(container.trade.ageing().lines, "customer"), AGES),
            (f"attainment of {sales.PEOPLE} people in a quarter", partial(attainment.look, MEASURES["receipts"], quarter), REACHED, AIMED),
        ):
            queries = [sales.plain(container, sql.format(**spans)) for sql in plain]
            seconds, floor = side_by_side(call, _both(queries), rounds=ROUNDS, inner=1)
            lines.append(Line(f"{name}, {size:,} orders, {engine}", seconds, floor, RATIO))
        lines.append(_commission(container, run.id, size))
    lines.append(_order_page(container, where, url, size))
    return [*lines, *_timed(container, engine)]


def _commission(container: Container, run: int, size: int) -> Line:
    """A run, worked out and written, beside its own statements alone; neither is committed."""
    work_out = undone(container.db(), partial(container.performance.commission_run().work_out, {"id": run}, Quiet()))
    with recorded(container.db()) as ran:
        work_out()
    seconds, floor = side_by_side(work_out, again(container.db(), ran), rounds=ROUNDS, inner=1)
    name = f"a month's commission, written, {size:,} orders, {container.db().dialect}"
    return Line(name, seconds, floor, RATIO, f"{sum(len(one.values) if one.many else 1 for one in ran)} statements and rows")


def _both(parts: list[Callable[[], Any]]) -> Callable[[], None]:
    """What was reached and what was aimed at are two plain queries."""

    def run() -> None:
        for part in parts:
            part()

    return run


class Quiet:
    """The handle of a job that nobody watches."""

    def progress(self, done: int, total: int) -> None:
        pass


def _order_page(container: Container, where: str, url: str, size: int) -> Line:
    """The page of an order over HTTP beside a bare route of the same server and the page's own statements alone."""
    path = f"/orders/{ORDER + size // 2}"
    with server.running("app", where, url) as (port, _), server.running("floor", where, url) as (ground, _):
        client, bare = pages.Browser(port, "admin"), pages.Browser(ground)
        took, floor = side_by_side(partial(client.get, path), partial(bare.get, "/admin/0"), rounds=ROUNDS, inner=5)
        _, alone = side_by_side(lambda: None, again(container.db(), _ran(container, where, url, path)), rounds=ROUNDS, inner=5)
        note = f"{client.statements(path)} statements"
    return Line(f"page of an order, {size:,} orders, {container.db().dialect}", took, floor + alone, RATIO, note)


def _ran(container: Container, where: str, url: str, path: str) -> list[Ran]:
    """The statements of a page that was opened before."""
    visitor = pages.application(container, server.settings(where, url)).test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/sign-in").text)
    assert token
    visitor.post("/sign-in", data={"csrf_token": token[1], "account": "admin", "password": pages.PASSWORD})
    assert visitor.get(path).status_code == 200
    with recorded(container.db()) as ran:
        visitor.get(path)
    return ran


def _timed(container: Container, engine: str) -> list[Line]:
    """A PDF, and the reminders of a morning: seconds beside the limit."""
    quotes, papers = container.trade.quote(), container.trade.paper()
    with acting(actor=pages.reader(container, "admin")):
        quote = quotes.create(quotes.module.draft.parse({"name": "大项目", "account_id": 1_000_000}))
        given = [{"text": f"第 {n} 项", "quantity": "2", "unit_price": "1250", "discount": "5", "tax_rate": "13"} for n in range(40)]
        container.sales.line().put("quote", quote.id, given)
        papers.pdf("quote", quote.id)  # fonts are read once a process
        began = time.perf_counter()
        papers.pdf("quote", quote.id)
        pdf = time.perf_counter() - began
        contracts, reminders = container.trade.contract_dao(), container.trade.contract_reminder()
        reminders.remind()  # what the other orders have to say was told the days before
        with container.db().transaction():
            due = current.today() + timedelta(days=7)
            rows = [replace(row, ends_on=due) for row in contracts.find([CONTRACT + at * 4 for at in range(REMINDED)])]
            contracts.update([vars(row) | {"next_version": row.version + 1} for row in rows])
        with container.db().transaction() as work:
            work.cursor.execute(f"DELETE FROM contract_told WHERE record_id BETWEEN {CONTRACT} AND {PLAN - 1}")
    with acting(actor=data.SYSTEM):
        began = time.perf_counter()
        told = reminders.remind()
        took = time.perf_counter() - began
    assert told >= REMINDED, told
    return [
        Line(f"PDF of a quote of 40 lines, {engine}", pdf, PDF_S, 1.0, "floor: the limit"),
        Line(f"{told:,} reminders found and told, {engine}", took, REMINDERS_S * told / REMINDED, 1.0, "floor: the limit"),
    ]


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.trade")
    options.add_argument("--size", type=int, default=200_000)
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
            container, where, url = prepared(engine, given.size, folder)
            lines += measured(container, where, url, given.size)
    print(text := f"Measured on {os.cpu_count()} cores at a load of {os.getloadavg()[2]:.0f}.\n\n{table(lines)}")
    (HERE / "trade.md").write_text(text + "\n")


if __name__ == "__main__":
    main()
