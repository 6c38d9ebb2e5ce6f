"""Push: chosen by person and kind, sent to each browser, and ended where a browser is no more."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from crm.current import acting
from crm.domain.platform.job import GiveUp, Later
from crm.errors import Invalid, NotFound
from crm.service.platform.notice_push import NoticePushService
from tests.kit.push import PushServer, plain

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SQLITE = pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # what a push service answers is not SQL
JOB = SimpleNamespace(id=7, attempts=1, progress=lambda done, total=None: None)


@pytest.fixture
def service():
    found = PushServer()
    server = found.serve()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def push(company, service):
    made = company.container.platform.notice_push()
    made.services = (service.origin,)
    return made


@pytest.fixture
def subscribed(company, push, service):
    """Wang has switched push on in one browser and wants reminders pushed."""
    with company.acting("wang"):
        company.container.platform.notice_choice().choose({"push.reminder": "yes"}, push=True)
        return push.subscribe(service.subscription(), "Chrome/130 (Windows NT 10.0)")


def tell(company, kind: str = "reminder", at: datetime = NOON) -> None:
    with acting(clock=at):
        company.container.platform.notice().tell([company.users["wang"], company.users["zhao"]], kind, "回访云帆", "/activities/1")


def run(company, at: datetime = NOON) -> int:
    with acting(clock=at):
        return company.container.platform.job_runner().run_due()


def test_a_notice_is_pushed_to_whoever_chose_it_readable_by_his_browser_alone(company, push, service, subscribed):
    tell(company)
    run(company)
    [(headers, body)] = service.got
    assert service.read() | {"tag": ""} == {"title": "回访云帆", "url": "/activities/1", "tag": ""}
    assert "回访".encode() not in body and headers["content-encoding"] == "aes128gcm" and headers["path"] == "/browser/1"
    assert f"k={push.public_key}" in headers["authorization"]


def test_other_kinds_are_not_pushed(company, service, subscribed):
    tell(company, "mention")
    run(company)
    assert service.got == []


def test_a_push_waits_for_the_end_of_the_quiet_hours(company, service, subscribed):
    with company.acting("wang"):
        choose = company.container.platform.notice_choice().choose
        choose({"quiet_from": "11:00", "quiet_until": "13:00", "push.reminder": "yes"}, push=True)
    tell(company)
    run(company)
    assert service.got == []
    run(company, NOON + timedelta(hours=1))
    assert len(service.got) == 1


@SQLITE
@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_no_more_is_forgotten(company, push, service, subscribed, status):
    service.status = status
    tell(company)
    run(company)
    with company.acting("wang"):
        assert push.mine() == []


@SQLITE
@pytest.mark.parametrize(("status", "why"), [(429, Later), (503, Later), (403, GiveUp), (413, GiveUp), (307, Later)])
def test_other_answers_keep_the_browser(company, push, service, subscribed, status, why):
    service.status = status
    payload = {"key": subscribed, "user": company.users["wang"], "title": "回访", "url": "/"}
    with pytest.raises(why):
        push.deliver(payload, JOB)
    assert len(service.got) == 1  # a redirect is not followed
    with company.acting("wang"):
        assert [one.key for one in push.mine()] == [subscribed]


@SQLITE
def test_a_service_that_is_away_is_tried_again(company, push, service, subscribed):
    push.services = ("http://127.0.0.1:9",)
    with company.acting("wang"):
        key = push.subscribe(service.subscription() | {"endpoint": "http://127.0.0.1:9/x"}, "")
    with pytest.raises(Later):
        push.deliver({"key": key, "user": company.users["wang"], "title": "回访", "url": "/"}, JOB)


def test_a_browser_belongs_to_whoever_used_it_last(company, push, service, subscribed):
    with company.acting("zhao"):
        assert push.subscribe(service.subscription(), "Firefox/130 Linux") == subscribed
        assert [one.name for one in push.mine()] == ["Firefox · Linux"]
    with company.acting("wang"):
        assert push.mine() == []
        with pytest.raises(NotFound):
            push.unsubscribe(subscribed)
    push.deliver({"key": subscribed, "user": company.users["wang"], "title": "王强的", "url": "/"}, JOB)
    assert service.got == []


def test_an_address_is_sealed_in_the_database(company, push, service, subscribed):
    with push.db.transaction():
        device = push.devices.get(subscribed)
    assert service.origin not in device.sealed and json.loads(push.vault.unseal(device.sealed, "push"))["endpoint"].startswith(
        service.origin
    )


def test_whoever_may_no_longer_sign_in_is_sent_nothing(company, push, service, subscribed):
    tell(company)
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})
    run(company)
    assert service.got == []


def test_an_unknown_push_service_is_refused(company, push, service):
    push.services = ("https://fcm.googleapis.com",)
    with company.acting("wang"), pytest.raises(Invalid):
        push.subscribe(service.subscription(), "")


def test_the_key_follows_from_the_secret_alone(company, push):
    def key(secret: str) -> str:
        return NoticePushService(push.db, push.devices, push.jobs, push.settings, push.vault, secret).public_key

    assert key("one secret") == key("one secret") != key("another secret")
    assert len(plain(b"0" * 65)) == len(push.public_key)


def test_without_the_extra_nothing_is_put_into_the_outbox(company, push, service, subscribed):
    push.is_offered = False
    tell(company)
    run(company)
    assert service.got == []
