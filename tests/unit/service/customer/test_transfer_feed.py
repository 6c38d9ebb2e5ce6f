"""The second process that reads an import ahead: the same result as without it, whatever happens to it."""

import os

import pytest

from crm.domain.kit.filter import Query
from crm.service.customer import transfer, transfer_ahead, transfer_feed
from crm.service.customer.transfer_feed import Feed
from crm.tally import counting

LINES = [
    "客户名称,手机,邮箱,上级公司,标签",
    *(f"第{n}公司,1380013{n:04d},,{'第500公司' if n % 50 == 1 else ''},VIP" for n in range(1, 400)),
    "坏公司,123,a@,,",
    ",13900139000,,,",
    "第7公司,,,,",
    "第500公司,,x@example.com,,展会,多余",
]


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(transfer, "BATCH", 60)
    monkeypatch.setattr(transfer_feed, "FEW", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def transfers(company):
    return company.container.customer.transfer()


def file(tmp_path, lines=LINES):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def outcome(company, transfers, run):
    """All that became of an import: counts, problems, records with what is derived from them."""
    accounts = company.container.customer.account()
    rows = sorted(accounts.page(Query(size=1000)), key=lambda row: row.id)
    search = company.container.platform.search()
    return (
        (run.state, run.position, run.created, run.updated, run.skipped, run.failed, run.error),
        [(p.line, p.outcome, p.header, p.value, p.reason) for p in transfers.problems(run, ("failed", "skipped", "noted"), 1000)],
        [(row.name, row.phone, row.parent_name, row.tags, row.sort_key) for row in rows],
        [hit.title for hit in search.find("399")],
        [hit.title for hit in search.find("0007")],
    )


def started(monkeypatch):
    """The processes that feeds start from now on."""
    found = []

    def start(feed, skip, plain=Feed._started):
        found.append(plain(feed, skip))
        return found[-1]

    monkeypatch.setattr(Feed, "_started", start)
    return found


def test_the_result_is_the_same_with_and_without_it(company, transfers, tmp_path, monkeypatch):
    processes, told = started(monkeypatch), []
    with company.acting("wang"):
        for cores in (1, 2):
            monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
            for check in (True, False):
                run = transfers.import_file("account", file(tmp_path), check_only=check)
                told.append(outcome(company, transfers, run))
            transfers.start(run.id, "undo")
    assert len(processes) == 2
    assert told[:2] == told[2:]
    assert told[1][0][:6] == ("done", 403, 400, 0, 1, 2)
    assert told[1][3:] == (["第399公司"], ["第7公司"])


@pytest.mark.parametrize("cores", [1, 2])
def test_added_fields_are_imported_checked_and_found_like_any_other(company, transfers, tmp_path, monkeypatch, cores):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    fields, accounts = company.container.platform.field(), company.container.customer.account()
    choices = [{"value": "a", "zh": "甲", "en": "A"}, {"value": "b", "zh": "乙", "en": "B"}]
    added = (
        {"name": "x_level", "kind": "number", "label_zh": "星级"},
        {"name": "x_marks", "kind": "choices", "label_zh": "线路", "choices": choices},
        {"name": "x_partner", "kind": "reference", "target": "account", "label_zh": "合作方"},
    )
    with company.acting("lilei"):
        for raw in added:
            fields.create(fields.module.draft.parse({"module": "account", **raw}))
    with company.acting("lilei"):
        run = transfers.import_file("account", file(tmp_path, ["客户名称,星级,线路,合作方", "甲公司,5,甲,", "乙公司,很好,,"]))
        assert (run.mapping, run.created, run.failed) == (["name", "x_level", "x_marks", "x_partner"], 1, 1)
        again = file(tmp_path, ["客户名称,星级,线路,合作方", "甲公司,4,B,", "丙公司,,,甲公司"])
        run = transfers.import_file("account", again, {"on_twin": "update"})
        assert (run.updated, run.created) == (1, 1)
        rows = {row.name: row for row in accounts.page(Query())}
        first = rows["甲公司"]
        assert (first.x_level, first.x_marks, rows["丙公司"].x_partner) == (4, ["a", "b"], first.id)


def test_what_a_killed_one_has_not_said_is_read_without_it(company, transfers, tmp_path, monkeypatch):
    processes = started(monkeypatch)
    monkeypatch.setattr(transfer_ahead, "LEAD", 1)
    with company.acting("wang"):
        transfers.import_file("account", file(tmp_path), progress=lambda done, total: processes[0].kill())
        run = transfers.mine()[0]
        assert (run.state, run.position, run.created) == ("done", 403, 400)
        assert company.container.customer.account().count(Query()) == 400
    assert processes[0].poll() is not None


def test_one_that_never_starts_is_done_without(company, transfers, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer_feed.sys, "executable", "/bin/false")
    with company.acting("wang"):
        assert transfers.import_file("account", file(tmp_path)).created == 400


def test_a_file_that_cannot_be_read_to_its_end_says_so_after_the_rows_before(company, transfers, tmp_path, monkeypatch):
    processes = started(monkeypatch)
    path = file(tmp_path, ["名称,备注", *(f"第{n}公司," for n in range(379)), '第900公司,"展会'])
    with company.acting("wang"):
        run = transfers.import_file("account", path)
        assert (run.state, run.created, run.error[1]) == ("failed", 360, {"line": 381})
    assert processes[0].poll() is not None


def test_a_fault_in_it_is_told_with_its_place(sqlite_company, tmp_path):
    transfers = sqlite_company.container.customer.transfer()
    with sqlite_company.acting("wang"):
        run, gone = (transfers.opened(transfers.upload("account", file(tmp_path).open("rb"), "a.csv")) for _ in range(2))
        os.unlink(gone.path)
        feed = Feed(gone, transfers.plan(run), 60, 0)
        feed.run = run
        with pytest.raises(RuntimeError, match="FileNotFoundError"), feed:
            list(feed.batches())


def test_the_first_lines_are_read_here_while_it_starts(company, transfers, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer_feed, "FEW", 130)
    processes, read = started(monkeypatch), []
    monkeypatch.setattr(Feed, "_here", lambda feed, most=None, plain=Feed._here: read.append(most) or plain(feed, most))
    with company.acting("wang"):
        run = transfers.import_file("account", file(tmp_path))
        assert outcome(company, transfers, run)[0][:6] == ("done", 403, 400, 0, 1, 2)
    assert len(processes) == 1 and read == [130], "and the others by the process"


def test_contacts_are_held_against_their_companies_batch_by_batch(sqlite_company, tmp_path):
    transfers = sqlite_company.container.customer.transfer()
    path = file(tmp_path, ["姓名,公司", *(f"王芳{n},第{n % 5}公司" for n in range(60))])
    with sqlite_company.acting("wang"):
        run = transfers.upload("contact", path.open("rb"), "a.csv")
        with counting() as tally:
            transfers.start(run.id, "run")
        assert transfers.get(run.id).created == 60
    assert tally.count < 60
