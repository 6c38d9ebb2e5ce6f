"""Faults are made, and what has to hold is looked at. `./crm test -m faults` makes all of them and writes docs/faults.md."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import figures
from tests.faults.site import Site
from tests.kit import postgres

Figure = Callable[..., None]
_rows: list[figures.Row] = []


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """figure(rounds, "what was measured", database="sqlite"): into the table, with the first line of the test's docstring."""

    def note(rounds: int, measured: str, database: str = "sqlite") -> None:
        title = request.node.originalname.removeprefix("test_").replace("_", " ")
        row = figures.row(title, " ".join(request.function.__doc__.split()), database, rounds, measured)
        print("  ".join(row))
        if request.node.get_closest_marker("faults"):  # a quick round is no measurement
            request.node.user_properties.append(("figure", row))

    return note


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """In the process that gathers what its workers found."""
    if report.when == "call" and report.passed and "PYTEST_XDIST_WORKER" not in os.environ:
        _rows.extend(tuple(value) for name, value in report.user_properties if name == "figure")


def pytest_sessionfinish() -> None:
    if _rows:
        figures.write(_rows)


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A CRM with the company in it, on a database of its own; not started yet."""
    name = f"crm_faults_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
    url = f"sqlite:///{tmp_path}/crm.db" if request.param == "sqlite" else postgres.create_database(name)
    made = Site(tmp_path, url)
    yield made
    made.close()
