"""One company for all tests of security: somebody of every ready role, records of every module, and a way to ask without a trace."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from crm import current
from crm.current import acting
from crm.dao.kit.database import Database
from crm.domain.kit.access import Scope
from crm.domain.kit.custom import HIDDEN, MASKED
from crm.domain.kit.module import Module, modules
from crm.domain.platform.field_right import levels_of, limitable
from crm.domain.platform.role import known_permissions
from crm.domain.platform.role_ready import READY, ready_role
from crm.domain.platform.token import PREFIX
from crm.service.platform.auth import hashed
from tests.kit import company as companies
from tests.kit import databases, served
from tests.security.planted import KEPT, Planter

ROLES = tuple(READY)
NOBODY = "nobody"
ABSENT = 987_654
# In which department each works; the salesperson and the manager are where most records are.
PLACES = {"salesperson": "east", "manager": "sales", "finance": "finance", "agent": "south", "service_manager": "south"}
OWNERS = {"own": "salesperson", "colleague": "zhao", "elsewhere": "finance", "removed": "salesperson"}
SHARED = ("account", "opportunity", "quote")
# They see and take away every record, yet of no field what their role can be kept from.
LIMITED = {"blind": (HIDDEN,), "masked": (MASKED, HIDDEN)}
ADDED = {"x_canary": "text", "x_phone": "phone"}


class _Undone(Exception):
    """Leaves behind what a request did."""


@dataclass
class World:
    """The application with its people and records. `ask` sends a request as a role and takes back whatever it did."""

    app: Flask
    db: Database
    folder: Path
    company: companies.Company
    planter: Planter
    rows: dict[tuple[str, str], Any]  # (module, which) -> row
    cookies: dict[str, str]
    tokens: dict[str, str]

    def ask(self, role: str, method: str, url: str, headers: Mapping[str, str] | None = None, **more: Any) -> TestResponse:
        with self.undone():
            return self.send(role, method, url, headers, **more)
        raise AssertionError("unreachable")

    def send(self, role: str, method: str, url: str, headers: Mapping[str, str] | None = None, **more: Any) -> TestResponse:
        given = dict(headers or {})
        if role != NOBODY and url.startswith(("/api/v1", "/scim")):
            given["Authorization"] = f"Bearer {self.tokens[role]}"
        elif role != NOBODY:
            given["Cookie"] = self.cookies[role]
        client = self.app.test_client(use_cookies=False)
        return client.open(url, method=method, headers={"Accept-Language": "en", **given}, buffered=True, **more)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever happens in the block is one transaction that is given up at its end."""
        try:
            with self.db.transaction():
                yield
                raise _Undone
        except _Undone:
            pass

    def renew(self, role: str) -> None:
        """Sign in anew: what matters asks for a proof of the last quarter of an hour."""
        self.cookies[role] = cookie(self.app, role)

    def actor(self, role: str) -> current.Actor:
        return self.company.actor(role)

    def acting(self, role: str) -> Any:
        return self.company.acting(role)

    def system(self) -> Any:
        return acting(actor=companies.SYSTEM, language="en", fields=self.company.container.platform.field().latest())


def made(folder: Path, db: Database | None = None) -> World:
    db = db or next(databases.sqlite())
    app = served.served(db, folder)
    configured(app)
    company = companies.settled(app.container)  # type: ignore[attr-defined]
    with acting(actor=companies.SYSTEM):
        _people(company)
        _fields(company)
    with acting(actor=companies.SYSTEM, fields=company.container.platform.field().latest()):
        _limits(company)
        planter, rows = _records(company)
        _shared(company, rows)
    everybody = (*ROLES, *LIMITED)
    cookies, tokens = {role: cookie(app, role) for role in everybody}, {role: _token(company, role) for role in everybody}
    return World(app, db, folder, company, planter, rows, cookies, tokens)


