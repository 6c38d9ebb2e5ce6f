"""How long attempts wait, and what a browser is called."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.platform.auth import SLOWEST, Attempts, agent_name, wait

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(("tries", "seconds"), [(0, 0), (4, 0), (5, 1), (6, 2), (9, 16), (14, 512), (15, SLOWEST), (4000, SLOWEST)])
def test_attempts_wait_longer_and_longer_but_never_for_ever(tries, seconds):
    assert wait("account", Attempts(tries, NOW if tries else None), NOW) == seconds


def test_who_has_waited_long_enough_may_try():
    assert wait("account", Attempts(6, NOW - timedelta(seconds=2)), NOW) == 0


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0", "微信 · Android"),
        ("curl/8.0", "curl/8.0"), (None, ""),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(agent, name):
    assert agent_name(agent) == name
