"""Imports: mapped, rehearsed, written, reported, undone; on both databases."""

import io

import pytest

from crm.domain.kit.filter import Query
from crm.errors import Forbidden, Invalid, NotFound
from crm.service.kit.sheet import write_csv


@pytest.fixture
def transfers(company):
    return company.container.customer.transfer()


@pytest.fixture
def accounts(company):
    return company.container.customer.account()


@pytest.fixture
def contacts(company):
    return company.container.customer.contact()


def file(tmp_path, text, name="a.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def every(service):
    return {service.module.title(row): row for row in service.page(Query(size=1000))}


def reasons(transfers, run):
    return [(one.line, one.outcome, one.header, one.value) for one in transfers.problems(run, ("failed", "skipped", "noted", "kept"), 1000)]


def counts(run):
    return run.created, run.updated, run.skipped, run.failed


def test_rows_become_customers_of_whoever_imports_them(company, transfers, accounts, tmp_path):
    path = file(tmp_path, "客户名称,城市,手机\n北京云帆科技有限公司,北京,138 0013 8000\n王芳花店,上海,\n")
    with company.acting("wang"):
        run = transfers.import_file("account", path)
        made = every(accounts)
    assert (run.state, counts(run)) == ("done", (2, 0, 0, 0))
    row = made["北京云帆科技有限公司"]
    assert (row.city, row.phone, row.owner_name, row.department_name) == ("北京", "+8613800138000", "王强", "华东组")
    with company.acting("zhao"):
        assert every(accounts) == {}


def test_a_rehearsal_writes_nothing_and_says_the_same_as_the_run(company, transfers, accounts, tmp_path):
    path = file(tmp_path, "name,phone,mail\n甲公司,13800138000,a@example.com\n乙公司,12345,b@\n,,\n甲公司,,\n丙公司,13800138000,\n")
    with company.acting("wang"):
        rehearsed = transfers.import_file("account", path, check_only=True)
        assert (rehearsed.state, counts(rehearsed), every(accounts)) == ("checked", (1, 0, 2, 1), {})
        told = reasons(transfers, rehearsed)
        run = transfers.import_file("account", path)
    assert counts(run) == (1, 0, 2, 1)
    assert told == reasons(transfers, run)
    assert told == [(3, "failed", "phone", "12345"), (3, "failed", "mail", "b@"), (5, "skipped", "", ""), (6, "skipped", "", "")]


def test_rows_that_failed_are_given_back_as_they_stood_and_can_be_imported_again(company, transfers, accounts, tmp_path):
    path = file(tmp_path, "Firma;手机;lot\n甲公司;13800138000;1\n乙公司;1234;2\n")
    with company.acting("wang"):
        first = transfers.import_file("account", path, mapping={"Firma": "name"})
        header, lines = transfers.problem_file(first)
        lines = list(lines)
        assert (header, lines[0][:3], len(lines)) == (["Firma", "手机", "lot", "Problem"], ["乙公司", "1234", "2"], 1)
        lines[0][1] = "13900139000"
        write_csv(tmp_path / "b.csv", header, lines)
        second = transfers.import_file("account", tmp_path / "b.csv")
        assert (second.mapping, counts(second)) == (["name", "phone", "", ""], (1, 0, 0, 0))
        assert every(accounts).keys() == {"甲公司", "乙公司"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_common_encoding_and_delimiter_is_read(company, transfers, accounts, tmp_path, encoding, delimiter):
    text = "客户名称,城市,备注\n北京云帆科技有限公司,北京,展会上认识\n上海安泰医药有限公司,上海,下周联系\n".replace(",", delimiter)
    with company.acting("wang"):
        run = transfers.import_file("account", file(tmp_path, text, encoding=encoding))
        assert (counts(run), every(accounts)["上海安泰医药有限公司"].remark) == ((2, 0, 0, 0), "下周联系")


def test_who_is_here_already_is_skipped_updated_or_created_as_chosen(company, transfers, accounts, tmp_path):
    first = file(tmp_path, "name,city,tags\n北京云帆科技有限公司,北京,VIP\n")
    again = file(tmp_path, "name,city,grade,tags\n云帆科技,,A,展会\n", "b.csv")
    with company.acting("wang"):
        transfers.import_file("account", first)
        assert counts(transfers.import_file("account", again)) == (0, 0, 1, 0)
        assert counts(transfers.import_file("account", again, {"on_twin": "update"})) == (0, 1, 0, 0)
        row = every(accounts)["云帆科技"]
        assert (row.city, row.grade, row.tags) == ("北京", "A", ["VIP", "展会"])
        assert counts(transfers.import_file("account", again, {"on_twin": "update"})) == (0, 0, 1, 0)
        assert counts(transfers.import_file("account", again, {"on_twin": "create"})) == (1, 0, 0, 0)


def test_a_record_that_one_may_not_see_is_neither_found_nor_changed(company, transfers, accounts, tmp_path):
    with company.acting("zhao"):
        transfers.import_file("account", file(tmp_path, "name,city\n甲公司,北京\n"))
    with company.acting("wang"):
        run = transfers.import_file("account", file(tmp_path, "name,city\n甲公司,上海\n"), {"on_twin": "update"})
        assert counts(run) == (1, 0, 0, 0)
    with company.acting("zhao"):
        assert every(accounts)["甲公司"].city == "北京"


def test_people_of_one_name_at_different_companies_are_different_people(company, transfers, contacts, tmp_path):
    path = file(tmp_path, "姓,名,公司,手机\n王,芳,甲公司,13800138000\n王,芳,乙公司,\n王,芳,甲公司,\n李,雷,,13800138000\n")
    with company.acting("wang"):
        run = transfers.import_file("contact", path)
        assert (counts(run), run.companies) == ((2, 0, 2, 0), 2)
        assert {(row.name, row.account_name) for row in contacts.page(Query())} == {("王芳", "甲公司"), ("王芳", "乙公司")}


def test_a_company_that_is_not_here_is_refused_when_none_is_to_be_created(company, transfers, accounts, tmp_path):
    path = file(tmp_path, "姓名,公司\n王芳,甲公司\n")
    with company.acting("wang"):
        run = transfers.import_file("contact", path, {"create_companies": False})
        assert (counts(run), reasons(transfers, run), every(accounts)) == ((0, 0, 0, 1), [(2, "failed", "公司", "甲公司")], {})


def test_an_invalid_row_creates_no_company(company, transfers, accounts, tmp_path):
    with company.acting("wang"):
        run = transfers.import_file("contact", file(tmp_path, "姓名,公司,手机\n王芳,甲公司,1\n"))
        assert (counts(run), every(accounts)) == ((0, 0, 0, 1), {})


def test_the_owner_is_set_only_by_whoever_may_assign(company, transfers, accounts, tmp_path):
    path = file(tmp_path, "name,owner\n甲公司,zhao\n乙公司,nobody\n丙公司,陈静\n")
    with company.acting("han"):
        run = transfers.import_file("account", path)
        assert (counts(run), every(accounts)["甲公司"].owner_name) == ((2, 0, 0, 1), "赵敏")
        assert every(accounts)["丙公司"].owner_name == "陈静"
    with company.acting("wang"):
        run = transfers.import_file("account", path, mapping={"owner": "owner_id"})
        assert counts(run) == (0, 0, 0, 3)


def test_activities_find_their_customer_by_name(company, transfers, accounts, tmp_path):
    path = file(tmp_path, "类型,主题,客户,时间\n电话,回访,甲公司,2026-01-05 10:00\n任务,报价,甲公司,\n拜访,见面,丙公司,\n")
    with company.acting("wang"):
        transfers.import_file("account", file(tmp_path, "name\n甲公司\n", "c.csv"))
        run = transfers.import_file("activity", path)
        assert (counts(run), [one[0] for one in reasons(transfers, run)]) == ((1, 0, 0, 2), [3, 4])
        assert every(accounts)["甲公司"].touched_at is not None


def test_an_import_is_undone_as_one(company, transfers, accounts, contacts, tmp_path):
    path = file(tmp_path, "姓名,公司\n" + "".join(f"王芳{n},第{n % 7}公司\n" for n in range(2500)))
    with company.acting("lilei"):
        run = transfers.import_file("contact", path)
        assert (run.created, run.companies) == (2500, 7)
        kept = contacts.page(Query(size=1))[0]
        contacts.change(kept.id, {"title": "采购"})
        transfers.start(run.id, "undo")
        company.container.platform.job_runner().run_due()
        run = transfers.get(run.id)
        assert (run.state, contacts.count(Query()), accounts.count(Query())) == ("undone", 1, 0)
        assert [(line, outcome, value) for line, outcome, _, value in reasons(transfers, run)] == [(0, "kept", kept.name)]


def test_an_update_is_undone_to_what_was_there(company, transfers, accounts, tmp_path):
    with company.acting("lilei"):
        transfers.import_file("account", file(tmp_path, "name,city\n甲公司,北京\n"))
        run = transfers.import_file("account", file(tmp_path, "name,city\n甲公司,上海\n", "b.csv"), {"on_twin": "update"})
        assert every(accounts)["甲公司"].city == "上海"
        transfers.start(run.id, "undo")
        assert every(accounts)["甲公司"].city == "北京"


def test_nobody_sees_or_runs_the_import_of_another(company, transfers, tmp_path):
    with company.acting("wang"):
        run = transfers.upload("account", io.BytesIO("name\n甲公司\n".encode()), "a.csv")
    with company.acting("han"):
        for refused in (lambda: transfers.get(run.id), lambda: transfers.start(run.id, "run"), lambda: transfers.discard(run.id)):
            with pytest.raises(NotFound):
                refused()


def test_who_may_not_import_cannot_even_upload(company, transfers):
    with company.acting("sun"), pytest.raises(Forbidden):
        transfers.upload("account", io.BytesIO(b"name\nA\n"), "a.csv")
    with company.acting("lilei"), pytest.raises(NotFound):
        transfers.upload("role", io.BytesIO(b"name\nA\n"), "a.csv")


def test_a_file_that_is_no_table_is_refused_and_not_kept(company, transfers):
    with company.acting("wang"), pytest.raises(Invalid):
        transfers.upload("account", io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(100)), "a.csv")
    assert list(transfers.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("city\n北京\n", {}),
        ("name,x,y\n甲,A,B\n", {"x": "grade", "y": "grade"}),
        ("name,x\n甲,乙\n", {"x": "id"}),
        ("name\n甲\n", {"y": "name"}),
    ],
    ids=["nothing is the name", "two columns are the grade", "a field that does not exist", "a column that does not exist"],
)
def test_a_mapping_that_cannot_be_used_is_refused_before_anything_is_written(company, transfers, accounts, tmp_path, text, mapping):
    with company.acting("wang"):
        with pytest.raises(Invalid):
            transfers.import_file("account", file(tmp_path, text), mapping=mapping)
        assert every(accounts) == {}


