"""A process that is killed in the middle of a conversion leaves all of it behind or nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from crm.container import build
from crm.current import Actor, acting
from crm.dao.kit.migration import Migrator
from crm.domain.kit.access import Grants
from crm.domain.kit.filter import Query
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.lead_conversion import Wish
from crm.settings import load

ROOT = Path(__file__).parents[4]
SELLER = Actor(7, "seller", grants=Grants(everything=True), language="en")
WISH = {"account_name": "杭州知行网络科技有限公司", "opportunity": "yes", "opportunity_name": "CRM 采购", "amount": "120000"}
MODULES = ("account", "contact", "opportunity")
# The worker says that it has come to the step, and stays there until it is killed.
WORKER = f"""
import sys, time
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "src")!r}]
from tests.unit.service.sales.test_lead_kill import container, SELLER, WISH, Wish, acting
folder, url, id, step = sys.argv[1:]
service = container(folder, url).sales.lead_conversion()
def stop(*args):
    getattr(type(service), step)(service, *args)
    print("there", flush=True)
    time.sleep(60)
setattr(service, step, stop)
with acting(actor=SELLER):
    service.convert(int(id), Wish.parse(WISH))
"""


def container(folder, url):
    return build(load("test", {}, app={"data": folder}, database={"url": url}, secret="a secret of the tests"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    return f"sqlite:///{tmp_path / 'crm.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.mark.slow
def test_a_conversion_that_is_killed_before_its_end_has_not_been(tmp_path, url):
    crm = container(tmp_path, url)
    Migrator(crm.db()).migrate()
    with acting(actor=SELLER):
        before = {name: crm.records()(name).count(Query(), 10**9) for name in MODULES}
        lead = crm.sales.lead().create(LeadDraft.parse({"name": "刘洋", "company": "知行", "phone": "13800138000"}))
        for step in ("_deal", "_carry"):
            arguments = [str(tmp_path), url, str(lead.id), step]
            worker = subprocess.Popen([sys.executable, "-c", WORKER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            said = worker.stdout.readline()
            worker.kill()
            assert said == b"there\n", worker.communicate()[1].decode()
            worker.communicate()
            left = {name: crm.records()(name).count(Query(), 10**9) for name in MODULES}
            assert (crm.sales.lead().get(lead.id).state, left) == ("new", before)
        became = crm.sales.lead_conversion().convert(lead.id, Wish.parse(WISH))
        assert crm.sales.lead().get(lead.id).converted_account_id == became.account_id
        assert {name: crm.records()(name).count(Query(), 10**9) for name in MODULES} == {name: count + 1 for name, count in before.items()}
        assert crm.trace.chain().verify("journal").broken is None
