"""Rules on their pages: made from a filter, read as a sentence, tried out, run."""

import html
import json
import re
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


def test_a_condition_is_built_with_the_filter_and_nothing_typed_is_lost(sign_in):
    client = sign_in("lilei")
    client.post("/accounts", data={"name": "云帆科技", "kind": "company", "city": "上海"})
    typed = {"name": "上海客户", "target": "grade", "value": "A", "position": "7", "active": "yes", "daily": "yes", "condition": ""}
    answer = client.post("/grade-rules", data=typed | {"then": "condition"})
    assert answer.status_code == 303
    builder = client.get(answer.location).text
    pick = re.search(r'href="(/grade-rules/condition/filters\?[^"]+)"', builder)[1].replace("&amp;", "&")
    editor = client.get(f"{pick}&pick=city").text
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', editor)
    chosen = [*kept, ("field", "city"), ("operator", "is"), ("value", "上海")]
    answer = client.get("/grade-rules/condition/filters/apply", query_string=chosen)
    page = client.get(answer.location).text
    assert "City is “上海”" in page and "would change 1" in page and "云帆科技" in page and "— → A · key" in page
    back = re.search(r'href="([^"]+)" data-testid="use-condition"', page)[1].replace("&amp;", "&")
    form = client.get(back).text
    assert "City is “上海”" in form and 'value="上海客户"' in form and 'value="7"' in form and "&#34;any" not in form
    assert form.count(" checked") == 2 and "<textarea" not in form
    held = html.unescape(re.search(r'name="condition" value="([^"]+)"', form)[1])
    made = client.post("/grade-rules", data=typed | {"condition": held})
    assert made.status_code == 303 and "City is “上海”" in client.get(made.location).text


def test_the_condition_of_a_rule_is_changed_on_the_builder_and_keeps_the_version(sign_in):
    client = sign_in("lilei")
    data = {"name": "上海", "target": "grade", "value": "A", "active": "yes", "condition": CONDITION}
    made = client.post("/grade-rules", data=data).location
    assert client.get(f"{made}/field/condition/edit").location == f"{made}/edit"
    answer = client.post(made, data=data | {"then": "condition", "name": "申城", "version": "1"})
    page = client.get(answer.location).text
    back = re.search(r'href="([^"]+)" data-testid="use-condition"', page)[1].replace("&amp;", "&")
    assert back.startswith(f"{made}/edit?") and "version=1" in back
    form = client.get(back).text
    assert 'value="申城"' in form and 'name="version" value="1"' in form and f'action="{made}"' in form
    client.post(made, data=data | {"name": "沪", "version": "1"})
    assert client.get("/grade-rules/condition?rule.value=Z&f=city:is:x").status_code == 200


def test_a_condition_that_is_none_is_refused_beside_the_field(sign_in):
    answer = sign_in("lilei").post("/grade-rules", data={"name": "上海", "target": "grade", "value": "A", "condition": "Shanghai"})
    assert answer.status_code == 422 and 'id="condition-error"' in answer.text and "Shanghai" in answer.text


def test_whoever_may_only_look_tries_out_and_does_not_run(sign_in):
    sign_in("lilei").post("/grade-rules", data={"name": "上海", "target": "grade", "value": "A", "active": "yes", "condition": CONDITION})
    client = sign_in("sun")
    assert "run-rules" not in client.get("/grade-rules/trial").text
    assert client.post("/grade-rules/runs").status_code == 403
