"""Customer pages: what they show beyond the pages of every module."""

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def account(app):
    with app.company.acting("wang"):
        return app.container.customer.account().create(AccountDraft.parse({"name": "北京云帆科技有限公司", "phone": "13800138000"}))


def test_the_page_of_a_customer_offers_what_one_does_with_it(sign_in, account):
    page = sign_in("wang").get(f"/accounts/{account.id}").text
    assert "北京云帆科技有限公司" in page and 'href="tel:+8613800138000"' in page
    for kind in ("note", "call", "visit", "task"):
        assert f"/activities/for/account/{account.id}/{kind}" in page
    assert f"/accounts/{account.id}/related/contacts" in page
    assert f"/contacts/new?account_id={account.id}" in sign_in("wang").get(f"/accounts/{account.id}/related/contacts").text


@pytest.mark.parametrize(("language", "words"), [("zh", ("客户", "新建客户", "负责人")), ("en", ("Customers", "New customer", "Owner"))])
def test_the_list_speaks_the_reader_s_language(sign_in, account, language, words):
    page = sign_in("wang", language).get("/accounts").text
    assert all(word in page for word in words)


def test_a_person_has_no_tax_id_and_a_company_no_identity_number(sign_in):
    client = sign_in("wang")
    assert client.post("/accounts", data={"name": "王芳", "kind": "person", "tax_id": "91350100M000100Y43"}).status_code == 422
    assert client.post("/accounts", data={"name": "云帆", "kind": "company", "id_number": "11010519491231002X"}).status_code == 422
    assert client.post("/accounts", data={"name": "王芳", "kind": "person", "id_number": "11010519491231002X"}).status_code == 303
