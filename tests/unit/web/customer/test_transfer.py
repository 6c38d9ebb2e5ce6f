"""The way of a file through the pages: upload, preview, check, import, result, undo; and out again."""

import csv
import io

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query
from crm.service.kit.sheet import open_sheet

FILE = "客户名称,手机,lot\n甲公司,13800138000,1\n乙公司,12345,2\n"


@pytest.fixture
def wang(sign_in):
    return sign_in("wang")


def upload(client, text=FILE, module="account", name="客户.csv"):
    answer = client.post(f"/imports/{module}", data={"file": (io.BytesIO(text.encode()), name)})
    assert answer.status_code == 303, answer.text
    return answer.location


def chosen(**more):
    return {"target": ["name", "phone", ""], "on_twin": "skip", "region": "CN", **more}


def test_a_file_goes_from_upload_to_result_and_is_undone(app, sign_in):
    client = sign_in("lilei")
    assert client.get("/imports/account/new").status_code == 200
    at = upload(client)
    page = client.get(at).text
    assert "甲公司" in page and "These columns are left out: lot" in page
    assert client.post(f"{at}/mapping", data=chosen(then="check")).location == at
    page = client.get(at).text
    assert "What would happen" in page and "12345" in page
    client.post(f"{at}/mapping", data=chosen(then="run"))
    page = client.get(at).text
    assert "Imported" in page and "Undo all of it" in page
    accounts = app.container.customer.account()
    with app.company.acting("lilei"):
        assert [row.name for row in accounts.page(Query())] == ["甲公司"]
    assert "客户.csv" in client.get("/imports").text
    client.post(f"{at}/undo")
    assert "Undone" in client.get(at).text
    with app.company.acting("lilei"):
        assert accounts.page(Query()) == []
    assert client.post(f"{at}/removal").status_code == 303
    assert client.get(at).status_code == 404


def test_the_rows_that_failed_come_back_as_a_file(wang):
    at = upload(wang)
    wang.post(f"{at}/mapping", data=chosen(then="run"))
    answer = wang.get(f"{at}/problems.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert (rows[0], rows[1][:3], len(rows)) == (["客户名称", "手机", "lot", "Problem"], ["乙公司", "12345", "2"], 2)
    assert rows[1][3].startswith("手机: ")


def test_pasted_cells_are_a_file_too(wang):
    answer = wang.post("/imports/contact", data={"pasted": "姓名\t手机\n王芳\t13800138000\n"})
    assert "王芳" in wang.get(answer.location).text


@pytest.mark.parametrize(
    "data", [{}, {"pasted": "  "}, {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n"), "a.csv")}], ids=["nothing", "blank", "a picture"]
)
def test_what_is_no_table_is_refused_in_a_sentence(wang, data):
    answer = wang.post("/imports/account", data=data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_mapping_without_the_name_is_refused_beside_the_rows(wang):
    at = upload(wang)
    answer = wang.post(f"{at}/mapping", data=chosen(target=["", "phone", ""], then="run"))
    assert answer.status_code == 422
    assert "Choose the column that is “Name”." in answer.text


def test_the_columns_can_be_guessed_anew_and_another_delimiter_chosen(wang):
    at = upload(wang)
    wang.post(f"{at}/mapping", data=chosen(target=["", "", ""], then="guess"))
    assert '<option value="name" selected>' in wang.get(at).text
    wang.post(f"{at}/mapping", data=chosen(then="look", delimiter=";"))
    assert wang.get(at).text.count('name="target"') == 1


def test_an_import_under_way_shows_how_far_it_is_and_a_way_to_look_again_without_script(app, wang):
    at = upload(wang, "客户名称\n" + "".join(f"第{n}公司\n" for n in range(2500)))
    wang.post(f"{at}/mapping", data=chosen(target=["name"], then="run"))
    page = wang.get(at).text
    assert "<progress" in page and f'href="{at}"' in page
    assert "<html" not in wang.get(at, headers={"HX-Request": "true"}).text
    app.container.platform.job_runner().run_due()
    assert "2,500" in wang.get(at).text


def test_the_import_of_somebody_else_is_not_found(sign_in, wang):
    at = upload(wang)
    han = sign_in("han")
    for answer in (han.get(at), han.post(f"{at}/run"), han.post(f"{at}/undo"), han.post(f"{at}/removal"), han.get(f"{at}/problems.csv")):
        assert answer.status_code == 404


def test_who_may_not_import_or_export_is_told_so(sign_in, wang):
    sun = sign_in("sun")
    assert sun.get("/imports/account/new").status_code == 403
    assert sun.post("/imports/account", data={"pasted": "name\nA\n"}).status_code == 403
    assert wang.get("/exports/account.csv").status_code == 403


def test_a_gigabyte_is_refused_before_it_is_read(wang):
    class Endless(io.RawIOBase):
        def readinto(self, buffer):
            raise AssertionError("The upload was read.")

    sent = {"wsgi.input": Endless(), "CONTENT_LENGTH": str(10**9)}
    answer = wang.post("/imports/account", environ_overrides=sent, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


def test_a_list_is_exported_as_it_is_filtered_without_formulas_and_that_is_kept(app, sign_in, tmp_path):
    accounts, client = app.container.customer.account(), sign_in("han")
    with app.company.acting("wang"):
        for name, city in (("=HYPERLINK(1)", "北京"), ("乙公司", "北京"), ("丙公司", "上海")):
            accounts.create(AccountDraft.parse({"name": name, "city": city, "phone": "13800138000", "grade": "A"}))
    answer = client.get("/exports/account.csv?f=city:is:北京&sort=name")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {row["Name"] for row in rows} == {"'=HYPERLINK(1)", "乙公司"}
    assert (rows[0]["Phone"], rows[0]["Owner"], rows[0]["Grade"]) == ("'+8613800138000", "王强", "A · key")
    book = tmp_path / "a.xlsx"
    book.write_bytes(client.get("/exports/account.xlsx").data)
    assert {cells[0] for _, cells in open_sheet(book).rows()} == {"=HYPERLINK(1)", "乙公司", "丙公司"}
    with app.company.acting("lilei"):
        kept = [event.detail for event in app.container.platform.security().page(app.company.users["han"]) if event.kind == "export"]
    assert [(one["module"], one["form"], one["count"]) for one in kept] == [("account", "xlsx", 3), ("account", "csv", 2)]


def test_what_was_exported_can_be_imported_again(app, sign_in):
    accounts, client = app.container.customer.account(), sign_in("lilei", "zh")
    with app.company.acting("lilei"):
        made = accounts.create(
            AccountDraft.parse({"name": "甲公司", "phone": "13800138000", "tags": "VIP,展会", "founded": 1999, "revenue": "1.5"})
        )
    text = client.get("/exports/account.csv").data.decode("utf-8-sig")
    with app.company.acting("lilei"):
        accounts.remove_all([made.id])
    at = upload(client, text)
    client.post(f"{at}/run")
    with app.company.acting("lilei"):
        (again,) = accounts.page(Query())
    assert again.values() == made.values()


@pytest.mark.parametrize("address", ["/exports/nothing.csv", "/exports/account.pdf", "/imports/nothing/new", "/imports/999"])
def test_what_is_not_there_is_not_found(sign_in, address):
    assert sign_in("lilei").get(address).status_code == 404
