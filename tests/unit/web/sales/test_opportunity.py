"""Pages of deals: the board of a pipeline, moving a deal, and what its stage asks for."""

import re
from html import unescape

import pytest

from crm.domain.kit.module import modules

FRAGMENT = {"HX-Request": "true"}


def columns(text: str) -> dict[str, list[str]]:
    """Value of the column -> the titles of its cards."""
    parts = re.split(r'<section class="bcolumn" data-column="', text)[1:]
    return {part.partition('"')[0]: [unescape(one) for one in re.findall(r'class="bcard-title"[^>]*>([^<]+)<', part)] for part in parts}


def figures(text: str) -> list[tuple[str, ...]]:
    """Of each column: how many, the sum, the weighted sum."""
    found = []
    for part in text.split('<section class="bcolumn"')[1:]:
        found.append(tuple(unescape(one) for one in re.findall(r'data-figure="\w+"[^>]*>([^<]*)<', part)))
    return found


@pytest.fixture
def deals(app):
    """Creates a deal as somebody."""

    def made(who: str, **raw):
        with app.company.acting(who):
            return app.container.sales.opportunity().create(modules()["opportunity"].draft.parse({"name": "云帆采购", **raw}))

    return made


@pytest.fixture
def steps(app, deals):
    """The stages of the standard pipeline, by name."""
    deals("lilei", name="首单")
    return {step.name: step.id for step in app.container.sales.stage().steps().values()}


def reread(app, deal):
    with app.company.acting("lilei"):
        return app.container.sales.opportunity().get(deal.id)


def test_the_board_has_a_column_for_each_stage_with_its_sum_and_weighted_sum(sign_in, deals, steps):
    deals("wang", name="甲", amount="1000")
    deals("wang", name="乙", amount="3000")
    page = sign_in("wang").get("/opportunities?layout=board").text
    assert list(columns(page)) == [str(id) for id in steps.values()]
    assert sorted(columns(page)[str(steps["First contact"])]) == ["乙", "甲"]
    assert figures(page)[:2] == [("2", "CN¥4,000.00", "CN¥400.00"), ("0", "", "")]


def test_the_sums_of_a_reader_are_those_of_the_deals_he_may_see(sign_in, deals, steps):
    deals("wang", amount="1000")
    deals("chen", amount="500")
    assert figures(sign_in("han").get("/opportunities?layout=board").text)[0][:2] == ("2", "CN¥1,500.00")
    assert figures(sign_in("chen").get("/opportunities?layout=board").text)[0][:2] == ("1", "CN¥500.00")
    filtered = sign_in("han").get("/opportunities?layout=board&f=name:contains:云帆").text
    assert figures(filtered)[0][:2] == ("2", "CN¥1,500.00")


def test_a_stage_asks_for_the_missing_fields_alone(app, sign_in, deals, steps):
    deal = deals("wang", close_on="2030-01-31")
    stage = steps["Negotiation"]
    data = {"move": deal.id, f"to_{deal.id}": stage, "field": "stage_id", "version": 1, "back": "/opportunities?layout=board"}
    client = sign_in("wang")
    refused = client.post("/opportunities/board/move", data=data, headers=FRAGMENT)
    assert refused.status_code == 422
    assert 'name="amount"' in refused.text and 'name="account_id"' in refused.text and 'name="close_on"' not in refused.text
    with app.company.acting("wang"):
        account = app.container.customer.account().create(modules()["account"].draft.parse({"name": "云帆"}))
    answer = client.post("/opportunities/board/move", data=data | {"amount": "5000", "account_id": account.id}, headers=FRAGMENT)
    assert answer.status_code == 200
    now = reread(app, deal)
    assert (now.stage_name, now.chance, now.forecast, int(now.weighted)) == ("Negotiation", 75, "commit", 3750)


