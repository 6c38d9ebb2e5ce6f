"""An import whose process is killed again and again ends with every row there once."""

import csv
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.sample import HEADER, customers
from crm.container import build
from crm.current import Actor, acting
from crm.dao.kit.migration import Migrator
from crm.domain.kit.access import Grants
from crm.domain.kit.filter import Query
from crm.settings import load

ROOT = Path(__file__).parents[4]
ROWS = 3000
KILLS = 4
IMPORTER = Actor(7, "importer", grants=Grants(everything=True), language="en")
WORKER = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "src")!r}]
from tests.unit.service.customer.test_transfer_kill import container, IMPORTER, acting
from crm.service.customer import transfer, transfer_feed
transfer.BATCH, transfer_feed.FEW = 50, 0
with acting(actor=IMPORTER):
    say = lambda done, total: print(done, flush=True)
    container(sys.argv[1], sys.argv[2]).customer.transfer().go_on(int(sys.argv[3]), say)
"""


def container(folder, url):
    return build(load("test", {}, app={"data": folder}, database={"url": url}, secret="a secret of the tests"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    return f"sqlite:///{tmp_path / 'crm.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


def kill_at_work(arguments, after):
    """Start a worker, and kill it that many seconds after its first batch."""
    worker = subprocess.Popen([sys.executable, "-c", WORKER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    worker.stdout.readline()
    time.sleep(after)
    assert worker.poll() is None, worker.stderr.read().decode()
    readers = children(worker.pid)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    return readers


def children(pid):
    """The processes that it started."""
    return [int(path.parts[2]) for path in Path("/proc").glob("[0-9]*/stat") if parent(path) == pid]


def parent(path):
    try:
        return int(path.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def ended(pid):
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not Path(f"/proc/{pid}").exists()


@pytest.mark.slow
def test_an_import_that_is_killed_goes_on_without_doubling_or_losing_a_row(tmp_path, url):
    path = tmp_path / "customers.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(customers(ROWS, seed=3))
    crm = container(tmp_path, url)
    Migrator(crm.db()).migrate()
    transfers, accounts = crm.customer.transfer(), crm.customer.account()
    with acting(actor=IMPORTER):
        with path.open("rb") as stream:
            run = transfers.upload("account", stream, path.name)
        run = transfers.set_up(run.id, None, {"on_twin": "create"})
        transfers._start_here(run, "running")
        chance, before = random.Random(5), 0
        for _ in range(KILLS):
            readers = kill_at_work([str(tmp_path), url, str(run.id)], chance.uniform(0, 0.15))
            assert len(readers) == 1 and ended(readers[0])
            at = transfers.get(run.id).position
            assert before < at < ROWS
            assert at == accounts.count(Query(), ROWS * 2)
            before = at
        transfers.go_on(run.id)
        done = transfers.get(run.id)
        assert (done.state, done.position, done.created, accounts.count(Query(), ROWS * 2)) == ("done", ROWS, ROWS, ROWS)
        with path.open(newline="") as file:
            wanted = sorted(row["客户名称"] for row in csv.DictReader(file))
        crm.customer.export().export_file("account", Query(), tmp_path / "back.csv")
        with (tmp_path / "back.csv").open(newline="", encoding="utf-8-sig") as file:
            assert sorted(row["Name"] for row in csv.DictReader(file)) == wanted
        assert crm.trace.chain().verify("journal").broken is None
