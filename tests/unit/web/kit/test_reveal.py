"""Whoever may not read a field never receives its value, whatever he opens; masked values are shown on request, and counted."""

import json
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.module import modules
from crm.domain.platform.field import FieldDraft
from crm.domain.platform.field_right import levels_of, limitable
from crm.errors import Invalid
from tests.unit.service.sales.quotes import quote
from tests.unit.web.api.conftest import client
from tests.unit.web.sales.deals import make, stages_of

NUMBERS = {"phone": "13911112222", "phones": "13911112222", "mail": "kanari@example.com", "mails": "kanari@example.com"}
LATER = {"phone": "13933334444", "phones": "13933334444", "mail": "sparrow@example.com", "mails": "sparrow@example.com"}
NUMBERS, LATER = NUMBERS | {"taxid": "91110000600037341L"}, LATER | {"taxid": "91110000600099999H"}
# What would give a value away: as it is stored, and as it is shown.
TOLD = re.compile("13911112222|139 1111 2222|13933334444|139 3333 4444|kanari|sparrow|37341L|99999|918273|918,273|918274|1987-03-0")
UNTOLD = ("choice", "choices", "yesno", "percent", "idnumber", "link")  # their words stand in every form; or a company has none


def values(module, numbers, word, number, day):
    found = {}
    for name, field in limitable(module).items():
        if field.kind_name in ("integer", "number"):
            found[name] = None if field.max and field.max < 918_275 else number
        elif field.kind_name == "date":
            found[name] = day.isoformat()
        elif field.kind_name not in UNTOLD:
            found[name] = numbers.get(field.kind_name, f"{word}{name}")
    return {name: value for name, value in found.items() if value is not None}


@pytest.fixture
def told(app):
    """Wang's customer, contact and lead with something in every field, changed once so that their history tells of both values."""
    company, rows = app.company, {}
    with company.acting("wang"):
        for name in ("account", "contact", "lead"):
            service, module = app.container.records()(name), modules()[name]
            more = {"account_id": rows["account"].id} if name == "contact" else {}
            draft = module.draft.parse({"name": f"云帆{name}", **more, **values(module, NUMBERS, "kanari", 918273, date(1987, 3, 1))})
            rows[name] = service.change(service.create(draft).id, values(module, LATER, "sparrow", 918274, date(1987, 3, 2)))
    return rows


def limit(app, *levels, names=("account", "contact", "lead"), role="salesperson"):
    """Every field that it can be said of has the first of the levels that it knows."""
    with app.company.acting("lilei"):
        found = {}
        for name in names:
            for field in limitable(modules()[name]).values():
                known = levels_of(modules()[name], field)
                found[name, field.name] = next(level for level in levels if level in known)
        app.container.platform.field_right().put(app.company.roles[role], found)


def addresses(app, rows):
    """Every page that can be opened with the ids of these records and the names of their fields."""
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint.startswith(("static", "api_", "platform_health")):
            continue
        with app.test_request_context():
            if not rule.arguments:
                yield rule.build({})[1]
            elif rule.arguments == {"id"}:
                yield from (rule.build({"id": row.id})[1] for row in rows.values())
            elif rule.arguments == {"id", "name"}:
                for module, row in rows.items():
                    if rule.rule.startswith(f"{modules()[module].path}/"):
                        yield from (rule.build({"id": row.id, "name": field})[1] for field in ("mail", "mails", "remark", "contacts"))


def leaks(client: FlaskClient, urls) -> list[str]:
    found = []
    for url in urls:
        answer = client.get(url)
        assert answer.status_code < 500, url
        found += [f"{url} {one}" for one in set(TOLD.findall(answer.text))]
    return found


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.security)], ids=["some", "all"])
@pytest.mark.parametrize("levels", [("hidden",), ("masked", "hidden")], ids=["hidden", "masked"])
def test_no_page_tells_what_a_role_may_not_read(app, sign_in, told, levels, every):
    han = sign_in("han")
    assert leaks(han, [f"/contacts/{told['contact'].id}"])
    limit(app, *levels)
    wang, ids = sign_in("wang"), {name: row.id for name, row in told.items()}
    assert leaks(wang, list(addresses(app, told))[len(levels) % every :: every]) == []  # hidden and masked: not the same third
    queries = ("col=mail&col=mails&col=phone&col=phones&col=remark", "layout=board", "q=云帆", "group=city")
    lists = [f"/{kind}s?{query}" for kind in ids for query in queries]
    asked = [f"/{kind}s/{id}?{query}" for kind, id in ids.items() for query in ("peek=1", "kind=change", "version=1")]
    found = [f"{page}{word}" for page in ("/search?q=", "/contacts/options?q=", "/go?q=") for word in ("云帆", "yunfan")]
    history = [f"/{kind}s/{id}/history?version=1" for kind, id in ids.items()]
    assert leaks(wang, [*lists, *asked, *found, *history]) == []
    pasted = wang.post("/contacts/paste", data={"id": ids["contact"], "column": ["mails", "remark"], "text": "a@example.com\tb"})
    assert not TOLD.search(pasted.text)
    twin = {"name": "云帆contact", "phones": "13933334444", "kind": "company"}
    assert not TOLD.search(wang.post("/contacts", data=twin).text.replace("13933334444", "").replace("139 3333 4444", ""))