def test_a_lost_deal_says_why(app, sign_in, deals, steps):
    deal = deals("wang")
    data = {"move": deal.id, f"to_{deal.id}": steps["Deal lost"], "field": "stage_id", "version": 1}
    client = sign_in("wang")
    refused = client.post("/opportunities/board/move", data=data, headers=FRAGMENT)
    assert refused.status_code == 422 and "Price too high" in refused.text and "Service and relationship" not in refused.text
    reason = next(why.id for why in app.container.sales.reason().whys().values() if why.name == "Price too high")
    assert client.post("/opportunities/board/move", data=data | {"reason_id": reason}, headers=FRAGMENT).status_code == 200
    now = reread(app, deal)
    assert (now.state, now.chance, now.forecast, now.reason_name) == ("lost", 0, "omitted", "Price too high")
    assert now.closed_at
    over = client.get("/opportunities?layout=board").text.partition(f'data-column="{steps["Deal lost"]}"')[2]
    assert "云帆采购" in over and "No next step" not in over


def test_the_pill_of_the_record_page_sets_the_stage_and_asks_as_well(app, sign_in, deals, steps):
    deal, client = deals("wang"), sign_in("wang")
    page = client.get(f"/opportunities/{deal.id}").text
    assert re.search(r'<button class="menu-item" name="stage_id" value="\d+" aria-current="true">', page)
    asked = client.post(f"/opportunities/{deal.id}/field/stage_id", data={"stage_id": steps["Deal lost"], "version": 1})
    assert asked.status_code == 422 and 'name="reason_id"' in asked.text
    client.post(f"/opportunities/{deal.id}/field/stage_id", data={"stage_id": steps["Needs confirmed"], "version": 1})
    assert reread(app, deal).stage_name == "First contact"  # a customer is needed there


def test_two_who_move_a_deal_at_once_are_told_both_values(app, sign_in, deals, steps):
    with app.company.acting("wang"):
        account = app.container.customer.account().create(modules()["account"].draft.parse({"name": "云帆"}))
    deal, client = deals("wang", account_id=account.id, amount="1", close_on="2030-01-01"), sign_in("wang")

    def move(stage: str):
        data = {"move": deal.id, f"to_{deal.id}": steps[stage], "field": "stage_id", "version": 1}
        return client.post("/opportunities/board/move", data=data, headers=FRAGMENT)

    assert move("Negotiation").status_code == 200
    late = move("Needs confirmed")
    assert late.status_code == 409
    assert "Negotiation" in late.text and "Needs confirmed" in late.text


def test_a_board_costs_a_dozen_statements_at_most(sign_in, deals, steps):
    deals("wang", amount="1000")
    client = sign_in("wang")
    client.get("/opportunities?layout=board")
    answer = client.get("/opportunities?layout=board")
    assert int(re.search(r"desc=(\d+)", answer.headers["Server-Timing"])[1]) <= 12


def test_a_stage_with_deals_is_removed_only_after_they_were_moved(app, sign_in, deals, steps):
    deal, client = deals("wang"), sign_in("lilei")
    first, second = steps["First contact"], steps["Needs confirmed"]
    assert client.post(f"/stages/{first}/removal").location.endswith(f"/stages/{first}/removal")
    page = client.get(f"/stages/{first}/removal").text
    assert "云帆采购" in page and "This stage still has deals: 2." in page
    refused = client.post(f"/stages/{first}/emptying", data={"to": steps["Deal lost"]})
    assert refused.status_code == 422 and "Please choose another stage" in refused.text
    answer = client.post(f"/stages/{first}/emptying", data={"to": second})
    assert answer.status_code == 303
    assert reread(app, deal).stage_id == second
    assert first not in app.container.sales.stage().steps()
    undo = re.search(r'action="(/journal/\d+/undo)"', client.get("/stages").text)
    client.post(undo[1])
    assert reread(app, deal).stage_id == first


