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
