"""Buckets stand in the memory of each process, or in one Redis for all."""

import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from crm.domain.platform.pace import Asked, Pace
from crm.service.kit.shared import open_shared
from crm.service.platform import pace_store
from crm.service.platform.pace_store import InMemory, InRedis

SLOW = Pace(5, 3600)


def admitted(store, key: str, times: int, pace: Pace = SLOW) -> int:
    return sum(Asked("page", *store.take(key, pace)).admitted for _ in range(times))


@pytest.fixture
def redis(tmp_path):
    """A Redis of this test's own, on a socket in its folder."""
    program = shutil.which("redis-server") or pytest.skip("no redis-server on this machine")
    socket = tmp_path / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not socket.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    yield process, f"unix://{socket}"
    process.kill()
    process.wait()


def test_threads_that_ask_at_once_get_no_more_than_there_is():
    store = InMemory(1)
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: admitted(store, "user:1", 1), range(40))) == 5


def test_a_bucket_fills_again_and_each_has_its_own():
    store, quick = InMemory(1), Pace(2, 1)
    assert (admitted(store, "user:1", 5, quick), admitted(store, "user:2", 1, quick)) == (2, 1)
    time.sleep(0.6)
    assert admitted(store, "user:1", 5, quick) == 1


def test_of_too_many_buckets_those_are_forgotten_that_are_nearly_full(monkeypatch):
    monkeypatch.setattr(pace_store, "MOST", 10)
    store = InMemory(1)
    assert admitted(store, "user:1", 5) == 5
    for n in range(50):
        store.take(f"address:{n}", SLOW)
    assert len(store._full_at) <= 11
    assert admitted(store, "user:1", 1) == 0


def test_instances_share_what_redis_counts_and_forget_what_is_full(redis):
    _, url = redis
    first, second = (InRedis(open_shared(url), "crm:a", InMemory(1)) for _ in range(2))
    assert admitted(first, "user:1", 3) + admitted(second, "user:1", 9) == 5
    assert admitted(InRedis(open_shared(url), "crm:b", InMemory(1)), "user:1", 1) == 1  # another installation
    assert 0 < open_shared(url).pttl("crm:a:user:1") <= 3600_000


def test_while_redis_is_away_each_process_lets_its_part_through(redis):
    process, url = redis
    store = InRedis(open_shared(url), "crm:a", InMemory(5))
    process.kill()
    process.wait()
    assert admitted(store, "user:1", 9) == 1
