"""Jobs that tests put in: who does them, when, and as whom."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crm.current import acting
from crm.service.kit.job import Handler
from tests.kit.company import Company

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture
def jobs(company: Company):
    return company.container.platform.job()


@pytest.fixture
def runner(company: Company):
    return company.container.platform.job_runner()


@pytest.fixture
def does(jobs) -> Callable[..., None]:
    """does("greet", method): there is a handler for the kind."""

    def add(kind: str, run: Any, **more: Any) -> None:
        jobs.handlers[kind] = Handler(kind, run, **more)

    return add


@pytest.fixture
def at(company: Company):
    """at(moment): Li Lei, who looks after jobs, at that moment."""
    return lambda moment=NOON, who="lilei": acting(actor=company.actor(who), language="en", clock=moment)


@pytest.fixture
def fails() -> Callable[..., None]:
    """A handler that never succeeds."""

    def run(payload, job):
        raise OSError("the printer is on fire")

    return run
