"""Pages against a bare Flask route that runs one equivalent raw query and renders the same fifty rows."""

import http.client
import re
import time
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from flask import Flask
from sqlalchemy import event
from werkzeug.datastructures import MultiDict

from bench.clock import Line, side_by_side
from bench.data import SYSTEM
from bench.replay import recorded
from crm.app import create_app
from crm.container import Container
from crm.current import Actor, acting
from crm.domain.customer.account import GRADES, MODULE
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.filter_tree import Condition, Group, Related, as_json
from crm.domain.kit.plain import dumps
from crm.domain.kit.tokens import words_of
from crm.settings import Settings
from crm.web.kit.board import CARDS, COUNTED
from crm.web.kit.listing import cursor, parse_query

ACCOUNTS = ("admin", "sales0")
LIST_LIMIT, RECORD_LIMIT = 2.5, 3.5
NOTHING, SEARCH_MOST = "search that finds nothing", 0.03  # it looks for slips of the finger too; what a search may take, s, at any size
BUYERS = dumps(as_json(Group((Related("contacts", True, Group((Condition("title", "contains", "采购"),))),))))
SUMMED = ("employees",)  # what the board of customers adds up by itself
PASSWORD = "correct horse battery"
ROWS = """<!doctype html><title>Customers</title><table>{% for row in rows %}<tr><td><a href="/accounts/{{ row[0] }}">{{ row[3] }}</a></td>
<td>{{ row[4] }}</td><td>{{ row[5] or '' }}</td><td>{{ row[7] or '' }}</td><td>{{ row[11] or '' }}</td><td>{{ row[8] or '' }}</td>
<td>{{ row[28] or '' }}</td><td>{{ row[24] or '' }}</td><td>{{ row[35] or '' }}</td></tr>{% endfor %}</table>"""


