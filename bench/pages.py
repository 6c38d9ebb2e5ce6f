"""Pages against a bare Flask route that runs one equivalent raw query and renders the same fifty rows."""

import http.client
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

from bench.clock import Line, side_by_side
from bench.cost import bare
from crm.app import create_app
from crm.container import Container
from crm.settings import Settings

LIST_LIMIT, RECORD_LIMIT, CREATE_LIMIT = 2.5, 3.5, 3.5
PASSWORD = "correct horse battery"
ROWS = """<!doctype html><title>Customers</title><table>{% for row in rows %}<tr><td><a href="/accounts/{{ row[0] }}">{{ row[3] }}</a></td>
<td>{{ row[4] }}</td><td>{{ row[5] or '' }}</td><td>{{ row[7] or '' }}</td><td>{{ row[11] or '' }}</td><td>{{ row[8] or '' }}</td>
<td>{{ row[28] or '' }}</td><td>{{ row[24] or '' }}</td><td>{{ row[35] or '' }}</td></tr>{% endfor %}</table>"""


class Client:
    """Calls a WSGI application in this process, as somebody who is signed in."""

    def __init__(self, app: Any, account: str | None = None):
        self.app, self.cookie = app, ""
        if account:
            app.config["WTF_CSRF_ENABLED"] = False
            test = app.test_client()
            answer = test.post("/sign-in", data={"account": account, "password": PASSWORD})
            assert answer.status_code == 303, answer.status
            self.cookie = f"crm={test.get_cookie('crm').value}"

    def prepared(self, path: str) -> Callable[[], bytes]:
        """A function that asks for the path again and again."""
        address, _, query = path.partition("?")
        environ = EnvironBuilder(path=address, query_string=query, headers={"Cookie": self.cookie, "Accept-Language": "zh"}).get_environ()
        statuses: list[str] = []

        def call() -> bytes:
            statuses.clear()
            body = b"".join(self.app(dict(environ), lambda status, headers, error=None: statuses.append(status)))
            assert statuses[0].startswith("200"), (path, statuses)
            return body

        return call

    def statements(self, path: str) -> int:
        """How many statements the page runs, as its own Server-Timing header says."""
        answer = self.app.test_client(use_cookies=False).get(path, headers={"Cookie": self.cookie})
        return int(answer.headers["Server-Timing"].rsplit("desc=", 1)[1])


def floor(container: Container) -> Any:
    """The bare route: the same query for the same page, no sessions, no rights, no menu."""
    app, db = Flask("floor"), container.db()
    page = app.jinja_env.from_string(ROWS)
    sql, binds = bare(container.customer.account_dao(), "page", {"size": 50})

    @app.get("/accounts")
    def accounts() -> str:
        connection = db.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(sql, binds)
            return page.render(rows=cursor.fetchall())
        finally:
            connection.close()

    return app


def application(container: Container, settings: Settings) -> Any:
    return create_app(settings, container)


def addresses(container: Container, account: str) -> dict[str, str]:
    """What is measured, by name."""
    from bench.data import SYSTEM
    from crm.current import acting
    from crm.domain.customer.account import MODULE
    from crm.domain.kit.filter import Query, parse_sort
    from crm.web.kit.listing import cursor

    service = container.customer.account()
    with acting(actor=SYSTEM), container.db().transaction(writes=False) as work:
        work.cursor.execute("SELECT MIN(id) + (MAX(id) - MIN(id)) / 2 FROM account")
        middle = service.get(work.cursor.fetchone()[0])
        deep = cursor(MODULE, parse_sort(MODULE, None), middle)
        user = container.platform.user().find_one(account)
    with acting(actor=container.platform.user().actor(user.id)):
        newest = service.page(Query())[0]
    return {
        "list, first page": "/accounts",
        "list, deep page": f"/accounts?after={deep}",
        "list, filtered by grade": "/accounts?f=grade:any:A",
        "list, filtered by city": "/accounts?f=city:is:北京",
        "search by two characters": "/search?q=云帆",
        "search by initials": "/search?q=yfmhkj",
        "record page": f"/accounts/{newest.id}",
    }


def measure(container: Container, settings: Settings, size: str, account: str = "admin") -> tuple[list[Line], dict[str, float], dict[str, int]]:
    """The lines for one database, the seconds of each page, and how many statements each runs."""
    app, ground = Client(application(container, settings), account), Client(floor(container)).prepared("/accounts")
    lines, seconds, statements = [], {}, {}
    for name, path in addresses(container, account).items():
        took, bottom = side_by_side(app.prepared(path), ground, rounds=15, inner=10)
        limit = RECORD_LIMIT if name == "record page" else LIST_LIMIT
        lines.append(Line(f"{name}, {size}, {container.db().dialect}, {account}", took, bottom, limit))
        seconds[name], statements[name] = took, app.statements(path)
    return lines, seconds, statements


def load(port: int, cookie: str, seconds: float, clients: int = 8) -> float:
    """List pages a second that a running server gives to so many clients at once."""
    from concurrent.futures import ThreadPoolExecutor

    end = time.perf_counter() + seconds

    def client(_: int) -> int:
        connection, done = http.client.HTTPConnection("127.0.0.1", port), 0
        while time.perf_counter() < end:
            connection.request("GET", "/accounts", headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(client, range(clients))) / seconds