def test_cells_beyond_the_header_are_told_and_not_lost_silently(company, transfers, tmp_path):
    with company.acting("wang"):
        run = transfers.import_file("account", file(tmp_path, "name,city\n甲公司,北京,还有\n"))
        assert (counts(run), reasons(transfers, run)) == ((1, 0, 0, 0), [(2, "noted", "", "")])


def test_a_huge_cell_stops_the_import_with_its_line(company, transfers, tmp_path):
    with company.acting("wang"):
        run = transfers.import_file("account", file(tmp_path, "name,remark\n甲公司,短\n乙公司," + "长" * 200_000 + "\n"))
        assert run.state == "failed"
        assert run.error[1] == {"line": 3}


def test_a_row_that_the_database_refuses_fails_alone(company, transfers, tmp_path):
    tags = company.container.customer.tag()
    with company.acting("lilei"):
        run = transfers.import_file("tag", file(tmp_path, "name\nVIP\nvip2\nVIP\n"), {"on_twin": "create"})
        assert (counts(run), every(tags).keys()) == ((2, 0, 0, 1), {"VIP", "vip2"})


def test_a_parent_further_down_and_its_own_parent_are_found(company, transfers, accounts, tmp_path):
    path = file(tmp_path, "name,上级公司\n丙公司,乙公司\n乙公司,甲公司\n甲公司,\n丁公司,不在公司\n戊公司,戊公司\n")
    with company.acting("wang"):
        run = transfers.import_file("account", path)
        assert {row.name: row.parent_name for row in every(accounts).values()} == {"甲公司": None, "乙公司": "甲公司", "丙公司": "乙公司"}
        assert (counts(run), [one[0] for one in reasons(transfers, run)]) == ((3, 0, 0, 2), [5, 6])