class Browser:
    """Asks a running server over one connection, as somebody who is signed in."""

    def __init__(self, port: int, account: str | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookie = ""
        self.headers: dict[str, str] = {}
        if account:
            self._sign_in(account)

    def get(self, path: str) -> bytes:
        self.connection.request("GET", quote(path, safe="/?=&:-_%"), headers={"Cookie": self.cookie, "Accept-Language": "zh"})
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        self.headers = dict(answer.getheaders())
        self._keep(answer)
        return body

    def statements(self, path: str) -> int:
        """How many statements the page runs, as its own Server-Timing header says."""
        self.get(path)
        return int(self.headers["Server-Timing"].rsplit("desc=", 1)[1])

    def served(self, path: str, times: int = 10) -> float:
        """Milliseconds of the page in the server, the least of so many."""
        return min(self._served(path) for _ in range(times))

    def _served(self, path: str) -> float:
        self.get(path)
        return float(self.headers["Server-Timing"].partition("dur=")[2].partition(",")[0])

    def _sign_in(self, account: str) -> None:
        self.connection.request("GET", "/sign-in")
        answer = self.connection.getresponse()
        found = re.search(rb'name="csrf_token" value="([^"]+)"', answer.read())
        assert found
        self._keep(answer)
        form = urlencode({"csrf_token": found[1].decode(), "account": account, "password": PASSWORD})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", "/sign-in", form, headers)
        answer = self.connection.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        self._keep(answer)

    def _keep(self, answer: http.client.HTTPResponse) -> None:
        """The session's cookie, as a browser keeps it: the server writes it anew only when something in it changed."""
        for one in answer.headers.get_all("Set-Cookie", []):
            if one.startswith("crm="):
                self.cookie = one.split(";")[0]


def floor(container: Container) -> Any:
    """The bare route: the page's own queries, as they stand for that reader, and the same rows; no sessions, no rights, no menu."""
    app, db = Flask("floor"), container.db()
    if db.dialect == "postgresql":
        event.listen(db.engine, "connect", _planned)
        db.engine.dispose()
    page = app.jinja_env.from_string(ROWS)
    queries = {account: [raw(container, account, [path]) for path in lists(container, account)] for account in ACCOUNTS}
    for account, found in queries.items():
        columns = [f"/accounts?f=grade:any:{one.value}" for one in GRADES] + ["/accounts?f=grade:empty"]
        found.append(raw(container, account, columns, CARDS) + raw(container, account, [], figures="grade"))

    @app.get("/<account>/<int:at>")
    def accounts(account: str, at: int) -> str:
        connection = db.engine.raw_connection()
        try:
            cursor = connection.cursor()
            found = []
            for sql, values in queries[account][at]:
                cursor.execute(sql, values)
                found += cursor.fetchall()
            return page.render(rows=found)
        finally:
            connection.rollback()
            connection.close()

    return app


def _planned(connection: Any, _: Any) -> None:
    """The plan of a list is that of its values there too, as in the program."""
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.commit()


def raw(container: Container, account: str, paths: list[str], size: int = 50, figures: str | None = None) -> list[tuple[str, Any]]:
    """The SQL of lists, and of the figures of a board's columns, as the driver gets it, and its values."""
    service = container.customer.account()
    with acting(actor=reader(container, account)), recorded(container.db()) as found:
        for path in paths:
            service.page(replace(parse_query(MODULE, MultiDict(parse_qsl(path.partition("?")[2]))), size=size))
        if figures:
            service.figures(Query(), COUNTED + 1, figures, SUMMED)
    return [(one.sql, one.values) for one in found if one.label in ("account.page", "account.count_tally")]


def reader(container: Container, account: str) -> Actor:
    with acting(actor=SYSTEM):
        user = container.platform.user().find_one(account)
    found = container.platform.user().actor(user.id)
    assert found
    return found


def application(container: Container, settings: Settings) -> Any:
    return create_app(settings, container)


def lists(container: Container, account: str) -> dict[str, str]:
    """The addresses of lists, each with what it is called."""
    service = container.customer.account()
    with acting(actor=SYSTEM), container.db().transaction(writes=False) as work:
        work.cursor.execute("SELECT id FROM account WHERE removed_at IS NULL ORDER BY id LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM account)")
        middle = service.get(work.cursor.fetchone()[0])
    return {
        "/accounts": "list, first page",
        f"/accounts?after={cursor(MODULE, parse_sort(MODULE, None), middle)}": "list, deep page",
        "/accounts?f=grade:any:A": "list, filtered by grade",
        "/accounts?f=city:is:北京": "list, filtered by city",
        f"/accounts?filter={quote(BUYERS)}": "list, filtered by related records",
    }


def addresses(container: Container, account: str) -> dict[str, str]:
    """What is measured, by name."""
    with acting(actor=reader(container, account)):
        newest = container.customer.account().page(Query())[0]
    return {
        **{name: path for path, name in lists(container, account).items()},
        "board": "/accounts?layout=board",
        "search by two characters": "/search?q=云帆",
        "search by initials": f"/search?q={words_of(newest.name)[1][:6]}",
        NOTHING: "/search?q=yfmhkj",
        "record page": f"/accounts/{newest.id}",
    }


def measure(
    container: Container, client: Browser, ground: Browser, size: str, account: str
) -> tuple[list[Line], dict[str, float], dict[str, int]]:
    """The lines for one database, the seconds of each page, and how many statements each runs."""
    lines, seconds, statements = [], {}, {}
    names = [*lists(container, account).values(), "board"]
    for name, path in addresses(container, account).items():
        bare = f"/{account}/{names.index(name) if name in names else 0}"
        took, bottom = side_by_side(partial(client.get, path), partial(ground.get, bare), rounds=60, inner=3)
        limit = RECORD_LIMIT if name in ("record page", "board") else LIST_LIMIT
        bottom, limit = (SEARCH_MOST, 1.0) if name == NOTHING else (bottom, limit)
        lines.append(Line(f"{name}, {size}, {container.db().dialect}, {account}", took, bottom, limit))
        statements[name] = client.statements(path)
        if name != NOTHING:
            seconds[name] = took
    return lines, seconds, statements


def load(port: int, path: str, cookie: str, seconds: float, clients: int = 8) -> float:
    """List pages a second that a running server gives to so many clients at once."""
    from concurrent.futures import ThreadPoolExecutor

    end = time.perf_counter() + seconds

    def client(_: int) -> int:
        connection, done = http.client.HTTPConnection("127.0.0.1", port), 0
        while time.perf_counter() < end:
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(client, range(clients))) / seconds
