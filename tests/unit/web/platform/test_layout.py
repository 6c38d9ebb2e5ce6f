"""The page of a layout: arranged by buttons, one act each, without script."""

import re

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


def tiles(page):
    return re.findall(r"<dt>([^<]*)</dt>\s*<dd>", page.split('<dl class="tiles" tabindex="0">')[1].split("</dl>")[0])


def test_figures_and_cards_follow_it(boss, layout, account, sign_in):
    wang, record = sign_in("wang"), f"/accounts/{account.id}"
    before = tiles(wang.get(record).text)
    assert before[:2] == ["Last touch", "Touches in 90 days"]
    names = re.search(r'name="names" value="(touched[^"]*)"', boss.get(layout).text)[1]
    boss.post(f"{layout}/arrangement", data={"act": "tiles_down:touched", "names": names})
    boss.post(f"{layout}/arrangement", data={"act": "tiles_hide:known", "names": names})
    assert tiles(wang.get(record).text) == [before[1], before[0], *before[2:-1]]
    assert 'id="card-contacts"' in wang.get(record).text
    names = re.search(r'name="names" value="(contacts[^"]*)"', boss.get(layout).text)[1]
    assert boss.post(f"{layout}/arrangement", data={"act": "cards_hide:contacts", "names": names}).status_code == 303
    page = wang.get(record).text
    assert 'id="card-contacts"' not in page and 'id="card-quotes"' in page


def test_the_form_follows_it_and_hidden_boxes_keep_their_values(boss, layout, account, sign_in):
    wang = sign_in("wang")
    wang.post(f"/accounts/{account.id}/field/tags", data={"tags": "VIP", "version": account.version})
    for name in ("tags", "grade", "name"):
        boss.post(f"{layout}/arrangement", data={"act": f"hide:{name}"})
    boss.post(f"{layout}/arrangement", data={"act": "up:1"})
    form = wang.get(f"/accounts/{account.id}/edit").text
    assert form.index('name="city"') < form.index('name="kind"') and 'name="tags"' not in form and 'name="grade"' not in form
    assert 'name="name"' in form  # without it nothing could be saved
    version = re.search(r'name="version" value="(\d+)"', form)[1]
    assert wang.post(f"/accounts/{account.id}", data={"name": "云帆二", "version": version}).status_code == 303
    assert "VIP" in wang.get(f"/accounts/{account.id}").text


def test_a_section_of_the_form_that_is_not_for_this_record_is_folded_and_script_follows_the_choice(boss, layout, account, sign_in):
    boss.post(f"{layout}/arrangement", data={"act": "when:3", "value.3": "kind:any:person"})
    form = sign_in("wang").get(f"/accounts/{account.id}/edit").text
    assert '<details class="section" data-when="kind:any:person" data-off>' in form
    fresh = sign_in("wang").get("/accounts/new?kind=person").text
    assert '<details class="section" data-when="kind:any:person">' in fresh


def test_the_editor_shows_the_newest_record_as_it_would_look(boss, layout, account):
    assert "云帆" not in boss.get("/layouts").text
    page = boss.get(layout).text.split("layout-sample")[1]
    assert "云帆" in page and "上海" in page
    boss.post(f"{layout}/arrangement", data={"act": "when:1", "value.1": "kind:any:person"})
    page = boss.get(layout).text.split("layout-sample")[1]
    assert "上海" not in page and "Not shown on this record: Address" in page
