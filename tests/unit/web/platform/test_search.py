"""Search over all modules, as a page and as JSON for the palette."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft


@pytest.fixture(autouse=True)
def records(app):
    with app.company.acting("wang"):
        account = app.container.customer.account().create(AccountDraft.parse({"name": "北京云帆科技有限公司", "phone": "13800138000"}))
        app.container.customer.contact().create(ContactDraft.parse({"name": "云小帆", "account_id": account.id}))
        return account


def test_what_is_found_stands_under_its_module(sign_in):
    page = sign_in("wang").get("/search?q=云").text
    assert "北京云帆科技有限公司" in page and "云小帆" in page and "Customers" in page and "Contacts" in page


@pytest.mark.parametrize("words", ["云帆", "yunfan", "bjyf", "8000", "13800138000", "YUNFAN"])
def test_the_palette_finds_by_pinyin_initials_and_number(sign_in, records, words):
    found = sign_in("wang").get("/search", query_string={"q": words}, headers={"Accept": "application/json"}).json
    assert f"/accounts/{records.id}" in [hit["url"] for hit in found]


@pytest.mark.parametrize("words", ["", " ", "'", '"', "* OR 1", "):(", "%", "a" * 500, "😀"])
def test_nothing_that_is_typed_is_more_than_words(sign_in, words):
    answer = sign_in("wang").get("/search", query_string={"q": words}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (200, [])


def test_nobody_finds_what_he_may_not_see(sign_in):
    assert sign_in("zhao").get("/search?q=云帆", headers={"Accept": "application/json"}).json == []