def test_the_deal_room_shows_everything_and_its_checklist_is_ticked(app, sign_in, deals, steps):
    deal = deals("wang", amount="1000", next_step="送样品", next_follow_at="2030-01-01")
    with app.company.acting("lilei"):
        playbook = app.container.sales.playbook()
        raw = {"stage_id": steps["First contact"], "name": "确认预算", "needed": "yes"}
        item = playbook.create(playbook.module.draft.parse(raw))
    client = sign_in("wang")
    page = client.get(f"/opportunities/{deal.id}/room")
    assert page.status_code == 200 and "确认预算" in page.text and "送样品" in page.text
    assert int(re.search(r"desc=(\d+)", page.headers["Server-Timing"])[1]) <= 14
    with app.company.acting("wang"):
        account = app.container.customer.account().create(modules()["account"].draft.parse({"name": "云帆"}))
    data = {"stage_id": steps["Needs confirmed"], "version": 1}
    client.post(f"/opportunities/{deal.id}/field/account_id", data={"account_id": account.id, "version": 1})
    held = client.post(f"/opportunities/{deal.id}/field/stage_id", data=data | {"version": 2})
    assert held.status_code == 422 and "确认预算" in held.text
    client.post(f"/opportunities/{deal.id}/room/ticks", data={"item": item.id, "done": "yes"})
    assert 'aria-pressed="true"' in client.get(f"/opportunities/{deal.id}/room").text
    assert client.post(f"/opportunities/{deal.id}/field/stage_id", data=data | {"version": 2}).status_code == 303
    assert reread(app, deal).stage_name == "Needs confirmed"
    assert sign_in("chen").get(f"/opportunities/{deal.id}/room").status_code == 404


def test_a_tab_lists_the_deals_on_whose_team_one_is(app, sign_in, deals, steps):
    deal = deals("wang", name="云帆续约")
    deals("chen", name="自己的商机")
    with app.company.acting("wang"):
        members = app.container.sales.opportunity_member()
        members.create(members.module.draft.parse({"opportunity_id": deal.id, "user_id": app.company.users["chen"]}))
    client = sign_in("chen")
    page = client.get("/opportunities").text
    assert "自己的商机" in page and "云帆续约" in page
    tab = unescape(re.search(r'href="(/opportunities\?filter=[^"]+)"', page)[1])
    mine = client.get(tab).text
    assert "云帆续约" in mine and "自己的商机" not in mine
    assert "云帆续约" in client.get(tab + "&layout=board").text
    assert client.get(f"/opportunities/{deal.id}/room").status_code == 200
    assert client.get(f"/opportunities/{deal.id}/edit").status_code == 403


def test_what_changed_stands_in_bars_that_open_their_deals(sign_in, deals, steps):
    deals("wang", name="新单", amount="1000", close_on="2030-01-01")
    page = sign_in("wang").get("/opportunities/changes?period=all&bar=added").text
    assert "新单" in page and "+CN¥1,000.00" in page
    assert sign_in("wang").get("/opportunities/changes?since=gestern").status_code == 200


def test_the_condition_of_a_stage_is_built_with_the_filter_and_read_as_a_sentence_everywhere(app, sign_in, deals, steps):
    deals("wang", name="大单", amount="2000000")
    client, first = sign_in("lilei"), steps["First contact"]
    way = app.container.sales.stage().steps()[first].pipeline_id
    page = client.get(f"/stages/{first}/edit").text
    assert "every deal may go on" in page and "Set a condition" in page
    typed = {"name": "初次接触", "pipeline_id": way, "norm_days": "9", "version": 1}
    builder = client.post(f"/stages/{first}", data=typed | {"then": "condition"}).location
    assert builder.startswith("/stages/condition?") and "Which deals may go on?" in client.get(builder).text
    met = unescape(client.get(f"{builder}&f=amount:at_least:1000000").text)
    assert "is at least" in met and "大单" in met and "云帆采购" not in met
    back = re.search(r'href="([^"]+)" data-testid="use-condition"', met)[1]
    form = unescape(client.get(back).text)
    assert 'value="初次接触"' in form and "is at least" in form
    held = re.search(r"""name="condition" value="(.+?)">""", form)[1]
    assert client.post(f"/stages/{first}", data=typed | {"condition": held}).status_code == 303
    for path in (f"/stages/{first}", f"/stages/{first}/history", f"/stages/{first}/field/condition/menu"):
        text = unescape(client.get(path).text)
        assert "is at least" in text and '{"all"' not in re.sub(r"<[^>]*>", "", text), path
    refused = client.post(f"/stages/{first}", data=typed | {"condition": "{", "version": 2})
    assert refused.status_code == 422 and 'id="condition-error"' in refused.text