def test_filters_and_orders_by_what_one_may_not_read_are_refused(app, sign_in, told):
    limit(app, "masked", "hidden")
    wang = sign_in("wang")
    for query in ("f=phone:starts:139", "f=remark:filled:", "sort=city", "f=employees:above:5", "f=mail:is:sparrow@example.com"):
        assert wang.get(f"/accounts?{query}").status_code == 422, query
    assert wang.get("/contacts?f=account_id:any:1").status_code == 200


def test_a_number_finds_its_record_whole_and_not_in_parts(app, sign_in, told):
    limit(app, "masked", "hidden")
    wang, id = sign_in("wang"), told["contact"].id
    for url in ("/contacts?q=", "/search?q=", "/contacts/options?q="):
        assert str(id) in wang.get(f"{url}13933334444").text and str(id) in wang.get(f"{url}sparrow@example.com").text, url
        assert str(id) in wang.get(f"{url}云帆").text, url
        for part in ("1393333", "4444", "sparrow"):
            assert f"/contacts/{id}" not in wang.get(f"{url}{part}").text and f'"id":{id}' not in wang.get(f"{url}{part}").text, part


def test_a_form_that_comes_back_as_it_was_changes_nothing(app, sign_in, told):
    limit(app, "masked", "hidden")
    wang, contact = sign_in("wang"), told["contact"]
    page = wang.get(f"/contacts/{contact.id}/edit").text
    assert 'value="139****4444"' in page and 'value="s***@example.com"' in page
    sent = {"name": "云帆", "phones": ["139****4444", "13800138000"], "mails": "s***@example.com", "wechat": "s***"}
    assert wang.post(f"/contacts/{contact.id}", data=sent | {"version": contact.version}).status_code == 303
    with app.company.acting("lilei"):
        row = app.container.records()("contact").get(contact.id)
    assert (row.phones, row.mails) == (["+8613933334444", "+8613800138000"], ["sparrow@example.com"])
    assert (row.wechat, row.remark, row.birthday) == ("sparrowwechat", contact.remark, contact.birthday)


def test_a_masked_value_is_shown_on_request_and_noted(app, sign_in, told):
    limit(app, "masked", "hidden")
    wang, id = sign_in("wang"), told["contact"].id
    assert "139****4444" in (page := wang.get(f"/contacts/{id}").text) and f'action="/contacts/{id}/field/phones/reveal"' in page
    assert "139 3333 4444" in wang.post(f"/contacts/{id}/field/phones/reveal").text
    assert "139 3333 4444" not in wang.get(f"/contacts/{id}").text
    assert wang.post(f"/contacts/{id}/field/birthday/reveal").status_code == 404  # hidden, not masked
    assert "was shown" not in wang.get(f"/contacts/{id}/history").text
    assert "王强 was shown “Phones”" in sign_in("lilei").get(f"/contacts/{id}/history").text
    with app.company.acting("lilei"):
        assert [one.kind for one in app.container.platform.security().page(app.company.users["wang"])][0] == "reveal"
        app.container.platform.setting().change({"reveals_a_day": "2"})
    assert wang.post(f"/contacts/{id}/field/mails/reveal").status_code == 200
    refused = wang.post(f"/contacts/{id}/field/mails/reveal")
    assert refused.status_code == 429 and "2 values today" in refused.text and int(refused.headers["Retry-After"]) > 0
    assert sign_in("zhao").post(f"/contacts/{id}/field/mails/reveal").status_code == 404  # not her contact


SUMMED = re.compile("kanari|777771|777,771|1555542|1,555,542")
SHUT = {"province": "hidden", "address": "hidden", "x_cost": "hidden", "phone": "masked"}


