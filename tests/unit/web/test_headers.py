"""The headers of every route there is, whoever asks: as nobody, as the administrator, over TLS."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter, NumberConverter

from crm.app import create_app
from crm.settings import load
from tests.kit import served

ALWAYS = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
OWN = re.compile(r"\sstyle=|<style|\son[a-z]+=[\"']|javascript:", re.I)
OPEN = "api_openapi.show", "cache"  # the description of the API, the same for everybody: caches may keep it
LEAVE = ("platform_auth.destroy", "static")  # one would be signed out; files have a life of their own


def address(app: Flask, rule: Rule) -> str:
    with app.test_request_context():
        return str(rule.build({name: given(rule._converters[name]) for name in rule.arguments})[1])


def given(converter: Any) -> Any:
    """Something that stands where the route wants something."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, NumberConverter) else "account"


def wrong(answer: Any) -> list[str]:
    """What an answer lacks, or has and should not."""
    headers, found = answer.headers, [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy.partition("sandbox")[0]:
        found.append(f"policy: {policy}")
    if not re.search("no-store|private", headers.get("Cache-Control", "")):
        found.append("cache")
    if answer.mimetype == "text/html":
        page = answer.text
        inline = [tag for tag in re.findall(r"<script[^>]*>", page) if not re.search(r"src=|nonce=|application/json", tag)]
        found += inline + OWN.findall(page)
    return found


SAMPLES = pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.security)], ids=["some", "all"])


@SAMPLES
def test_every_answer_to_nobody_has_its_headers(app, every):
    client, found = app.test_client(), {}
    for rule in list(app.url_map.iter_rules())[::every]:
        if rule.endpoint != "static":
            method = "GET" if "GET" in rule.methods else next(iter(rule.methods - {"OPTIONS"}))
            answer = client.open(address(app, rule), method=method)
            if lacking := [one for one in wrong(answer) if (rule.endpoint, one) != OPEN]:
                found[rule.endpoint] = lacking
    assert found == {}


@SAMPLES
def test_every_page_of_the_administrator_has_them_and_no_script_of_its_own(app, sign_in, every):
    client, found, seen = sign_in("lilei"), {}, 0
    for rule in list(app.url_map.iter_rules())[1::every]:
        if "GET" in rule.methods and not rule.arguments and rule.endpoint not in LEAVE and not rule.rule.startswith("/api/"):
            answer = client.get(rule.rule)
            seen += answer.status_code == 200
            if lacking := wrong(answer):
                found[rule.endpoint] = lacking
    assert found == {} and seen > 150 / every


def test_over_tls_cookies_are_bound_to_the_host_and_the_way_back_is_closed(sqlite_db, tmp_path):
    settings = load(
        "test", {}, app={"data": tmp_path}, secret="a secret of the tests",
        server={"address": "https://crm.example.cn", "hosts": ("crm.example.cn",)},
    )  # fmt: skip
    client = create_app(settings, served.container(sqlite_db, tmp_path)).test_client()
    answer = client.get("/setup", base_url="https://crm.example.cn")
    assert answer.status_code == 200 and wrong(answer) == []
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies and all(one.startswith("__Host-") and "Secure" in one and "HttpOnly" in one and "Path=/" in one for one in cookies)
    assert all("SameSite=Lax" in one and "Domain" not in one for one in cookies)
    forged = client.get("/setup", base_url="https://evil.example")
    assert forged.status_code == 400 and wrong(forged) == []
    assert "evil.example" not in forged.text
