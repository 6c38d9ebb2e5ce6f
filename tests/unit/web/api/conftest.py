"""Clients of the API, each with a token of its own."""

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.kit.module import modules
from crm.domain.platform.role import known_permissions
from crm.domain.platform.token import PREFIX
from crm.service.platform.auth import hashed
from tests.kit import company as companies
from tests.kit import databases, served
from tests.kit.company import Company

Client = Callable[..., FlaskClient]


def token(company: Company, account: str, scopes: list[str] | None = None, days: int = 30) -> str:
    """A token of that person; without scopes it may all that he may. Written as if it had been made by him."""
    made = f"{PREFIX}{secrets.token_urlsafe(9)}"
    tokens = company.container.platform.token()
    now, named = current.now(), list(known_permissions(modules())) if scopes is None else scopes
    with tokens.db.transaction():
        tokens.tokens.insert(company.users[account], "Test", hashed(made), named, now, now + timedelta(days=days))
    return made


@pytest.fixture
def both(db: Database, tmp_path: Path) -> Flask:
    """The application on each engine in turn."""
    made = served.served(db, tmp_path)
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    made.company = companies.settled(made.container)  # type: ignore[attr-defined]
    return made


def client(app: Flask, account: str, scopes: list[str] | None = None, language: str = "en") -> FlaskClient:
    made = app.test_client()
    bearer = token(app.company, account, scopes)  # type: ignore[attr-defined]
    made.environ_base |= {"HTTP_AUTHORIZATION": f"Bearer {bearer}", "HTTP_ACCEPT_LANGUAGE": language}
    return made


@pytest.fixture
def api(app: Flask) -> Client:
    """api("wang"), on SQLite."""
    return lambda account, scopes=None, language="en": client(app, account, scopes, language)


@pytest.fixture
def api_on_both(both: Flask) -> Client:
    return lambda account, scopes=None, language="en": client(both, account, scopes, language)


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database that several threads can use at once."""
    yield from serving(request.param, tmp_path)


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Flask]:
    """The same on a SQLite file alone."""
    yield from serving("sqlite", tmp_path)


def serving(engine: str, folder: Path) -> Iterator[Flask]:
    opened = databases.postgresql() if engine == "postgresql" else in_file(folder)
    for db in opened:
        made = served.served(db, folder)
        made.config.update(PROPAGATE_EXCEPTIONS=False)
        made.company = companies.found(made.container)  # type: ignore[attr-defined]
        yield made


def in_file(folder: Path) -> Iterator[Database]:
    db = Database(f"sqlite:///{folder / 'crm.db'}", pool_size=8)
    Migrator(db).migrate()
    yield db
    db.engine.dispose()
