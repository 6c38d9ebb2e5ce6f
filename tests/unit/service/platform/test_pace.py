"""A company as a whole keeps its pace, whichever instance is asked."""

from typing import Any

import pytest

from crm.service.kit.shared import open_shared
from crm.service.platform.pace import PaceService
from tests.faults.instances import redis

UNASKED: Any = None  # neither settings nor events have a say in it


@pytest.fixture
def two(tmp_path):
    """Two instances of one installation, with a Redis of their own."""
    with redis(tmp_path) as url:
        if not url:
            pytest.skip("no redis-server on this machine")
        yield [PaceService(UNASKED, UNASKED, open_shared(url), 4, "postgresql://one/crm") for _ in range(2)]


def test_what_was_agreed_with_a_company_holds_for_all_instances_together(two):
    first, second = two
    assert [first.of_tenant("acme", 5).admitted for _ in range(3)] == [True] * 3
    assert [second.of_tenant("acme", 5).admitted for _ in range(4)] == [True, True, False, False]
    assert 0 < second.of_tenant("acme", 5).wait <= 12
    assert first.of_tenant("beta", 5).admitted


def test_without_redis_each_process_lets_its_part_through():
    alone = PaceService(UNASKED, UNASKED, None, 2, "sqlite://")
    assert [alone.of_tenant("acme", 4).admitted for _ in range(3)] == [True, True, False]
