"""The instance under test: one of our own with the test company in it, or one that runs somewhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crm.app import create_app
from crm.container import Container, build
from crm.current import acting
from crm.dao.kit.migration import Migrator
from crm.serve import jobs
from crm.settings import load
from tests.kit import company as companies
from tests.kit.company import Company
from tests.kit.servers import live
from tests.ui.tool.options import Options
from tests.ui.tool.visitor import Visitor

DEMO = {"administrator": "admin", "manager": "chenhao", "salesperson": "wanglei", "colleague": "zhaomin", "auditor": "heyan"}
OWN = {"administrator": "lilei", "manager": "han", "salesperson": "wang", "colleague": "zhao", "auditor": "sun"}
MODULES = ("activities", "leads", "contacts", "accounts", "tags")  # in the order in which what was made is removed


@dataclass
class Site:
    """Where it is, and who can sign in: account and password by role."""

    base_url: str
    people: dict[str, tuple[str, str]]
    company: Company | None = None
    app: Any = None
    visitors: dict[tuple[str, str], Visitor] = field(default_factory=dict)

    def visitor(self, role: str, language: str = "zh") -> Visitor:
        """Somebody of that role who has signed in lately."""
        if role not in self.people:
            pytest.skip(f"Nobody is known who is a {role} here.")
        key = (role, language)
        if key not in self.visitors or not self.visitors[key].is_fresh:
            self.visitors[key] = Visitor(self.base_url).sign_in(*self.people[role], language=language)
        return self.visitors[key]

    def session(self, role: str, language: str) -> list[dict[str, Any]]:
        """The cookies of somebody who has signed in."""
        jar = self.visitor(role, language).cookies
        return [{"name": one.name, "value": one.value, "url": self.base_url} for one in jar]

    def remove(self, prefix: str) -> list[str]:
        """Delete everything whose name starts like this, as somebody who may; tells what is still there."""
        role = next(role for role in ("administrator", "manager", *self.people) if role in self.people)
        visitor = self.visitor(role)
        query = f"f=name:starts:{prefix}"
        left = []
        for path in MODULES:
            count = re.sub(r"\D", "", visitor.get(f"/{path}/total?{query}")[1])  # to be typed when there are many
            visitor.post(f"/{path}/bulk/removal", {"all": "1", "f": f"name:starts:{prefix}", "count": count}, f"/{path}")
            status, text = visitor.get(f"/{path}?{query}")
            if status != 200 or "<tr data-row" in text:
                left.append(f"{path}?{query}")
        return left


def _founded(container: Container) -> Company:
    """The test company, with the standard pipeline in Chinese whoever looks at deals first."""
    company = companies.found(container)
    with acting(actor=companies.SYSTEM, language="zh"):
        container.sales.pipeline().first()
    return company


@contextmanager
def own(folder: Path, empty: bool = False) -> Iterator[Site]:
    """A server of our own on a database file, with the company of tests/kit/company.py or with nobody."""
    settings = load("test", {}, app={"data": folder}, secret="a secret of the browser tests")
    container = build(settings)
    Migrator(container.db()).migrate()
    company = None if empty else _founded(container)
    app = create_app(settings, container)
    with live(app) as address, jobs(container, 1):
        yield Site(address, {role: (account, companies.PASSWORD) for role, account in OWN.items()}, company, app)
    container.db().engine.dispose()


def given(options: Options) -> Site:
    """The instance at the base address, with the people we were told of or those of the demo."""
    assert options.base_url and options.password
    accounts = {options.role: options.user} if options.user else DEMO
    return Site(options.base_url.rstrip("/"), {role: (account, options.password) for role, account in accounts.items()})
