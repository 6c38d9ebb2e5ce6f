"""Guessing is slowed down, by account, device and address."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.current import acting
from crm.domain.platform.pace import FREE
from crm.errors import TooMany
from crm.service.platform.attempt import account_key, network

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def attempts(company):
    return company.container.platform.attempt()


def test_after_the_free_attempts_one_waits_longer_and_longer(attempts):
    moment = NOON
    with acting(clock=moment):
        for _ in range(FREE["account"]):
            attempts.admit({"account": "wang"})
    for seconds in (1, 2, 4):
        with acting(clock=moment), pytest.raises(TooMany) as refused:
            attempts.admit({"account": "wang"})
        assert refused.value.seconds == seconds
        moment += timedelta(seconds=seconds)
        with acting(clock=moment):
            attempts.admit({"account": "wang"})


def test_a_refused_attempt_is_not_counted_under_its_other_keys(attempts):
    with acting(clock=NOON):
        for _ in range(FREE["account"]):
            attempts.admit({"account": "wang"})
        for _ in range(FREE["address"]):
            with pytest.raises(TooMany):
                attempts.admit({"account": "wang", "address": "10.0.0.1"})
        attempts.admit({"account": "zhao", "address": "10.0.0.1"})


def test_the_right_password_forgives_the_account_but_of_the_address_only_itself(attempts):
    for n in range(FREE["address"] - 1):
        with acting(clock=NOON + timedelta(milliseconds=n)):
            attempts.admit({"account": f"{n}", "address": "10.0.0.1"})
    with acting(clock=NOON + timedelta(seconds=1)):
        attempts.forgive(attempts.admit({"account": "wang", "address": "10.0.0.1"}))
        attempts.admit({"account": "last", "address": "10.0.0.1"})
        with pytest.raises(TooMany):
            attempts.admit({"account": "wang", "address": "10.0.0.1"})


def test_an_account_is_counted_however_it_is_written():
    assert account_key(" Wang@Example.com ") == account_key("wang@example.com") != account_key("wang")


@pytest.mark.parametrize(
    ("address", "counted"),
    [("10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), (None, "unknown"), ("nonsense", "unknown")],
)
def test_of_an_ipv6_address_the_network_counts(address, counted):
    assert network(address) == counted
