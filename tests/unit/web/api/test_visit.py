"""Check-in and check-out over the API: the same rules as on the pages, on both databases, and described."""

import pytest

from tests.unit.web.api.conftest import client

VISITS = "/api/v1/visits"


@pytest.fixture
def wang(both):
    return client(both, "wang")


@pytest.fixture
def visit(wang):
    account = wang.post("/api/v1/accounts", json={"name": "云帆科技", "kind": "company"}).json["id"]
    raw = {"account_id": account, "latitude": 31.2304, "longitude": 121.4737, "datum": "wgs84", "source": "import"}
    assert wang.post("/api/v1/places", json=raw).status_code == 201
    return wang.post(VISITS, json={"account_id": account, "planned_on": "2026-11-20"}).json["id"]


def refused(answer):
    return answer.status_code, set(answer.json["error"]["fields"])


def test_a_visit_is_checked_in_and_out(both, wang, visit):
    way, here = f"{VISITS}/{visit}", {"latitude": 31.2394, "longitude": 121.4737, "accuracy": 20}
    assert refused(wang.post(f"{way}/check-out", json={})) == (422, {"state"})
    assert refused(wang.post(f"{way}/check-in", json=here | {"check_in_at": "2020-01-01T00:00:00Z"})) == (422, {"check_in_at"})
    assert refused(wang.post(f"{way}/check-in", json={"latitude": "31"})) == (422, {"latitude"})
    assert refused(wang.post(f"{way}/check-in", json=here)) == (422, {"far_reason"})
    made = wang.post(f"{way}/check-in", json=here | {"far_reason": "新厂区", "phone_at": "2026-11-20T13:12:00+08:00"})
    assert made.status_code == 200 and (made.json["state"], made.json["is_far"], made.json["distance"]) == ("under_way", True, 1001)
    assert client(both, "han").post(f"{way}/check-out", json={}).status_code == 403
    assert client(both, "zhao").post(f"{way}/check-out", json={}).status_code == 404
    done = wang.post(f"{way}/check-out", json={"result": "面谈顺利"})
    assert (done.json["state"], done.json["result"]) == ("done", "面谈顺利") and done.json["check_out_at"]
    assert refused(wang.post(f"{way}/check-out", json={})) == (422, {"state"})


def test_where_one_was_is_not_written_by_a_change(wang, visit):
    tag = wang.get(f"{VISITS}/{visit}").headers["ETag"]
    for raw in ({"distance": 1}, {"check_in_at": "2026-11-20T13:12:00+08:00"}, {"state": "under_way"}):
        assert refused(wang.patch(f"{VISITS}/{visit}", json=raw, headers={"If-Match": tag})) == (422, set(raw))


def test_the_description_names_both(both):
    paths = both.test_client().get("/api/openapi.json").json["paths"]
    body = paths["/api/v1/visits/{id}/check-in"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert {"latitude", "longitude", "place_text", "far_reason"} <= set(body["properties"])
    assert "/api/v1/visits/{id}/check-out" in paths
