"""Pages of the configuration: whatever file is chosen, there is an answer."""

import io
import json

import pytest

ODD = (None, 7, "x", ["x"], [["x"]], [{}], {"of": "role", "key": 3})


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_every_document_can_be_looked_at_and_applied_or_is_refused(app, sign_in, odd):
    client = sign_in("lilei")
    rows = {
        "role": [{"name": "质检", "grants": odd}], "field_right": [{"role_id": ["销售"], "levels": odd}], "pipeline": [{"name": odd}],
        "setting": [{"name": "visit_far", "value": odd}], "stage": [{"pipeline_id": odd, "name": "报价"}], "view": [{"state": odd}],
    }  # fmt: skip
    sent = client.post("/configuration", data={"file": (io.BytesIO(json.dumps({"format": 1, "parts": rows}).encode()), "there.json")})
    page = client.get(sent.headers["Location"])
    assert page.status_code == 200 and "质检" in page.text
    mark = '["role","质检"]'
    assert client.post(f"{sent.headers['Location']}/preview", data={"mark": mark}).status_code == 200
    assert client.post(f"{sent.headers['Location']}/application", data={"mark": mark}).status_code in (303, 422)


def test_a_file_that_is_no_configuration_is_refused_beside_its_box(sign_in):
    answer = sign_in("lilei").post("/configuration", data={"file": (io.BytesIO(b"hello"), "x.json")})
    assert answer.status_code == 422 and "This is not a configuration" in answer.text


def test_somebody_else_s_file_is_not_found(sign_in):
    sent = sign_in("lilei").post("/configuration", data={"file": (io.BytesIO(b'{"format": 1, "parts": {}}'), "x.json")})
    assert sign_in("sun").get(sent.headers["Location"]).status_code == 404
