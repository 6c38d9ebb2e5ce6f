"""Fixtures and hooks for every test."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from crm.container import Container
from crm.dao.kit.database import Database
from tests.kit import browser as browsers
from tests.kit import company as companies
from tests.kit import databases, postgres, served, statements
from tests.kit.company import Company

UI = Path(__file__).parent / "ui"
# A browser that does not get round to something in time, on a machine that is busy, is asked once more; the summary says so. What a test
# asserts is never asked twice.
LATE = r"^(Timeout|WebDriver|StaleElementReference|ElementClickIntercepted|ElementNotInteractable|InvalidSessionId)Exception"
# What takes long begins first: at the end of a run nobody waits for one last test of half a minute.
FIRST = ("test_quality.py", "test_instances.py", "test_wheel.py", "test_run.py", "test_quote_to_cash.py")
Reporting = Generator[None, pytest.TestReport, pytest.TestReport]


def pytest_configure(config: pytest.Config) -> None:
    statements.install()
    postgres.begin_session()  # before xdist starts its workers, so that all share one server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if UI in item.path.parents:
            item.add_marker("ui")
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[LATE]))
    items.sort(key=lambda item: item.path.name not in FIRST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Reporting:
    report = yield
    driver = getattr(item, "funcargs", {}).get("browser")
    if report.failed and driver:
        report.sections.append(("page", f"{browsers.keep(driver, item.nodeid)}.png"))
    return report

settings.register_profile("house", deadline=None)  # no test judges by the clock
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """An empty PostgreSQL database of this worker's own."""
    return postgres.create_database(f"crm_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}")


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database with the schema; the test runs once on each engine."""
    yield from databases.ENGINES[request.param]()


@pytest.fixture
def sqlite_db() -> Iterator[Database]:
    """The same on SQLite alone, for tests of what does not touch SQL."""
    yield from databases.sqlite()


@pytest.fixture
def crm(db: Database, tmp_path: Path) -> Container:
    """The whole application below the web floor, on each engine."""
    return served.container(db, tmp_path)


@pytest.fixture
def company(crm: Container) -> Company:
    """The container with a small company in it: see tests/kit/company.py."""
    return companies.settled(crm)


@pytest.fixture
def app(sqlite_db: Database, tmp_path: Path) -> Flask:
    """The application with the company in it; forms without CSRF, which has tests of its own."""
    made = served.served(sqlite_db, tmp_path)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    made.company = companies.settled(made.container)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], FlaskClient]:
    """A client as one of the company's people: sign_in("wang")."""

    def client(account: str, language: str = "en") -> FlaskClient:
        made = app.test_client()
        answer = made.post("/sign-in", data={"account": account, "password": companies.PASSWORD})
        assert answer.status_code == 303
        with made.session_transaction() as session:
            session["language"] = language
        return made

    return client
