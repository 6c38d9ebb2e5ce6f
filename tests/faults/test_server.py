"""The server is killed while people write."""

import random
import statistics
import time

import pytest

from tests.faults.invariants import broken, doubled, lost
from tests.faults.writers import Writers

ROUNDS = pytest.mark.parametrize(
    ("site", "rounds"),
    [
        pytest.param("sqlite", 1, id="quick"),
        pytest.param("sqlite", 50, id="sqlite", marks=pytest.mark.faults),
        pytest.param("postgresql", 50, id="postgresql", marks=pytest.mark.faults),
    ],
    indirect=["site"],
)


@ROUNDS
def test_the_server_is_killed_under_writes(site, rounds, figure):
    """Every acknowledged write is there with its content, none is half there, the chain is whole; a retry under its key makes no twin."""
    writers, chance, retried, back = Writers(site), random.Random(rounds), 0, []
    for _ in range(rounds):
        began = time.monotonic()
        site.start()
        back.append(time.monotonic() - began)
        retried += writers.retry()
        writers.go_on(chance)
        site.kill()
        writers.stop()
        assert (broken(site), lost(site, writers), [one.body for one in writers.strange]) == ([], [], [])
    site.start()
    retried += writers.retry()
    site.kill()
    assert (broken(site), lost(site, writers), doubled(site), writers.unsure) == ([], [], [], [])
    assert len(writers.made) > rounds * 3 and (writers.changed or rounds == 1)
    figure(
        rounds,
        f"{len(writers.made)} creates and {len(writers.changed)} changes acknowledged, 0 lost; "
        f"{retried} retried under their keys, 0 doubled; 0 half records; {statistics.median(back):.1f} s to start again",
        site.crm.db().dialect,
    )