def configured(app: Flask) -> None:
    """Forms without CSRF, which has tests of its own; failures as answers."""
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)


def _people(company: companies.Company) -> None:
    for key in ROLES:
        ready = ready_role(key, modules())
        _person(company, key, {"name": f"ready {key}", "administrator": ready.administrator, "grants": ready.grants})
    work = {name: Scope.ALL for name in known_permissions(modules()) if not name.endswith(".reveal")}
    for key in LIMITED:
        _person(company, key, {"name": f"limited {key}", "grants": work})


def _person(company: companies.Company, key: str, role: dict[str, Any]) -> None:
    """Somebody who holds that one role, and is called like it."""
    roles, users = company.container.platform.role(), company.container.platform.user()
    company.roles[key] = roles.create(roles.module.draft.parse(role)).id
    place = company.departments[PLACES.get(key, "hq")]
    about = {"name": f"person {key}", "account": key, "mail": f"{key}@example.com", "department_id": place, "roles": [company.roles[key]]}
    company.users[key] = users.create(users.module.draft.parse(about)).id
    company.container.platform.auth().set_password(company.users[key], companies.PASSWORD)


def _fields(company: companies.Company) -> None:
    """Two added fields in every module that roles can be kept from fields of."""
    fields = company.container.platform.field()
    for module in [module for module in modules().values() if limitable(module)]:
        for name, kind in ADDED.items():
            raw = {"module": module.name, "name": name, "kind": kind, "label_zh": f"{name} {module.name}", "searched": True, "listed": True}
            fields.create(fields.module.draft.parse(raw))


def _limits(company: companies.Company) -> None:
    for key, levels in LIMITED.items():
        limited = {
            (module.name, field.name): next(level for level in levels if level in possible)
            for module in modules().values() for field in limitable(module).values() if (possible := levels_of(module, field))
        }  # fmt: skip
        company.container.platform.field_right().put(company.roles[key], limited)


def _records(company: companies.Company) -> tuple[Planter, dict[tuple[str, str], Any]]:
    users = company.users
    known = {
        "user": users["wang"], "other": users["chen"], "department": company.departments["east"], "role": company.roles["salesperson"],
    }  # fmt: skip
    planter, rows = Planter(company.container, known), {}
    for which, owner in OWNERS.items():
        user = company.users[owner]
        department = company.actor(owner).department_id
        for name, module in modules().items():
            row = None if name in KEPT else planter.record(module, user, department)
            if row is not None:
                rows[name, which] = row
    for name in modules():
        if modules()[name].stored and (name, "removed") in rows:
            _remove(company, modules()[name], rows[name, "removed"])
        else:
            rows.pop((name, "removed"), None)
    return planter, rows


def _remove(company: companies.Company, module: Module, row: Any) -> None:
    service = company.container.records()(module.name)
    with service.db.transaction():
        service.writer.remove(module, service.records, service.records.find([row.id]))


def _shared(company: companies.Company, rows: dict[tuple[str, str], Any]) -> None:
    shares = company.container.platform.share()
    for name in SHARED:
        rows[name, "shared"] = row = rows[name, "elsewhere"]
        shares.give(modules()[name], row.id, {"person_id": company.users["salesperson"], "allows": "view"})


def cookie(app: Flask, role: str) -> str:
    answer = app.test_client().post("/sign-in", data={"account": role, "password": companies.PASSWORD})
    assert answer.status_code == 303, answer.text
    return "; ".join(line.split(";")[0] for line in answer.headers.getlist("Set-Cookie"))


def _token(company: companies.Company, role: str) -> str:
    """A token that may all that its owner may."""
    text, tokens, now = f"{PREFIX}{secrets.token_urlsafe(9)}", company.container.platform.token(), current.now()
    with tokens.db.transaction():
        scopes = list(known_permissions(modules()))
        tokens.tokens.insert(company.users[role], "Test", hashed(text), scopes, now, now + timedelta(days=30))
    return text
