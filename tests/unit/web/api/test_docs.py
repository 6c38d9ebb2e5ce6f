"""The readable pages of the API: made from the document, for everybody, in both languages."""

import pytest

from crm.domain.kit.module import modules

PAGES = ["", *(f"/{name}" for name in modules()), "/search", "/me"]


@pytest.mark.parametrize(("language", "heading"), [("en", "Parts of the API"), ("zh", "接口目录")])
def test_every_page_is_there_without_a_token_in_the_readers_language(app, language, heading):
    for path in PAGES:
        answer = app.test_client().get(f"/api/docs{path}", headers={"Accept-Language": language})
        assert (answer.status_code, answer.mimetype) == (200, "text/html")
        assert heading in answer.text


def test_a_module_shows_its_operations_parameters_fields_and_an_example(app):
    text = app.test_client().get("/api/docs/contact", headers={"Accept-Language": "en"}).text
    for word in (
        "contact_create",
        "/api/v1/contacts/{id}",
        "If-Match",
        "wechat",
        "412",
        "curl -X PATCH http://localhost/api/v1/contacts/1024",
    ):
        assert word in text


def test_a_part_that_is_not_there_is_not_found(app):
    assert app.test_client().get("/api/docs/unicorn").status_code == 404


def test_no_script_stands_in_the_page_and_none_comes_from_elsewhere(app):
    answer = app.test_client().get("/api/docs/account")
    assert answer.text.count("<script") == 1 and "//" not in answer.text.split("<script")[1].split(">")[0]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_somebody_signed_in_reads_in_his_own_language_and_finds_the_way_back(app, sign_in):
    wang = sign_in("wang")
    with wang.session_transaction() as session:
        del session["language"]  # his own is Chinese
    answer = wang.get("/api/docs/contact", headers={"Accept-Language": "en"})
    assert 'lang="zh-CN"' in answer.text and "返回系统" in answer.text
    assert "返回系统" not in app.test_client().get("/api/docs/contact", headers={"Accept-Language": "zh"}).text


def test_the_profile_leads_to_the_readable_pages(sign_in):
    answer = sign_in("lilei").get("/profile")
    assert 'href="/api/docs"' in answer.text.partition('id="tokens"')[2]
