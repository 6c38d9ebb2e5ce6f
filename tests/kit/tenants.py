"""An installation that serves two companies, alpha and beta, each with records of every module: no text of one stands in the other."""

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from crm.container import begin
from crm.current import acting
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.kit.module import modules
from crm.settings import Settings
from crm.tenants import Opened, Tenants
from crm.tenants.operate import Operator
from tests.kit import company as companies
from tests.kit import served
from tests.security.planted import KEPT, Planter

PROVIDER = "provider.test"
FIRST = {"alpha": 10_000_000, "beta": 15_000_000}  # numbers of canaries, and ids of records, begin here
NUMBERED = {
    "sqlite": "UPDATE sequence SET next = {} WHERE name = 'record_id'",
    "postgresql": "ALTER SEQUENCE record_id RESTART WITH {}",
}


def settings(folder: Path, **more: Any) -> Settings:
    plain = served.settings(folder)
    found: dict[str, Any] = {name: getattr(plain, name).model_copy(update=changes) for name, changes in more.items()}
    return plain.model_copy(update={"tenants": plain.tenants.model_copy(update={"host": PROVIDER}), **found})


def opened(folder: Path, **more: Any) -> tuple[Flask, Operator]:
    """The one application of the tests, with a directory in this folder; `app.tenants = None` makes it what it was."""
    made = settings(folder, **more)
    db = Database(made.database_url, 2)
    Migrator(db).migrate()
    app: Any = served.served(db, folder)
    begin(app.home, made, db)
    app.tenants = Tenants(app.home, made)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False, TRUSTED_HOSTS=None)
    return app, Operator(app.tenants)


def system(**more: Any) -> Any:
    return acting(actor=companies.SYSTEM, language="en", **more)


@dataclass
class Firm:
    """One of the companies, with what could be asked for by another."""

    app: Flask
    name: str
    company: companies.Company
    planter: Planter
    rows: dict[str, int] = field(default_factory=dict)
    cookie: str = ""
    token: str = ""

    @property
    def opened(self) -> Opened:
        found: Tenants = self.app.tenants  # type: ignore[attr-defined]
        return found.at(f"{self.name}.test")

    def ask(self, url: str, method: str = "GET", cookie: str | None = None, token: str | None = None, **more: Any) -> TestResponse:
        headers = {"Accept-Language": "en", **({"Authorization": f"Bearer {token}"} if token else {"Cookie": cookie or ""})}
        client = self.app.test_client(use_cookies=False)
        return client.open(url, method=method, base_url=f"http://{self.name}.test", headers=headers, buffered=True, **more)


def founded(app: Flask, operator: Operator, name: str, planted: bool = True) -> Firm:
    """A new tenant with the company of all tests in it, and a record of every module."""
    with system():
        tenant = operator.create(name, f"{name}.test", f"Firm {name}", None, "en", "Asia/Shanghai")
    container = operator.tenants.open(tenant).container
    with system(tenant=name):
        with container.db().transaction() as work:
            work.cursor.execute(NUMBERED[container.db().dialect].format(FIRST[name]))
        company = companies.found(container)
        known = {
            "user": company.users["wang"], "other": company.users["chen"], "department": company.departments["east"],
            "role": next(iter(company.roles.values())),
        }  # fmt: skip
        firm = Firm(app, name, company, Planter(container, known))
        firm.planter._numbers = count(FIRST[name])
        for key, module in modules().items() if planted else ():
            with suppress(KeyError):  # of what no record can be made from its description alone
                made = None if key in KEPT else firm.planter.record(module, company.users["wang"], company.departments["east"])
                if made is not None:
                    firm.rows[key] = made.id
    return firm


def sign_in(firm: Firm, account: str = "lilei") -> str:
    """The cookies of a new session."""
    answer = firm.ask("/sign-in", "POST", data={"account": account, "password": companies.PASSWORD})
    assert answer.status_code == 303, answer.text
    return "; ".join(line.split(";")[0] for line in answer.headers.getlist("Set-Cookie"))
