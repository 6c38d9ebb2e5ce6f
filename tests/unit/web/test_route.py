"""Routes that share what they have in common."""

import pytest
from flask import Flask, abort, url_for
from werkzeug.exceptions import MethodNotAllowed, NotFound

from crm.web.route import LeanMap, LeanRule


class Small(Flask):
    url_rule_class, url_map_class = LeanRule, LeanMap


@pytest.fixture
def app():
    made = Small("small")
    for area in ("one", "two"):
        made.add_url_rule(f"/{area}/<int:id>/part/<name>", f"{area}.part", lambda id, name: f"{id} {name}")
        made.add_url_rule(f"/{area}", f"{area}.create", lambda: abort(404), methods=["POST"])
    made.add_url_rule("/years/<int(min=2000):year>", "year", lambda year: str(year))
    return made


def test_routes_of_one_shape_share_all_but_their_address(app):
    one, two = (next(app.url_map.iter_rules(f"{area}.part")) for area in ("one", "two"))
    assert one._converters is two._converters and one.arguments is two.arguments and one.methods is two.methods
    assert not one._parts and not one._trace
    assert next(app.url_map.iter_rules("year"))._converters["year"] is not one._converters["id"]


def test_an_address_is_matched_and_written_as_by_werkzeugs_own_routes(app):
    client = app.test_client()
    assert client.get("/two/7/part/mail").text == "7 mail"
    assert client.get("/years/1999").status_code == 404
    with app.test_request_context():
        assert [url_for("one.part", id=n, name="a b") for n in (1, 2)] == ["/one/1/part/a%20b", "/one/2/part/a%20b"]
        assert url_for("one.part", id=3, name="x", page=2) == "/one/3/part/x?page=2"
        assert url_for("one.part", id=3, name="x", _anchor="top") == "/one/3/part/x#top"
    assert client.get("/one/4/part/x").text == "4 x"  # it still matches once its address was written


def test_what_is_not_asked_for_so_is_refused(app):
    adapter = app.url_map.bind("localhost")
    with pytest.raises(MethodNotAllowed):
        adapter.match("/one", method="GET")
    with pytest.raises(NotFound):
        adapter.match("/one/x/part/y")
