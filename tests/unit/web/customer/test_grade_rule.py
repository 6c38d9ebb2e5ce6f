"""Rules on their pages: made from a filter, read as a sentence, tried out, run."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

CONDITION = json.dumps({"all": [{"field": "city", "operator": "is", "value": "上海"}]})


def test_a_rule_is_made_from_the_filter_of_the_list(sign_in):
    client = sign_in("lilei")
    page = client.get("/accounts?f=city:is:上海").text
    link = page.split('href="/grade-rules/new?')[1].split('"')[0]
    condition = json.loads(parse_qs(urlsplit(f"?{link}").query)["condition"][0])
    assert condition == json.loads(CONDITION)
    assert "上海" in client.get(f"/grade-rules/new?{link.replace('&amp;', '&')}").text
    assert "/grade-rules/new?" not in client.get("/accounts").text


def test_a_rule_is_read_as_a_sentence_and_tried_out(sign_in):
    client = sign_in("lilei")
    client.post("/accounts", data={"name": "云帆科技", "kind": "company", "city": "上海"})
    made = client.post(
        "/grade-rules", data={"name": "上海", "target": "grade", "value": "A", "active": "yes", "condition": CONDITION}
    ).location
    for path in ("/grade-rules", made, "/grade-rules/trial"):
        assert "City is “上海”" in client.get(path).text, path
    page = client.get("/grade-rules/trial").text
    assert "would change 1" in page and "云帆科技" in page and "— → A · key" in page
    answer = client.post("/grade-rules/runs")
    assert answer.status_code == 303 and unquote(answer.location).startswith("/jobs/")


def test_a_condition_that_is_none_is_refused_beside_the_field(sign_in):
    answer = sign_in("lilei").post("/grade-rules", data={"name": "上海", "target": "grade", "value": "A", "condition": "Shanghai"})
    assert answer.status_code == 422 and 'id="condition-error"' in answer.text and "Shanghai" in answer.text


def test_whoever_may_only_look_tries_out_and_does_not_run(sign_in):
    sign_in("lilei").post("/grade-rules", data={"name": "上海", "target": "grade", "value": "A", "active": "yes", "condition": CONDITION})
    client = sign_in("sun")
    assert "run-rules" not in client.get("/grade-rules/trial").text
    assert client.post("/grade-rules/runs").status_code == 403
