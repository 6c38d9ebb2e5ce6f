"""Large exports: a reason first, an approval where they are very large, then a file in the name of who asked."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest

from crm.domain.kit.filter import Condition, Group, Query
from crm.errors import Forbidden, Invalid
from crm.service.kit.sheet import open_sheet
from tests.unit.service.platform.approvals import flow, waiting
from tests.unit.service.platform.test_secrets_at_rest import everything

QUERY = Query()
WHY = "月度回访，仅供销售部内部使用"


@pytest.fixture
def held(company):
    """held(export_reason=1): the thresholds of this test, with three customers to export."""
    accounts = company.container.customer.account()
    with company.acting("han"):
        for name in ("甲公司", "乙公司", "丙公司"):
            accounts.create(accounts.module.draft.parse({"name": name}))

    def change(**values: object) -> None:
        with company.acting("lilei"):
            company.container.platform.setting().change({name: str(value) for name, value in values.items()})

    return change


@pytest.fixture
def ask(company):
    def asked(who: str = "han", kind: str = "csv", **more):
        with company.acting(who):
            return company.container.limit.export_request().ask("account", kind, QUERY, **more)

    return asked


def file_of(company, row, who="han"):
    """The file of a request that was made, or None while there is no job for it."""
    files = company.container.customer.export_file()
    job = files.job_of(row.id)
    if job is None:
        return None
    company.container.platform.job_runner().run_due()
    with company.acting(who):
        return files.get(job).sealed


def states(company):
    with company.acting("lilei"):
        return [(one.state, one.found, one.owner_id) for one in company.container.limit.export_request().page(QUERY)]


def test_a_reason_is_asked_for_and_stands_in_the_file_and_in_the_security_events(company, held, ask):
    held(export_reason=2, export_mark="last")
    for reason in ("", " \n", "好"):
        with pytest.raises(Invalid, match="reason: "):
            ask(reason=reason)
    assert states(company) == []
    file = file_of(company, ask(reason=WHY))
    assert "云帆".encode() not in file.path.read_bytes() and file.path.stat().st_mode & 0o777 == 0o600
    lines = list(csv.reader(io.TextIOWrapper(file.open(), "utf-8-sig")))
    assert len(lines) == 5 and "韩梅梅" in lines[-1][0] and WHY in lines[-1][0]
    with company.acting("lilei"):
        (event,) = [one for one in company.container.platform.security().page(company.users["han"]) if one.kind == "export"]
    assert (event.n, event.detail["reason"]) == (3, WHY)


def test_a_workbook_says_in_its_properties_who_made_it_and_why(company, held, ask):
    held(export_reason=2)
    file = file_of(company, ask(kind="xlsx", reason=WHY))
    properties = zipfile.ZipFile(file.open()).read("docProps/core.xml").decode()
    assert "<dc:creator>韩梅梅</dc:creator>" in properties and WHY in properties
    assert len(list(open_sheet(file).rows())) == 3


def test_the_first_row_may_say_it_too(company, held, ask):
    held(export_reason=2, export_mark="first")
    found = open_sheet(file_of(company, ask(kind="xlsx", reason=WHY)))
    assert WHY in found.header[0] and len(list(found.rows())) == 4


def test_what_is_very_large_waits_for_whoever_administers_approvals(company, held, ask):
    held(export_reason=1, export_approval=2)
    row = ask(reason=WHY)
    assert states(company) == [("waits", 3, company.users["han"])] and file_of(company, row) is None
    desk = company.container.approval.approval()
    (request,) = waiting(company, "lilei")
    with company.acting("lilei"):
        assert desk.one(request).request.comment == WHY
        desk.decide(request, "approve", "可以")
    assert states(company) == [("approved", 3, company.users["han"])]
    assert len(file_of(company, row).open().read().splitlines()) == 4
    with company.acting("lilei"), pytest.raises(Exception, match="does not exist"):
        company.container.customer.export_file().get(company.container.customer.export_file().job_of(row.id))


def test_what_is_refused_is_not_made(company, held, ask):
    held(export_approval=2)
    row = ask(reason=WHY)
    (request,) = waiting(company, "lilei")
    with company.acting("lilei"):
        company.container.approval.approval().decide(request, "refuse", "范围太大")
    assert states(company) == [("refused", 3, company.users["han"])] and file_of(company, row) is None


def test_a_flow_for_exports_says_who_decides(company, held, ask):
    held(export_approval=2)
    steps = {"name": "财务", "kind": "person", "user_id": company.users["sun"]}
    flow(company, steps, subject="export_request", condition="")
    row = ask(reason=WHY)
    assert (len(waiting(company, "sun")), waiting(company, "lilei")) == (1, []) and file_of(company, row) is None


def test_whoever_administers_approvals_asks_nobody_but_says_what_for(company, held, ask):
    held(export_approval=2)
    with company.acting("lilei"):
        assert not company.container.limit.export_request().terms("account", QUERY).approval
    with pytest.raises(Invalid, match="reason: "):
        ask("lilei")
    row = ask("lilei", reason=WHY)
    assert states(company) == [("approved", 3, company.users["lilei"])] and file_of(company, row, "lilei")


def test_what_grew_out_of_all_proportion_is_asked_for_anew(company, held, ask, monkeypatch):
    monkeypatch.setattr("crm.service.customer.export_file.MORE", 0)
    held(export_approval=2)
    row = ask(reason=WHY)
    accounts = company.container.customer.account()
    with company.acting("han"):
        accounts.create(accounts.module.draft.parse({"name": "丁公司"}))
    with company.acting("lilei"):
        company.container.approval.approval().decide(waiting(company, "lilei")[0], "approve", "")
    company.container.platform.job_runner().run_due()
    with company.acting("han"):
        assert "many more records" in company.container.platform.job().get(company.container.customer.export_file().job_of(row.id)).error


def test_the_journal_leaves_under_the_same_terms(company, held):
    held(export_reason=1, export_approval=2, export_mark="last")
    requests, files = company.container.limit.export_request(), company.container.customer.export_file()
    flow(company, {"name": "财务", "kind": "person", "user_id": company.users["sun"]}, subject="export_request", condition="")
    since = {"since": datetime(2020, 1, 1, tzinfo=UTC), "module_name": "account"}
    with company.acting("lilei"):
        asked = requests.log_terms("journal", since)
        assert (asked.reason, asked.approval, asked.capped) == (True, True, False)
        with pytest.raises(Invalid, match="reason: "):
            requests.ask_log("journal", "csv", since)
        row = requests.ask_log("journal", "csv", since, WHY)
    assert (row.state, row.module, files.job_of(row.id)) == ("waits", "journal", None) and "2020-01-01" not in everything(company)
    with company.acting("sun"):
        company.container.approval.approval().decide(waiting(company, "sun")[0], "approve", "")
        with pytest.raises(Forbidden):
            requests.log_terms("security", {})
    lines = list(csv.reader(io.TextIOWrapper(file_of(company, row, "lilei").open(), "utf-8-sig")))
    assert [line[6] for line in lines[1:-1]] == ["丙公司", "乙公司", "甲公司"] and WHY in lines[-1][0]
    with company.acting("lilei"):
        (event,) = [one for one in company.container.platform.security().page(company.users["lilei"]) if one.kind == "export"]
    assert (event.n, event.detail["module"], event.detail["reason"]) == (3, "journal", WHY)


def test_more_of_the_journal_than_a_file_may_have_is_refused(company, held, monkeypatch):
    monkeypatch.setattr("crm.service.customer.export_request.LONGEST_LOG", 2)
    with company.acting("lilei"), pytest.raises(Invalid, match="file: "):
        company.container.limit.export_request().ask_log("journal", "csv", {}, WHY)


def test_who_may_not_export_cannot_ask_for_it(company, held, ask):
    with pytest.raises(Forbidden):
        ask("wang", reason=WHY)


def test_what_is_looked_for_lies_sealed_until_the_file_is_made_and_stands_nowhere_afterwards(company, held):
    held(export_reason=2)
    name = "13900007788"
    query = Query(Group((Condition("name", "filled"), Condition("phone", "is_not", f"+86{name}"))))
    with company.acting("han"):
        row = company.container.limit.export_request().ask("account", "csv", query, reason=WHY)
        group = company.container.platform.bulk().later("account", "tag", query, {"add": [name], "remove": []}, "x")
    assert group and WHY in (there := everything(company)) and name not in there
    assert file_of(company, row) is not None
    assert name not in everything(company)
