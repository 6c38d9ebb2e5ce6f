"""Another program is told: once the write holds, signed, with no more than the webhook's owner may see, and until it takes it."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.platform.job import GiveUp, Later
from crm.domain.platform.webhook import RETRIES, WebhookDraft


class Receiver(ThreadingHTTPServer):
    """Another program: keeps what it is told, answers as it is asked to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.status = 204
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/crm"


class Taking(BaseHTTPRequestHandler):
    """Takes one message."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


class Handle:
    """A job as its handler sees it."""

    id, attempts = 1, 1

    def progress(self, done: int, total: int | None = None) -> None: ...


def made(company, receiver, who="lilei", **more):
    with company.acting(who):
        return company.container.gateway.webhook().create(
            WebhookDraft(**{"name": "ERP", "subject": "account", "url": receiver.url, "private": True} | more)
        )


def deliver(company, hook) -> list[Any]:
    """Run what waits, oldest first; what each attempt raised, or None."""
    service, ended = company.container.gateway.webhook_delivery(), []
    with company.acting("lilei"):
        due = [one.id for one in reversed(company.container.gateway.webhook().log(hook.id, 50)) if one.state in ("waiting", "failed")]
    for id in due:
        try:
            with current.acting(actor=current.NOBODY):
                service.deliver({"id": id}, Handle())
            ended.append(None)
        except (Later, GiveUp) as no:
            ended.append(no)
    return ended


def test_a_customer_is_told_signed_once_the_write_holds(company, receiver):
    hook = made(company, receiver)
    with company.acting("wang"):
        row = company.container.customer.account().create(AccountDraft(name="杭州云栖", kind="company", city="杭州"))
    assert receiver.taken == []
    assert deliver(company, hook) == [None]
    (headers, body), = receiver.taken
    with company.acting("lilei"):
        secret = company.container.gateway.webhook().secret(hook.id)
    told = Verifier(secret).verify(body, headers)
    assert (told["module"], told["records"][0]["event"], told["records"][0]["record"]["name"]) == ("account", "created", "杭州云栖")
    assert told["by"]["id"] == row.created_by
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(body.replace("杭州".encode(), "苏州".encode()), headers)


def test_what_is_undone_before_it_holds_is_told_to_nobody(company, receiver):
    hook = made(company, receiver)
    with company.acting("wang"), pytest.raises(RuntimeError), company.container.db().transaction():
        company.container.customer.account().create(AccountDraft(name="杭州云栖", kind="company"))
        raise RuntimeError
    assert deliver(company, hook) == []


def test_only_what_it_asks_for_is_told(company, receiver):
    narrow = json.dumps({"all": [{"field": "city", "operator": "is", "value": "杭州"}]})
    hook = made(company, receiver, verbs=["created"], condition=narrow)
    accounts = company.container.customer.account()
    with company.acting("wang"):
        there = accounts.create(AccountDraft(name="杭州云栖", kind="company", city="杭州"))
        accounts.create(AccountDraft(name="苏州工业园", kind="company", city="苏州"))
        accounts.change(there.id, {"city": "宁波"}, there.version)
    assert deliver(company, hook) == [None, None]
    assert receiver.taken == []  # by now the first lies in another city, and the second never met the condition
    with company.acting("wang"):
        accounts.change(there.id, {"city": "杭州"}, there.version + 1)
        accounts.create(AccountDraft(name="杭州湾", kind="company", city="杭州"))
    deliver(company, hook)
    assert [json.loads(body)["records"][0]["record"]["name"] for _, body in receiver.taken] == ["杭州湾"]


def test_it_tells_no_more_than_its_owner_may_see(company, receiver):
    hook = made(company, receiver)
    accounts, hooks = company.container.customer.account(), company.container.gateway.webhook()
    with company.acting("lilei"):
        hooks.assign_all([hook.id], company.users["wang"], company.departments["east"])
    with company.acting("chen"):
        accounts.create(AccountDraft(name="不归王强", kind="company"))
    with company.acting("wang"):
        accounts.create(AccountDraft(name="王强的", kind="company"))
    deliver(company, hook)
    assert [json.loads(body)["records"][0]["record"]["name"] for _, body in receiver.taken] == ["王强的"]


def test_what_is_not_taken_is_tried_again_as_it_was_and_then_given_up(company, receiver):
    hook = made(company, receiver)
    receiver.status = 503
    accounts = company.container.customer.account()
    with company.acting("wang"):
        row = accounts.create(AccountDraft(name="杭州云栖", kind="company"))
    (first,) = deliver(company, hook)
    assert isinstance(first, Later) and first.wait == RETRIES[0]
    with company.acting("wang"):
        accounts.change(row.id, {"name": "改了名"}, row.version)
    for _ in range(len(RETRIES) - 1):
        assert all(isinstance(one, Later) for one in deliver(company, hook))
    assert isinstance(deliver(company, hook)[0], GiveUp)
    same = [body for headers, body in receiver.taken if headers["webhook-id"] == receiver.taken[0][0]["webhook-id"]]
    assert len(same) == len(RETRIES) + 1 and len(set(same)) == 1
    with company.acting("lilei"):
        oldest = company.container.gateway.webhook().log(hook.id, 50)[-1]
        assert (oldest.state, oldest.status) == ("given_up", 503)
        receiver.status = 200
        company.container.gateway.webhook().replay(hook.id, oldest.id)
    assert deliver(company, hook)[0] is None
    again = [headers["webhook-id"] for headers, _ in receiver.taken[len(RETRIES) * 2 :]]
    assert receiver.taken[0][0]["webhook-id"] in again


def test_a_replaced_secret_signs_beside_the_one_before_for_a_day(company, receiver):
    hook = made(company, receiver)
    service = company.container.gateway.webhook()
    with company.acting("lilei"):
        before = service.secret(hook.id)
        service.replace_secret(hook.id)
        after = service.secret(hook.id)
        service.test(hook.id)
    deliver(company, hook)
    headers, body = receiver.taken[-1]
    for one in (before, after):
        assert Verifier(one).verify(body, headers)["type"] == "test"
    with company.acting("lilei"), current.acting(clock=current.now() + timedelta(hours=25)):
        assert service.secrets(hook.id) == [after]


def test_private_addresses_and_plain_http_are_for_receivers_that_are_said_to_be_ours(company, receiver):
    assert set(WebhookDraft(name="x", subject="account", url=receiver.url).check()) == {"url"}
    hook = made(company, receiver, private=False, url=receiver.url.replace("http:", "https:"))
    with company.acting("lilei"):
        company.container.gateway.webhook().test(hook.id)
    (ended,) = deliver(company, hook)
    assert isinstance(ended, Later) and receiver.taken == []
