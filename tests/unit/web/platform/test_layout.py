"""The page of a layout: arranged by buttons, one act each, without script."""

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def boss(sign_in):
    return sign_in("lilei")


@pytest.fixture
def layout(boss):
    answer = boss.post("/layouts", data={"name": "客户页", "target": "account"})
    assert answer.status_code == 303
    return answer.location


@pytest.fixture
def account(app):
    with app.company.acting("wang"):
        return app.container.customer.account().create(AccountDraft.parse({"name": "云帆", "kind": "company", "city": "上海"}))


def test_a_layout_is_made_of_a_module_from_a_list(boss):
    page = boss.get("/layouts/new").text
    assert '<select id="target"' in page and 'value="account"' in page
    refused = boss.post("/layouts", data={"name": "x", "target": "nothing"})
    assert refused.status_code == 422 and "Please choose one from the list." in refused.text


def test_sections_of_the_record_page_follow_it(boss, layout, account, sign_in):
    assert "field-city" in sign_in("wang").get(f"/accounts/{account.id}").text
    assert boss.post(f"{layout}/arrangement", data={"act": "hide:city"}).status_code == 303
    assert "field-city" not in sign_in("wang").get(f"/accounts/{account.id}").text
    page = boss.get(layout).text
    assert "place:city" in page
    boss.post(f"{layout}/arrangement", data={"act": "place:city", "at": "0"})
    assert "field-city" in sign_in("wang").get(f"/accounts/{account.id}").text


def test_a_section_is_shown_only_where_its_condition_holds(boss, layout, account, sign_in):
    wang = sign_in("wang")
    assert "field-tax_id" in wang.get(f"/accounts/{account.id}").text
    boss.post(f"{layout}/arrangement", data={"act": "when:2", "value.2": "kind:any:person"})
    assert "field-tax_id" not in wang.get(f"/accounts/{account.id}").text
    refused = boss.post(f"{layout}/arrangement", data={"act": "when:2", "value.2": "kind:any:nothing"}, follow_redirects=True)
    assert "Please choose one from the list." in refused.text


def test_the_way_there_is_in_the_menu_of_the_record(boss, account, sign_in):
    assert "f=target:is:account" in boss.get(f"/accounts/{account.id}").text
    assert "f=target:is:account" not in sign_in("wang").get(f"/accounts/{account.id}").text


def test_only_an_administrator_arranges(layout, sign_in):
    assert sign_in("wang").post(f"{layout}/arrangement", data={"act": "down:0"}).status_code == 403
