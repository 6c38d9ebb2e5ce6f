"""A process that is killed between a quote and its order leaves all of it behind or nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from crm.container import build
from crm.current import Actor, acting
from crm.dao.kit.migration import Migrator
from crm.domain.kit.access import Grants
from crm.domain.kit.filter import Query
from crm.settings import load
from tests.kit.company import Company
from tests.unit.service.sales.quotes import quote

ROOT = Path(__file__).parents[4]
SELLER = Actor(7, "seller", grants=Grants(everything=True), language="en")
# The worker says that it has come to the step, and stays there until it is killed.
WORKER = f"""
import sys, time
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "src")!r}]
from tests.unit.service.sales.test_sales_order_kill import container, SELLER, acting
folder, url, id, step = sys.argv[1:]
crm = container(folder, url)
orders = crm.trade.sales_order()
owner = orders if step == "begun_from" else orders.lines
do = getattr(owner, step)
def stop(*args, **more):
    do(*args, **more)
    print("there", flush=True)
    time.sleep(60)
setattr(owner, step, stop)
with acting(actor=SELLER):
    orders.of_quote(int(id))
"""


def container(folder, url):
    return build(load("test", {}, app={"data": folder}, database={"url": url}, secret="a secret of the tests"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    return f"sqlite:///{tmp_path / 'crm.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


def counted(crm):
    """Orders there are, and documents with lines."""
    with crm.db().transaction(writes=False):
        lined = crm.sales.line_dao().documents(list(range(1, 500)))
    return crm.trade.sales_order().count(Query(), 10**9), len(lined)


@pytest.mark.slow
def test_a_killed_conversion_of_a_quote_has_not_been_and_is_done_once_afterwards(tmp_path, url):
    crm = container(tmp_path, url)
    Migrator(crm.db()).migrate()
    with acting(actor=SELLER):
        offered = quote(Company(crm, {}, {}, {}), "sent")
        crm.trade.quote().accept(offered.id, "张经理")
        before = counted(crm)
        for step in ("begun_from", "copy"):
            arguments = [str(tmp_path), url, str(offered.id), step]
            worker = subprocess.Popen([sys.executable, "-c", WORKER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            said = worker.stdout.readline()
            worker.kill()
            assert said == b"there\n", worker.communicate()[1].decode()
            worker.communicate()
            assert counted(crm) == before
        made = crm.trade.sales_order().of_quote(offered.id)
        assert crm.trade.sales_order().of_quote(offered.id).id == made.id
        assert (counted(crm)[0], made.amount, made.number[-4:]) == (1, offered.amount, "0001")
        assert crm.trace.chain().verify("journal").broken is None
