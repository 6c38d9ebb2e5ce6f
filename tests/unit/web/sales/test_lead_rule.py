"""Assignment and scoring rules on their pages: conditions built, tried out, told on the lead."""

import html
import json
import re

import pytest

SHANGHAI = json.dumps({"all": [{"field": "city", "operator": "is", "value": "上海"}]})


@pytest.fixture
def boss(sign_in):
    return sign_in("lilei")


def rule(boss, app, **raw):
    data = {"name": "上海线索", "target": "person", "person_id": app.company.users["zhao"], "active": "yes", "condition": SHANGHAI} | raw
    return boss.post("/lead-rules", data=data)


def test_a_new_lead_goes_to_whom_the_rule_says_and_its_page_tells_why(app, boss, sign_in):
    assert rule(boss, app).status_code == 303
    client = sign_in("wang")
    answer = client.post("/leads", data={"name": "刘洋", "city": "上海"})
    assert answer.status_code == 303 and answer.location == "/leads"
    assert "a rule gave it to somebody else" in client.get("/leads").text
    made = boss.post("/leads", data={"name": "钱多", "city": "上海"}).location
    page = boss.get(made).text
    assert "Handed out by a rule" in page and "上海线索 → 赵敏" in page and "weight 1" in page
    log = boss.get("/lead-rules/log").text
    assert "刘洋" in log and "钱多" in log and "赵敏" in log
    assert "钱多" in sign_in("zhao").get("/leads").text
    assert "刘洋" not in client.get("/lead-rules/log").text


def test_leads_that_wait_are_shown_with_where_they_would_go_and_handed_out(app, boss):
    for name, city in (("刘洋", "上海"), ("钱多", "广州")):
        boss.post("/leads", data={"name": name, "city": city})
    assert "No lead waits" not in boss.get("/lead-rules/trial").text
    rule(boss, app)
    page = boss.get("/lead-rules/trial").text
    assert "Would be handed out" in page and "赵敏" in page and "No rule takes them" in page
    answer = boss.post("/lead-rules/runs")
    assert answer.status_code == 303 and answer.location.startswith("/jobs/")


def test_whoever_may_only_look_hands_nothing_out(boss, app, sign_in):
    boss.post("/leads", data={"name": "刘洋", "city": "上海"})
    rule(boss, app)
    client = sign_in("sun")
    assert "run-rules" not in client.get("/lead-rules/trial").text
    assert client.post("/lead-rules/runs").status_code == 403
    assert client.post("/lead-scores/runs").status_code == 403


def test_a_condition_is_built_with_the_filter_and_nothing_typed_is_lost(boss, app):
    boss.post("/leads", data={"name": "刘洋", "city": "上海"})
    zhao = str(app.company.users["zhao"])
    typed = {"name": "上海线索", "target": "person", "person_id": zhao, "position": "7", "ways": ["import", "api"]}
    answer = boss.post("/lead-rules", data=typed | {"then": "condition", "active": "yes"})
    assert answer.status_code == 303
    builder = boss.get(answer.location).text
    pick = html.unescape(re.search(r'href="(/lead-rules/condition/filters\?[^"]+)"', builder)[1])
    editor = boss.get(f"{pick}&pick=city").text
    kept = [(name, html.unescape(value)) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', editor)]
    asked = [*kept, ("field", "city"), ("operator", "is"), ("value", "上海")]
    page = boss.get(boss.get("/lead-rules/condition/filters/apply", query_string=asked).location).text
    assert "City is “上海”" in page and "meets 1" in page and "刘洋" in page
    back = html.unescape(re.search(r'href="([^"]+)" data-testid="use-condition"', page)[1])
    form = boss.get(back).text
    assert "City is “上海”" in form and 'value="上海线索"' in form and 'value="7"' in form
    assert len(re.findall(r'value="(?:import|api)"[^>]*(?:checked|selected)', form)) == 2
    held = html.unescape(re.search(r'name="condition" value="([^"]+)"', form)[1])
    made = boss.post("/lead-rules", data=typed | {"condition": held})
    assert made.status_code == 303 and "City is “上海”" in boss.get(made.location).text
    assert "City is “上海”" in boss.get("/lead-rules").text


def test_a_rule_without_a_condition_is_for_all_leads(boss, app):
    made = rule(boss, app, condition="").location
    assert "All leads" in boss.get(made).text
    answer = rule(boss, app, condition="Shanghai")
    assert answer.status_code == 422 and 'id="condition-error"' in answer.text


def test_a_score_is_told_with_its_reasons(boss):
    boss.post("/lead-scores", data={"name": "来自上海", "points": "70", "active": "yes", "condition": SHANGHAI})
    made = boss.post("/leads", data={"name": "刘洋", "city": "上海"}).location
    page = boss.get(made).text
    assert "来自上海" in page and "+70" in page and "Hot" in page
    assert "Hot" in boss.get("/leads").text
    builder = boss.get("/lead-scores/condition?f=city:is:上海").text
    assert "Whom it meets" in builder and "刘洋" in builder
    assert boss.post("/lead-scores/runs").location.startswith("/jobs/")


def test_receivers_are_kept_on_a_page_of_their_own(boss, app):
    data = {"user_id": app.company.users["zhao"], "weight": "2", "works_from": "9点", "works_until": "17:30"}
    made = boss.post("/lead-receivers", data=data)
    assert made.status_code == 303 and "赵敏" in boss.get("/lead-receivers").text
    assert boss.post("/lead-receivers", data=data).status_code == 422
    assert boss.post("/lead-receivers", data=data | {"works_until": "8:00"}).status_code == 422


def test_whoever_may_not_see_leads_builds_a_rule_about_them_all_the_same(boss, app, sign_in):
    made, roles = rule(boss, app).location, app.company.container.platform.role()
    with app.company.acting("lilei"):
        grants = {f"lead_rule.{verb}": 4 for verb in ("view", "create", "edit")}
        role = roles.create(roles.module.draft.parse({"name": "规则员", "grants": grants}))
        app.company.container.platform.user().change(app.company.users["zhao"], {"roles": [role.id]})
    client = sign_in("zhao")
    built = client.get("/lead-rules/condition", query_string={"filter": SHANGHAI})
    assert built.status_code == 200 and "You may not see “Leads”" in built.text and "use-condition" in built.text
    typing = client.get("/lead-rules/condition/filters/count", query_string={"filter": SHANGHAI}, headers={"HX-Request": "true"})
    assert typing.status_code == 200 and "上海" in typing.text and "<html" not in typing.text
    for page in (made, f"{made}/edit"):
        text = client.get(page).text
        assert "上海" in text and 'href="/leads?' not in text
    assert client.get("/leads").status_code == 403
    assert 'href="/leads?' in boss.get(made).text
