"""Fixtures and hooks for every test."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.kit import browser as browsers
from tests.kit import postgres

UI = Path(__file__).parent / "ui"
Reporting = Generator[None, pytest.TestReport, pytest.TestReport]


def pytest_configure(config: pytest.Config) -> None:
    postgres.begin_session()  # before xdist starts its workers, so that all share one server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if UI in item.path.parents:
            item.add_marker("ui")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Reporting:
    report = yield
    driver = getattr(item, "funcargs", {}).get("browser")
    if report.failed and driver:
        report.sections.append(("page", f"{browsers.keep(driver, item.nodeid)}.png"))
    return report


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """An empty PostgreSQL database of this worker's own."""
    return postgres.create_database(f"crm_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}")
