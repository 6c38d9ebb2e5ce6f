"""The page of one's own keys."""

import re
from html import unescape


def keys_of(text: str) -> str:
    found = re.search(r"<html[^>]* data-keys='([^']*)'", text)
    return found[1] if found else ""


def test_a_key_is_changed_for_oneself_alone_and_put_back(sign_in):
    client = sign_in("wang")
    assert keys_of(client.get("/accounts").text) == "" and "/profile/keys" in client.get("/profile").text
    assert client.post("/profile/keys", data={"c": "n", "n": "c"}).status_code == 303
    page = client.get("/profile/keys").text
    assert keys_of(page) == '{"c": "n", "n": "c"}' == keys_of(client.get("/accounts").text)
    assert re.search(r'name="c" value="n"', page) and re.search(r'name="e" value="e"', page)
    assert keys_of(sign_in("han").get("/accounts").text) == ""
    client.post("/profile/keys/reset")
    assert keys_of(client.get("/accounts").text) == "" and "platform_key.reset" not in client.get("/profile/keys").text


def test_a_conflict_is_said_beside_the_key_and_nothing_typed_is_lost(sign_in):
    client = sign_in("wang")
    answer = client.post("/profile/keys", data={"c": "e", "x": "X"})
    page = unescape(answer.text)
    assert answer.status_code == 422 and "“e” is the key of “Edit” already." in page
    assert re.search(r'name="c" value="e"[^>]*aria-invalid="true"', page) and 'name="x" value="X"' in page
    assert keys_of(client.get("/accounts").text) == ""


def test_keys_of_signs_are_harmless_in_the_page(sign_in):
    client = sign_in("wang")
    client.post("/profile/keys", data={"c": "'", "e": "<", "x": '"', "h": "&"})
    text = keys_of(client.get("/accounts").text)
    assert text == r'{"c": "\u0027", "e": "\u003c", "h": "\u0026", "x": "\""}'
