"""Workers are killed at the worst moments: between what is done and what is written down, and at the edges of batches."""

import csv
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crm import current
from crm.current import acting
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query
from crm.domain.platform.webhook import WebhookDraft
from tests.faults import worker
from tests.faults.invariants import broken
from tests.faults.site import Site, system
from tests.faults.worker import killed
from tests.kit.company import SYSTEM
from tests.kit.servers import smtp

ROWS = 9 * worker.BATCH


class Receiver(ThreadingHTTPServer):
    """Another program, which keeps the ids of what it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[tuple[str, bytes]] = []


class _Taking(BaseHTTPRequestHandler):
    """Takes one message."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.headers["webhook-id"], body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def alive(pid: int) -> bool:
    """Whether it still works; one that is dead and that nobody has asked about yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def later(site: Site, mail: str) -> None:
    """What another worker does once the lease of the dead one is over."""
    with acting(actor=SYSTEM, clock=current.now() + timedelta(minutes=5)):
        worker.container(site.folder, site.url, mail).platform.job_runner().run_due()


@pytest.mark.faults
def test_a_worker_is_killed_before_and_after_a_mail_was_sent(site, figure):
    """A mail leaves at least once and never zero times; one that leaves twice has the same Message-ID."""
    with smtp() as inbox:
        mail, sent = f"smtp://127.0.0.1:{inbox.port}", []
        for step in ("platform.mail._connected", "platform.job_runner._settle"):
            with system():
                worker.container(site.folder, site.url, mail).platform.mail().send("wang@example.com", step, "您好")
            killed(site, "jobs", 0, step, "before", mail=mail)
            later(site, mail)
            ids = [one["Message-ID"] for one in inbox.mails if one["Subject"] == step]
            assert len(set(ids)) == 1
            sent.append(len(ids))
    assert sent == [1, 2]
    figure(2, "killed before sending: sent 1 time; killed between “sent” and “marked”: sent 2 times, 1 Message-ID", site.crm.db().dialect)


@pytest.mark.faults
def test_a_worker_is_killed_before_and_after_a_webhook_was_sent(site, receiver, figure):
    """A message reaches the receiver at least once and never zero times, every time with the same webhook-id and body."""
    with site.acting():
        url = f"http://127.0.0.1:{receiver.server_port}/crm"
        site.crm.gateway.webhook().create(WebhookDraft(name="ERP", subject="account", url=url, private=True))
    told = []
    for step in ("gateway.webhook_delivery._sent", "gateway.webhook_delivery._settle"):
        receiver.taken.clear()
        with site.acting():
            site.crm.customer.account().create(AccountDraft.parse({"name": step}))
        killed(site, "jobs", 0, step, "before")
        later(site, "")
        assert len(set(receiver.taken)) == 1
        told.append(len(receiver.taken))
    assert told == [1, 2]
    figure(2, "killed before sending: told 1 time; killed between “sent” and “marked”: told 2 times, 1 webhook-id", site.crm.db().dialect)


@pytest.mark.faults
def test_an_import_is_killed_at_the_edges_of_its_batches(site, tmp_path: Path, figure):
    """It goes on where it was: no row twice, none lost, the chain whole; its reader ends with it; and undo takes all of it back."""
    path = tmp_path / "customers.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["客户名称"], *([f"客户 {number:04}"] for number in range(ROWS))])
    transfers, accounts = site.crm.customer.transfer(), site.crm.customer.account()
    with site.acting():
        with path.open("rb") as stream:
            run = transfers.upload("account", stream, path.name)
        run = transfers.set_up(run.id, None, {"on_twin": "create"})
        transfers._start_here(run, "running")
        done = 0
        # Of the batches that are left: the first, one in the middle, the last; each before its commit and after it.
        for nth, step in ((1, "_advance"), (1, "_written"), (4, "_advance"), (1, "_written"), (4, "_advance"), (1, "_written")):
            readers = killed(site, "import", run.id, f"customer.transfer.{step}", nth=nth)
            Site.until(lambda pids=readers: not any(alive(pid) for pid in pids))
            done += (nth - (step == "_advance")) * worker.BATCH
            assert (transfers.get(run.id).position, accounts.count(Query(), ROWS * 2)) == (done, done)
            assert broken(site) == []
        assert done == ROWS
        transfers.go_on(run.id)
        found = transfers.get(run.id)
        assert (found.state, found.created) == ("done", ROWS)
        with site.crm.db().transaction(writes=False) as work:
            work.cursor.execute("SELECT COUNT(DISTINCT name) FROM account")
            assert work.cursor.fetchone() == (ROWS,)
        transfers.start(run.id, "undo")
        assert (accounts.count(Query(), ROWS), broken(site)) == (0, [])
    figure(6, f"{ROWS} rows in 9 batches, killed 6 times: each row once; all taken back by undo", site.crm.db().dialect)
