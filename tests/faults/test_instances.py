"""Two instances behind a proxy: one is stopped, one is killed, and nothing that one knows is missing to the other."""

import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.faults.instances import Instance, Proxy, redis
from tests.faults.invariants import broken, doubled, lost
from tests.faults.site import Site
from tests.faults.writers import API, Writers
from tests.kit import postgres
from tests.kit.company import PASSWORD
from tests.kit.servers import smtp

ROUNDS = pytest.mark.parametrize("rounds", [pytest.param(1, id="quick"), pytest.param(10, id="full", marks=pytest.mark.faults)])
MAILS = 30
MISSED = 2  # connections in the queue of a port when it is closed


@pytest.fixture
def pair(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Instance, Instance, Instance]]:
    """Both instances, started, and what clients see of them."""
    url = postgres.create_database("crm_faults_instances")
    with smtp() as inbox, redis(tmp_path) as shared:
        request.node.inbox = inbox
        told = {"MAIL__URL": f"smtp://127.0.0.1:{inbox.port}", "REDIS__URL": shared, "PACE__API": 1_000_000}
        site = Site(tmp_path, url, told=told)
        one, other = Instance(site), Instance(site)
        proxy = Proxy([one.port, other.port])
        one.start(), other.start()
        yield one, other, Instance(site, proxy.port)
        proxy.close(), one.close(), other.close(), site.close()


@ROUNDS
def test_an_instance_is_stopped_and_another_killed_under_writes(pair, request, rounds, figure):
    """What is told to one instance the other knows at once; a stop answers whoever was let in, a kill costs nothing that was acknowledged;
    mails are sent once."""
    one, other, front = pair
    _both_know_at_once(one, other)
    _each_mail_once(front, request.node.inbox)
    writers, retried, stops = Writers(front), 0, 0
    writers.start()
    for _ in range(rounds):
        if not other.process:
            other.start()
        made = len(writers.made)
        front.lost.clear()
        assert one.stop() == 0
        front.until(lambda made=made: len(writers.made) > made + 5)
        assert [one.body for one in (*writers.refused, *writers.strange)] == []
        # Nobody noticed, but who knocked in the instant in which the port was closed.
        closed = ("reset by peer", "Broken pipe")  # before it had read what was said, or while it was being said
        assert len(front.lost) <= MISSED and all(any(word in one for word in closed) for one in front.lost), front.lost
        stops += len(front.lost)
        one.start()
        time.sleep(0.5)
        other.kill()
        writers.stop()
        retried += _retried(writers)
        writers.start()
    writers.stop()
    retried += _retried(writers)
    assert (broken(front), lost(front, writers), doubled(front), writers.unsure, writers.strange) == ([], [], [], [], [])
    assert writers.changed or rounds == 1  # a run in which nothing was changed shows nothing about changes
    figure(
        rounds,
        f"{len(writers.made)} creates and {len(writers.changed)} changes acknowledged, 0 lost; stops: {stops} connections reset; "
        f"{retried} retried under their keys, 0 doubled; {MAILS} mails sent by two workers, each once",
        "postgresql",
    )


def _retried(writers: Writers) -> int:
    """Ask again until all are answered, as clients do; gives how many there were."""
    waiting = len(writers.unsure)
    writers.site.until(lambda: writers.retry() == 0)
    return waiting


def _both_know_at_once(one: Instance, other: Instance) -> None:
    """Rights, fields, settings and sessions: the next request to either is answered by what a third process has just written."""
    crm, both = one.crm, (one, other)
    with one.acting("lilei"):
        id = crm.customer.account().create(crm.customer.account().module.draft.parse({"name": "一处改动"})).id
    assert [site.ask("GET", f"{API}/accounts/{id}").status for site in both] == [200, 200]
    with one.acting("lilei"):
        field = crm.platform.field()
        field.create(field.module.draft.parse({"module": "account", "name": "x_shared", "kind": "text", "label_zh": "共享"}))
    assert ["x_shared" in site.ask("GET", f"{API}/accounts/{id}").json for site in both] == [True, True]
    cookie = _signed_in(one)
    assert [_page(site, cookie) for site in both] == [200, 200]
    with one.acting("lilei"):
        role = crm.platform.role()
        role.change(one.company.roles["salesperson"], {"grants": {}})
    assert [_page(site, cookie) for site in both] == [403, 403]
    with one.acting("lilei"):
        role.change(one.company.roles["salesperson"], {"grants": {"account.view": 4}})
        crm.operation.maintenance().begin({})
    assert [_page(site, cookie) for site in both] == [503, 503]
    with one.acting("lilei"):
        crm.operation.maintenance().end()
    assert [_page(site, cookie) for site in both] == [200, 200]
    with one.acting("lilei"):
        crm.platform.user().change(one.company.users["wang"], {"state": "suspended"})
    assert [_page(site, cookie) for site in both] == [303, 303]


def _signed_in(site: Instance) -> str:
    """The cookie of a session that was opened at one instance."""
    connection = HTTPConnection("127.0.0.1", site.port)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    found = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
    assert found
    form = urlencode({"csrf_token": found[1], "account": "wang", "password": PASSWORD})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": _cookies(answer)}
    connection.request("POST", "/sign-in", form, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 303
    return _cookies(answer)


def _cookies(answer: HTTPResponse) -> str:
    return "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", []))


def _page(site: Instance, cookie: str) -> int:
    return site.ask("GET", "/accounts", Authorization="", Cookie=cookie).status


def _each_mail_once(site: Instance, inbox) -> None:
    mails = site.crm.platform.mail()
    with site.acting("lilei"), site.crm.db().transaction():
        for number in range(MAILS):
            mails.send(f"k{number}@example.com", f"第 {number} 封", "一")

    def sent() -> list[str]:
        return sorted(mail["To"] for mail in inbox.mails if mail["To"].startswith("k"))

    site.until(lambda: len(sent()) >= MAILS)
    time.sleep(1)  # one that is sent twice would come now
    assert sent() == sorted(f"k{number}@example.com" for number in range(MAILS))