@pytest.fixture
def summed(app):
    """Wang's customer with a won deal and a quote; two formulas read what his role and Han's are kept from."""
    company, records = app.company, app.container.records()
    with company.acting("lilei"):
        for name, kind, more in (
            ("x_cost", "number", {}), ("x_twice", "formula", {"formula": "x_cost * 2"}),
            ("x_where", "formula", {"formula": 'province & "·" & phone', "searched": "yes", "listed": "yes"}),
        ):  # fmt: skip
            raw = {"module": "account", "name": name, "kind": kind, "label_en": name, **more}
            app.container.platform.field().create(FieldDraft.parse(raw))
    with company.acting("wang"):
        raw = {"name": "云帆科技", "province": "kanari省", "address": "kanari路1号", "x_cost": "777771", "phone": "13911112222"}
        row = records("account").create(modules()["account"].draft.parse(raw))
        deal = make(records("opportunity"), name="云帆采购", account_id=row.id, amount="100", currency="CNY")
        records("opportunity").change(deal.id, {"stage_id": str(stages_of(company)["赢单"].id)})
        made = quote(company, account_id=row.id)
        assert row.x_twice == 1555542
    for role in ("salesperson", "manager"):
        with company.acting("lilei"):
            app.container.platform.field_right().put(company.roles[role], {("account", name): level for name, level in SHUT.items()})
    return row, made


def test_sums_groups_formulas_papers_exports_and_notices_tell_nothing_of_what_is_hidden(app, sign_in, summed, tmp_path):
    row, made = summed
    wang, token = sign_in("wang"), client(app, "wang")
    pages = [f"/accounts/{row.id}", f"/accounts/{row.id}/history", f"/accounts/{row.id}/edit", "/accounts", "/go?q=云帆"]
    pages += ["/accounts?group=x_where", "/accounts?cols=x_twice,x_where,province", "/accounts?group=province"]
    pages += ["/dashboards?span=all", "/accounts?layout=board&sum=x_twice", "/accounts/map"]
    answers = {url: wang.get(url) for url in pages}
    assert {url for url, one in answers.items() if SUMMED.search(one.text)} == set()
    assert [url for url, one in answers.items() if one.status_code != 200] == ["/accounts/map"]
    for words in ("kanari", "777771", "1555542", "1112222"):
        assert all(f"accounts/{row.id}" not in wang.get(f"{url}{words}").text for url in ("/go?q=", "/search?q=", "/accounts?q=")), words
    for query in ("f=x_twice:above:5", "sort=x_twice", "f=x_where:contains:k", "sort=province", "f=province:filled:", "f=x_cost:is:777771"):
        assert wang.get(f"/accounts?{query}").status_code == 422, query
        assert token.get(f"/api/v1/accounts?{query}").status_code == 422, query
        through = f"/contacts?filter={json.dumps({'all': [{'relation': 'account_id', 'where': {'all': [_part(query)]}}]})}"
        assert query.startswith("sort") or wang.get(through).status_code == 422, query
    told = token.get(f"/api/v1/accounts/{row.id}")
    assert told.status_code == 200 and not SUMMED.search(told.text) and not {"x_twice", "x_where", "province"} & set(told.json)
    assert not SUMMED.search(token.get("/api/v1/accounts").text + token.get(f"/api/v1/accounts/{row.id}/history").text)
    with app.company.acting("wang"):
        for name in ("x_where", "province", "phone"):
            with pytest.raises(Invalid):
                app.container.records()("account").figures(Query(), 10, name)
        app.container.platform.follow().mark(modules()["account"], row.id, "follow", True)
        assert "kanari" not in repr(app.container.trade.paper().paper("quote", made.id))
    with app.company.acting("lilei"):
        app.container.records()("account").change(row.id, {"province": "kanari区"})
        assert "kanari" in repr(app.container.trade.paper().paper("quote", made.id))
    with app.company.acting("wang"):
        notices = app.container.platform.notice().page(20)
        assert notices and not SUMMED.search(repr(notices))
    with app.company.acting("han"):
        query = Query(sort=parse_sort(modules()["account"], None))
        for kind in ("csv", "json"):
            app.container.customer.export().export_file("account", query, tmp_path / f"a.{kind}")
            text = (tmp_path / f"a.{kind}").read_text()
            assert "云帆科技" in text and not SUMMED.search(text) and "13911112222" not in text


def _part(query):
    field, operator, value = query.removeprefix("f=").split(":") if query.startswith("f=") else ("name", "is", "x")
    return {"field": field, "operator": operator, "value": value}
