"""What is compressed on the way, and what is not."""

import gzip
import time

import pytest
from flask import Response

from crm.app import create_app
from crm.paths import STATIC
from tests.kit import served

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_compressed_for_whoever_takes_it(sign_in):
    client = sign_in("lilei")
    packed, plain = client.get("/accounts", headers=GZIP), client.get("/accounts")
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert len(packed.data) * 3 < len(plain.data) and int(packed.headers["Content-Length"]) == len(packed.data)
    assert "<h1>" in gzip.decompress(packed.data).decode()
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (packed, plain))


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_who_does_not_take_it_gets_it_as_it_is(sign_in, accepted):
    assert "Content-Encoding" not in sign_in("lilei").get("/accounts", headers={"Accept-Encoding": accepted}).headers


def test_short_answers_answers_to_a_post_and_files_stay_as_they_are(sign_in):
    client = sign_in("lilei")
    for answer in (
        client.get("/healthz", headers=GZIP), client.get("/notices/bell", headers=GZIP), client.post("/calendar/feed", headers=GZIP),
        client.get("/exports/account.csv", headers=GZIP),
    ):  # fmt: skip
        assert answer.status_code == 200 and "Content-Encoding" not in answer.headers, answer.request.path


def test_the_token_of_a_form_is_signed_anew_for_each_answer(sign_in, monkeypatch):
    client = sign_in("lilei")
    token = 'name="csrf-token" content="'
    first = client.get("/accounts").text.split(token)[1].split('"')[0]
    real = time.time
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: real() + 5)
    second = client.get("/accounts").text.split(token)[1].split('"')[0]
    assert first != second and first.rsplit(".", 1)[1] != second.rsplit(".", 1)[1]


@pytest.fixture
def built():
    """A file as the build leaves it, and one that the build did not compress."""
    packed, alone = STATIC / "probe.js", STATIC / "probe-alone.js"
    packed.write_text("plain"), alone.write_text("alone")
    (STATIC / "probe.js.gz").write_bytes(gzip.compress(b"packed"))
    yield
    for path in (packed, alone, STATIC / "probe.js.gz"):
        path.unlink()


def test_a_built_file_is_sent_as_the_build_compressed_it(app, built):
    client = app.test_client()
    packed = client.get("/static/probe.js", headers=GZIP)
    assert (packed.headers["Content-Encoding"], packed.mimetype, gzip.decompress(packed.data)) == ("gzip", "text/javascript", b"packed")
    plain = client.get("/static/probe.js")
    assert (plain.data, plain.headers.get("Content-Encoding")) == (b"plain", None)
    assert client.get("/static/probe-alone.js", headers=GZIP).data == b"alone"
    assert client.get("/static/nothing.js", headers=GZIP).status_code == 404
    for answer in (packed, plain):
        assert "Accept-Encoding" in answer.headers["Vary"] and "max-age=31536000" in answer.headers["Cache-Control"]


def test_an_answer_with_a_tag_keeps_it(app, tmp_path):
    app = create_app(served.settings(tmp_path), app.container)

    @app.get("/tagged")
    def tagged() -> Response:
        answer = Response("x" * 5000, mimetype="application/json")
        answer.set_etag("3")
        return answer

    answer = app.test_client().get("/tagged", headers=GZIP)
    assert "Content-Encoding" not in answer.headers
