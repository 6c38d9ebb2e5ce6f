"""Pages against a bare Flask route that runs one equivalent raw query and renders the same fifty rows."""

import http.client
import re
import time
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask

from bench.clock import Line, side_by_side
from bench.cost import bare
from crm.app import create_app
from crm.container import Container
from crm.settings import Settings

LIST_LIMIT, RECORD_LIMIT = 2.5, 3.5
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
        self.connection.request("GET", quote(path, safe="/?=&:-_"), headers={"Cookie": self.cookie, "Accept-Language": "zh"})
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
            connection.rollback()
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
        work.cursor.execute("SELECT MIN(id) FROM account WHERE id >= (SELECT (MIN(id) + MAX(id)) / 2 FROM account)")
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


def measure(
    container: Container, client: Browser, ground: Browser, size: str, account: str
) -> tuple[list[Line], dict[str, float], dict[str, int]]:
    """The lines for one database, the seconds of each page, and how many statements each runs."""
    lines, seconds, statements = [], {}, {}
    for name, path in addresses(container, account).items():
        took, bottom = side_by_side(partial(client.get, path), partial(ground.get, "/accounts"), rounds=15, inner=10)
        limit = RECORD_LIMIT if name == "record page" else LIST_LIMIT
        lines.append(Line(f"{name}, {size}, {container.db().dialect}, {account}", took, bottom, limit))
        seconds[name], statements[name] = took, client.statements(path)
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
