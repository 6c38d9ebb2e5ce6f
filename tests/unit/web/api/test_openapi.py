"""The OpenAPI document: valid, complete, public, in both languages; and the program keeps to it."""

from openapi_spec_validator import OpenAPIV31SpecValidator

TOLD = {"title", "description", "summary"}


def test_the_document_is_valid_and_speaks_the_readers_language_without_a_token(app):
    told = {}
    for language, words in (("en", "Companies and people"), ("zh", "企业和个人")):
        answer = app.test_client().get("/api/openapi.json", headers={"Accept-Language": language})
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
        assert words in answer.json["components"]["schemas"]["Account"]["description"]
        told[language] = answer.json
    assert [error.message for error in OpenAPIV31SpecValidator(told["en"]).iter_errors()] == []
    assert list(differing(shape(told["zh"]), shape(told["en"]))) == []  # so the other is valid too


def test_nothing_of_whoever_asked_first_is_kept_for_others(app, sign_in):
    mine = sign_in("wang").get("/api/openapi.json", headers={"Accept-Language": "zh"}).json["components"]["schemas"]["AbsenceDraft"]
    assert "default" not in mine["properties"]["person_id"] and "person_id" not in mine["required"]
    anybody = app.test_client().get("/api/openapi.json", headers={"Accept-Language": "en"}).json["components"]["schemas"]["AbsenceDraft"]
    assert anybody["required"] == mine["required"]


def differing(one, other, place=""):
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() | other.keys():
            yield from differing(one.get(name), other.get(name), f"{place}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from differing(*pair, f"{place}/{at}")
    elif one != other:
        yield place, one, other


def shape(part):
    """What is left of a document without its words."""
    if isinstance(part, dict):
        return {name: type(one) if name in TOLD and isinstance(one, str) else shape(one) for name, one in part.items()}
    return [shape(one) for one in part] if isinstance(part, list) else part
