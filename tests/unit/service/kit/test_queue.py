"""How workers are woken: at once, all of them, and without missing a call."""

import threading
import time

import pytest

from crm.service.kit.queue import Embedded, open_queue
from crm.service.kit.queue_postgresql import Postgres

LONG = 20


@pytest.fixture(params=["embedded", "postgresql"])
def queue(request):
    made = Embedded() if request.param == "embedded" else Postgres(request.getfixturevalue("postgres_url"))
    yield made
    made.close()


def test_a_call_wakes_all_who_wait(queue):
    seen, woken = queue.seen(), []

    def wait() -> None:
        queue.wait(seen, LONG)
        woken.append(time.monotonic())

    waiting = [threading.Thread(target=wait) for _ in range(3)]
    began = time.monotonic()
    for one in waiting:
        one.start()
    queue.wake()
    for one in waiting:
        one.join(LONG)
    assert len(woken) == 3 and max(woken) - began < LONG / 2


def test_a_call_between_looking_and_waiting_is_not_missed(queue):
    seen = queue.seen()
    queue.wake()
    began = time.monotonic()
    queue.wait(seen, LONG)
    assert time.monotonic() - began < LONG / 2


def test_without_a_call_one_waits_no_longer_than_asked():
    queue, began = Embedded(), time.monotonic()
    queue.wait(queue.seen(), 0.05)
    assert 0.04 < time.monotonic() - began < LONG / 2


def test_the_database_decides_which_queue_it_is():
    assert isinstance(open_queue("", "sqlite:///crm.db"), Embedded)
    with pytest.raises(ValueError, match="redis://"):
        open_queue("redis://host", "sqlite:///crm.db")
