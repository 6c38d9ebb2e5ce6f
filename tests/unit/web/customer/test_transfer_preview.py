"""The preview of an import on its page: colours, before and after, cells put right, ready maps, saved mappings."""

import io
import json

import pytest

from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.filter import Query
from crm.service.kit.sheet import open_sheet

FILE = "客户名称,手机,城市\n甲公司,13800138000,上海\n乙公司,12345,\n丙公司,,\n"


@pytest.fixture
def client(app, sign_in):
    accounts = app.container.customer.account()
    with app.company.acting("lilei"):
        accounts.create(accounts.module.draft.parse({"name": "甲公司", "city": "北京"}))
    return sign_in("lilei")


def upload(client, text=FILE, module="account", name="客户.csv"):
    answer = client.post(f"/imports/{module}", data={"file": (io.BytesIO(text.encode()), name)})
    assert answer.status_code == 303, answer.text
    return answer.location


def chosen(**more):
    return {"target": ["name", "phone", "city"], "on_twin": "update", "region": "CN", "source": "", **more}


def test_new_changed_and_bad_rows_are_told_apart(client):
    at = upload(client)
    client.post(f"{at}/mapping", data=chosen(then="look"))
    page = client.get(at).text
    assert page.count('class="is-updated"') == page.count('class="is-failed"') == page.count('class="is-created"') == 1
    assert "<del>北京</del> <ins>上海</ins>" in page
    assert 'name="fix-3-1" value="12345"' in page and 'id="fix-3-1-error"' in page


def test_a_bad_cell_is_put_right_in_place_wherever_it_is_told(app, client):
    at = upload(client)
    client.post(f"{at}/mapping", data=chosen(then="check"))
    page = client.get(at).text
    assert page.count('name="fix-3-1"') == 2
    twice = {"fix-3-1": ["12345", "13900139000"], "was-3-1": ["12345", "12345"]}
    client.post(f"{at}/mapping", data=chosen(then="check", **twice))
    page = client.get(at).text
    assert 'value="13900139000"' in page and "is-failed" not in page
    client.post(f"{at}/mapping", data=chosen(then="run"))
    with app.company.acting("lilei"):
        phones = {row.name: row.phone for row in app.container.customer.account().page(Query())}
    assert phones == {"甲公司": "+8613800138000", "乙公司": "+8613900139000", "丙公司": None}


def test_a_cell_that_there_is_not_is_refused(client):
    at = upload(client)
    assert client.post(f"{at}/mapping", data=chosen(then="look", **{"fix-3-99": "x"})).status_code == 422


def test_an_export_of_google_is_recognised_shown_and_can_be_read_otherwise(client):
    text = "Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Subject\nFang,Wang,fang@example.com,13800138000,x\n"
    at = upload(client, text, "contact", "contacts.csv")
    page = client.get(at).text
    assert '<option value="google" selected>' in page
    assert page.count('<option value="mails" selected>') == 1
    client.post(f"{at}/mapping", data=chosen(target=["given", "family", "mails", "phones", ""], source="", then="guess"))
    assert '<option value="" selected>Any table' in client.get(at).text


def test_a_mapping_is_saved_chosen_for_another_file_and_removed(client):
    at = upload(client, "Firma,Ort\n甲公司,上海\n")
    answer = client.post(f"{at}/mapping", data=chosen(target=["name", "city"], then="save", mapping_name=" "))
    assert answer.status_code == 422 and "Give the mapping a name" in answer.text
    client.post(f"{at}/mapping", data=chosen(target=["name", "city"], then="save", mapping_name="老系统"))
    other = upload(client, "Nr,Ort,Firma\n1,上海,甲公司\n")
    page = client.get(other).text
    assert "Saved: 老系统" in page
    id = page.split('<option value="m')[1].split('"')[0]
    client.post(f"{other}/mapping", data=chosen(target=["", "", ""], then="guess", source=f"m{id}"))
    page = client.get(other).text
    assert page.count('<option value="name" selected>') == page.count('<option value="city" selected>') == 1
    assert client.post(f"{other}/mapping", data=chosen(then="guess", source="m999")).status_code == 404
    assert client.post(f"{other}/mappings/{id}/removal").status_code == 303
    assert "Saved: 老系统" not in client.get(other).text
    assert client.post(f"{other}/mappings/{id}/removal").status_code == 404


def test_what_stands_in_cells_is_text_and_nothing_else(client):
    at = upload(client, '客户名称,手机,城市\n<b>甲</b>,"<i>""x",&amp;\n')
    page = client.get(at).text
    assert "<b>甲" not in page and "&lt;b&gt;甲" in page and 'value="&lt;i&gt;&#34;x"' in page


def test_contacts_are_taken_away_as_cards_and_as_json_as_the_list_is_filtered(app, client, tmp_path):
    contacts = app.container.customer.contact()
    with app.company.acting("lilei"):
        account = app.container.customer.account().page(Query())[0]
        for name, title in (("王芳", "采购经理"), ("李雷", "总经理")):
            raw = {"name": name, "title": title, "account_id": account.id, "phones": "13800138000", "birthday": "1990-01-02"}
            contacts.create(ContactDraft.parse(raw))
    answer = client.get("/exports/contact.vcf?f=title:is:采购经理")
    assert answer.mimetype == "text/vcard"
    path = tmp_path / "a.vcf"
    path.write_bytes(answer.data)
    sheet = open_sheet(path)
    (row,) = [dict(zip(sheet.header, cells, strict=True)) for _, cells in sheet.rows()]
    assert (row["Name"], row["Company"], row["Phones"], row["Birthday"]) == ("王芳", "甲公司", "+8613800138000", "1990-01-02")
    found = json.loads(client.get("/exports/contact.json?f=title:is:采购经理").data)["records"]
    assert [(one["name"], one["account_name"], one["phones"], one["birthday"]) for one in found] == [
        ("王芳", "甲公司", ["+8613800138000"], "1990-01-02")
    ]
    assert json.loads(client.get("/exports/contact.json?f=title:is:x").data)["records"] == []
    assert client.get("/exports/account.vcf").status_code == 404
    assert client.get("/exports/account.json").json["records"][0]["city"] == "北京"


def test_a_twin_that_may_not_be_seen_is_told_without_its_name(app, sign_in):
    accounts = app.container.customer.account()
    with app.company.acting("zhao"):
        made = accounts.create(accounts.module.draft.parse({"name": "云帆科技", "phone": "13800138000", "city": "广州"}))
    client = sign_in("wang")
    at = upload(client)
    client.post(f"{at}/mapping", data=chosen(then="look"))
    page = client.get(at).text
    assert page.count('class="is-alike"') == 1 and "as a record that you may not see" in page
    assert "云帆科技" not in page and f"/accounts/{made.id}" not in page
