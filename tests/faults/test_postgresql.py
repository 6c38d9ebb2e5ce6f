"""PostgreSQL is killed while people write."""

import os
import random
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.cluster import Cluster
from tests.faults.invariants import broken, doubled, lost
from tests.faults.site import Site
from tests.faults.writers import API, Writers


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    folder = Path("/tmp", f"crm-faults-{os.getpid()}-{secrets.token_hex(3)}")
    made = Cluster(folder)
    made.start()
    yield made
    made.kill()
    shutil.rmtree(folder)


@pytest.fixture
def site(cluster: Cluster, tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path, cluster.url)
    yield made
    made.close()


@pytest.mark.faults
def test_postgresql_is_killed_under_writes(site, cluster, figure):
    """No acknowledged write is lost and none is half there; meanwhile pages and the API answer 503 with Retry-After, and once the
    database is back the same process goes on."""
    rounds, chance, retried, away, back = 20, random.Random(20), 0, [], []
    writers = Writers(site)
    site.start()
    process = site.process
    for _ in range(rounds):
        writers.go_on(chance)
        cluster.kill()
        for path in (f"{API}/accounts", "/sign-in"):
            answer = site.ask("GET", path)
            assert (answer.status, "Retry-After" in answer.headers) == (503, True), answer.body
            away.append(answer.seconds)
        writers.stop()
        assert all("Retry-After" in one.headers for one in writers.refused)
        assert [(one.status, one.body) for one in writers.strange] == []
        cluster.start()
        began = time.monotonic()
        Site.until(lambda: site.ask("GET", f"{API}/accounts").status == 200)
        back.append(time.monotonic() - began)
        retried += writers.retry()
        assert (broken(site), lost(site, writers), writers.unsure) == ([], [], [])
    assert doubled(site) == [] and writers.changed
    assert site.process is process and process.poll() is None
    refused = len(writers.refused) + len(away)
    figure(
        rounds,
        f"{len(writers.made)} creates and {len(writers.changed)} changes acknowledged, 0 lost; {retried} retried, 0 doubled; "
        f"{refused} answers of 503 meanwhile, the slowest after {max(away):.1f} s; back at most {max(back):.1f} s after the database",
        "postgresql",
    )
