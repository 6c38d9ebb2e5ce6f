"""Unusual acts are told of once, to those who look after security."""

from datetime import timedelta

import pytest

from crm import current
from crm.errors import Forbidden, Invalid
from crm.service.platform.act import SOON

HOUR = timedelta(hours=1)


@pytest.fixture
def alerts(company):
    return company.container.trace.alert()


def note(company, kind, times=1, address="10.0.0.9", **more):
    security = company.container.platform.security()
    for _ in range(times):
        security.note(kind, company.users["wang"], address, **more)


def kinds(alerts):
    return [(one.kind, one.user_name or one.address, one.n) for one in alerts.page(9)]


def test_failed_sign_ins_are_one_case_of_the_account_however_many_there_are(company, alerts):
    note(company, "sign_in_failed", 9)
    alerts.watch()
    assert kinds(alerts) == []
    note(company, "sign_in_failed", 2)
    alerts.watch()
    note(company, "sign_in_failed", 3)
    alerts.watch()
    assert kinds(alerts) == [("failures", "王强", 14)]
    for who, told in (("lilei", 1), ("sun", 1), ("han", 0)):
        with company.acting(who):
            assert len(company.container.platform.notice().page(9)) == told


def test_what_somebody_exported_is_added_up(company, alerts):
    note(company, "export", 2, n=2400)
    alerts.watch()
    assert kinds(alerts) == []
    note(company, "export", n=200)
    alerts.watch()
    assert kinds(alerts) == [("exports", "王强", 5000)]


def test_a_case_that_was_closed_stays_closed_until_there_is_something_new(company, alerts):
    note(company, "sign_in_failed", 12)
    alerts.watch()
    (found,) = alerts.page(9)
    with company.acting("sun"), pytest.raises(Forbidden):
        alerts.close(found.id, "")
    with company.acting("lilei"):
        assert alerts.close(found.id, "他忘了密码。").closed_name == "李雷"
        with pytest.raises(Invalid):
            alerts.close(found.id, "")
    alerts.watch()
    assert kinds(alerts) == []
    with current.acting(clock=current.now() + 2 * HOUR):
        note(company, "sign_in_failed", 12)
        alerts.watch()
        assert kinds(alerts) == [("failures", "王强", 12)]


def test_a_sign_in_at_night_or_from_a_new_network_is_told_of(company, alerts):
    noon = current.now().replace(hour=4, minute=0)  # in Shanghai
    with current.acting(clock=noon):
        note(company, "sign_in", address="203.0.113.7")
        alerts.watch()
        assert kinds(alerts) == []
    with current.acting(clock=noon + HOUR):
        note(company, "sign_in", address="203.0.200.1")
        note(company, "sign_in", address="198.51.100.1")
        alerts.watch()
        assert kinds(alerts) == [("network", "王强", 1)]
    with current.acting(clock=noon + 15 * HOUR):
        note(company, "sign_in", address="203.0.113.7")
        alerts.watch()
        alerts.watch()
    assert sorted(kind for kind, _, _ in kinds(alerts)) == ["hours", "network"]


def test_acts_are_counted_in_memory_and_added_to_the_hour(company, alerts):
    acts = company.container.trace.act()
    due = [acts.count(company.users["wang"], "denials") for _ in range(SOON)]
    assert due == [False] * (SOON - 1) + [True]
    acts.add_up()
    alerts.watch()
    assert kinds(alerts) == []
    for _ in range(SOON):
        acts.count(company.users["wang"], "denials")
    acts.add_up()
    alerts.watch()
    assert kinds(alerts) == [("denials", "王强", 2 * SOON)]
