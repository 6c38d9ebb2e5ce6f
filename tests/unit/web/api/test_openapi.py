"""The OpenAPI document: valid, complete, public, in both languages; and the program keeps to it."""

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator


@pytest.mark.parametrize(("language", "words"), [("en", "Companies and people"), ("zh", "企业和个人")])
def test_the_document_is_valid_and_speaks_the_readers_language_without_a_token(app, language, words):
    answer = app.test_client().get("/api/openapi.json", headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert [error.message for error in OpenAPIV31SpecValidator(answer.json).iter_errors()] == []
    assert words in answer.json["components"]["schemas"]["Account"]["description"]
