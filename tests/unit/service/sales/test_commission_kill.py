"""A process that is killed in the middle of a run leaves all of it behind or nothing; two that run it at once leave it once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from crm.current import acting
from crm.dao.kit.migration import Migrator
from crm.domain.kit.money import Money
from crm.errors import Busy
from tests.kit.company import found
from tests.unit.service.sales.commissions import plan
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.test_lead_kill import SELLER, container, url  # noqa: F401

ROOT = Path(__file__).parents[4]
# The worker says that it has come to the step, and stays there until it is killed.
WORKER = f"""
import sys, time
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "src")!r}]
from tests.unit.service.sales.test_commission_kill import Quiet, SELLER, acting, container
folder, url, id, step = sys.argv[1:]
crm = container(folder, url)
dao = getattr(crm.performance, step.split(".")[0])()
name = step.split(".")[1]
def stop(*args):
    getattr(type(dao), name)(dao, *args)
    print("there", flush=True)
    time.sleep(60)
setattr(dao, name, stop)
with acting(actor=SELLER):
    crm.performance.commission_run().work_out({{"id": int(id)}}, Quiet())
"""


class Quiet:
    """A job that nobody watches."""

    id, attempts = 1, 1

    def progress(self, done, total=None):
        pass


@pytest.mark.slow
def test_a_run_that_is_killed_has_not_been_and_two_at_once_write_it_once(tmp_path, url):  # noqa: F811
    crm = container(tmp_path, url)
    Migrator(crm.db()).migrate()
    company = found(crm)
    service, lines = crm.performance.commission_run(), crm.performance.commission_line()
    with company.acting("lilei"):
        plan(company)
        for amount in ("100", "200"):
            part(company, "receipt", contract(company).id, amount=amount)
        made = service.create(service.module.draft.parse({"month": "2026-02"}))
        for step in ("commission_line_dao.clear", "commission_line_dao.insert", "commission_run_dao.set_result"):
            arguments = [str(tmp_path), url, str(made.id), step]
            worker = subprocess.Popen([sys.executable, "-c", WORKER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            said = worker.stdout.readline()
            worker.kill()
            assert said == b"there\n", worker.communicate()[1].decode()
            worker.communicate()
            assert (service.get(made.id).total, lines.payees("2026-02")) == (0, [])

    def work() -> None:
        with acting(actor=SELLER):
            while True:
                try:
                    return service.work_out({"id": made.id}, Quiet()) and None
                except Busy:
                    continue

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with company.acting("lilei"):
        assert (service.get(made.id).total, service.get(made.id).entries) == (Money(9), 2)
        assert [(one.amount, one.entries) for one in lines.payees("2026-02")] == [(Money(9), 2)]
