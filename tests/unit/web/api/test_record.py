"""Records through the API: reading, writing, versions, keys, many at once, and what others may not see."""

import json
from datetime import UTC, datetime
from io import BytesIO

from crm.domain.customer.account import AccountDraft
from crm.domain.kit.module import modules

ACCOUNTS = "/api/v1/accounts"
YUNFAN = {"name": "北京云帆科技有限公司", "city": "北京", "phone": "+8613800138000", "grade": "A", "tags": ["VIP"], "revenue": 12.34}


def fields(answer):
    assert answer.status_code == 422, answer.text
    return answer.json["error"]["fields"]


def test_a_record_is_created_read_changed_and_deleted(api_on_both):
    wang, boss = api_on_both("wang"), api_on_both("lilei")
    made = wang.post(ACCOUNTS, json=YUNFAN)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    address = made.headers["Location"]
    assert made.json == wang.get(address).json | YUNFAN
    assert (made.json["owner_name"], made.json["department_name"], made.json["parent_id"]) == ("王强", "华东组", None)
    assert datetime.fromisoformat(made.json["created_at"]).tzinfo == UTC

    changed = wang.patch(address, json={"city": "上海", "next_follow_at": "2026-12-01"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert (changed.json["city"], changed.json["name"]) == ("上海", YUNFAN["name"])

    assert boss.delete(address, headers={"If-Match": '"1"'}).status_code == 412
    assert boss.delete(address).status_code == 204
    assert boss.get(address).status_code == boss.delete(address).status_code == 404


def test_a_record_whose_version_one_has_is_not_sent_again(api_on_both):
    wang = api_on_both("wang")
    address = wang.post(ACCOUNTS, json=YUNFAN).headers["Location"]
    for known in ('"1"', 'W/"1"', '"7", "1"', "*"):
        answer = wang.get(address, headers={"If-None-Match": known})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", '"1"')
    wang.patch(address, json={"city": "上海"}, headers={"If-Match": '"1"'})
    for known in ('"1"', '"', ""):
        answer = wang.get(address, headers={"If-None-Match": known})
        assert (answer.status_code, answer.json["city"], answer.headers["ETag"]) == (200, "上海", '"2"')
    assert api_on_both("chen").get(address, headers={"If-None-Match": "*"}).status_code == 404


def test_a_list_filters_sorts_searches_and_goes_on_page_by_page(api_on_both):
    wang = api_on_both("wang")
    for n in range(5):
        wang.post(ACCOUNTS, json={"name": f"客户{n}", "grade": "AB"[n % 2]})
    seen, query = [], {"sort": "name", "size": 2}
    while True:
        page = wang.get(ACCOUNTS, query_string=query).json
        seen += [row["name"] for row in page["items"]]
        assert page["total"] == 5
        if page["next"] is None:
            break
        query["after"] = page["next"]
    assert seen == [f"客户{n}" for n in range(5)]
    one = {"any": [{"field": "name", "operator": "contains", "value": "1"}]}
    tree = json.dumps({"all": [{"field": "grade", "operator": "any", "value": ["B"]}, one]})
    for query, names in (
        ({"filter": tree}, ["客户1"]),
        ({"f": ["grade:any:B", "name:contains:3"]}, ["客户3"]),
        ({"q": "kehu"}, seen),
        ({"q": "x"}, []),
    ):
        assert sorted(row["name"] for row in wang.get(ACCOUNTS, query_string=query).json["items"]) == names


def test_a_total_above_a_thousand_is_not_counted_to_its_end(api, app):
    company = app.company
    with company.acting("lilei"):
        service = company.container.customer.account()
        rows = [service.module.row(name=f"客户{n}", owner_id=company.users["lilei"]) for n in range(1001)]
        with service.db.transaction():
            service.writer.insert(service.module, service.records, rows)
    assert api("lilei").get(ACCOUNTS).json["total"] is None


def test_a_list_takes_at_most_four_statements(api_on_both):
    wang = api_on_both("wang")
    for n in range(3):
        wang.post(ACCOUNTS, json={"name": f"客户{n}", "grade": "A"})
    for query in ("", "?q=kehu&f=grade:any:A&sort=name&size=1"):
        assert int(wang.get(ACCOUNTS + query).headers["Server-Timing"].rpartition("desc=")[2]) <= 4


def test_every_module_lists_reads_and_describes_its_records(api):
    boss = api("lilei")
    for module in (one for one in modules().values() if "view" in one.verbs):  # lines are read with their document
        answer = boss.get(f"/api/v1{module.path}")
        assert answer.status_code == 200
        for row in answer.json["items"]:
            assert boss.get(f"/api/v1{module.path}/{row['id']}").json == row
            assert boss.get(f"/api/v1{module.path}/{row['id']}/history").json["items"][-1]["verb"] == "create"


def test_a_record_that_may_not_be_seen_answers_like_one_that_does_not_exist(api_on_both):
    id = api_on_both("wang").post(ACCOUNTS, json=YUNFAN).json["id"]
    zhao = api_on_both("zhao", ["account.view", "account.edit", "account.mass"])
    answers = []
    for one in (id, 999_999_999):
        path = f"{ACCOUNTS}/{one}"
        asked = [zhao.get(path), zhao.get(f"{path}/history"), zhao.patch(path, json={"city": "上海"}, headers={"If-Match": '"1"'})]
        answers.append([(a.status_code, a.json["error"] | {"request_id": ""}) for a in asked])
    assert answers[0] == answers[1] and {status for status, _ in answers[0]} == {404}
    assert zhao.get(ACCOUNTS).json == {"items": [], "next": None, "total": 0}
    assert zhao.get("/api/v1/search?q=yunfan").json == {"items": []}
    bulk = zhao.post(f"{ACCOUNTS}/bulk", json={"ids": [id, 999_999_999], "action": "edit", "values": {"grade": "B"}}).json
    assert bulk["done"] == [] and len({one["reason"] for one in bulk["refused"]}) == 1


def test_a_visible_record_that_may_not_be_changed_is_forbidden(api):
    id = api("wang").post(ACCOUNTS, json=YUNFAN).json["id"]
    sun = api("sun")
    assert sun.get(f"{ACCOUNTS}/{id}").status_code == 200
    assert sun.patch(f"{ACCOUNTS}/{id}", json={"city": "上海"}, headers={"If-Match": '"1"'}).status_code == 403
    assert sun.post(ACCOUNTS, json=YUNFAN).status_code == sun.delete(f"{ACCOUNTS}/{id}").status_code == 403


def test_a_change_needs_the_current_version_and_never_merges(api_on_both):
    wang = api_on_both("wang")
    address = wang.post(ACCOUNTS, json=YUNFAN).headers["Location"]
    assert wang.patch(address, json={"grade": "B"}).status_code == 428
    wang.patch(address, json={"grade": "B"}, headers={"If-Match": '"1"'})
    for change, values in (
        ({"grade": "C"}, {"grade": {"theirs": "B", "mine": "C"}}),
        ({"city": "上海"}, {"city": {"theirs": "北京", "mine": "上海"}}),
    ):
        answer = wang.patch(address, json=change, headers={"If-Match": '"1"'})
        error = answer.json["error"]
        assert (answer.status_code, error["code"], error["version"], error["values"]) == (412, "stale", 2, values)
    assert wang.get(address).json["version"] == 2


def test_an_if_match_that_is_no_version_is_refused_and_changes_nothing(api):
    boss = api("lilei")
    address = boss.post(ACCOUNTS, json=YUNFAN).headers["Location"]
    for text in ("", "*", "1", 'W/"1"', '"x"', '"1", "2"', '"1', '"99999999999"'):
        assert "If-Match" in fields(boss.patch(address, json={"grade": "B"}, headers={"If-Match": text}))
        assert "If-Match" in fields(boss.delete(address, headers={"If-Match": text}))
    assert boss.get(address).json["version"] == 1


def test_the_same_key_makes_one_record_and_refuses_another_body(api_on_both):
    wang, key = api_on_both("wang"), {"Idempotency-Key": "order-7"}
    first, again = wang.post(ACCOUNTS, json=YUNFAN, headers=key), wang.post(ACCOUNTS, json=YUNFAN, headers=key)
    assert (first.status_code, again.status_code) == (201, 200) and first.json == again.json
    assert "idempotency_key" in fields(wang.post(ACCOUNTS, json=YUNFAN | {"city": "上海"}, headers=key))
    assert "idempotency_key" in fields(wang.post("/api/v1/contacts", json={"name": "王芳"}, headers=key))
    assert wang.get(ACCOUNTS).json["total"] == 1
    for wrong in ("", "钥匙".encode().decode("latin-1"), "x" * 201, "a b"):
        assert "Idempotency-Key" in fields(wang.post(ACCOUNTS, json=YUNFAN, headers={"Idempotency-Key": wrong}))


def test_many_records_are_edited_tagged_handed_over_and_removed_at_once(api_on_both, both):
    boss = api_on_both("lilei")
    ids = [boss.post(ACCOUNTS, json=YUNFAN | {"name": f"客户{n}"}).json["id"] for n in range(3)]

    def bulk(**given):
        return boss.post(f"{ACCOUNTS}/bulk", json={"ids": ids} | given)

    assert bulk(action="edit", values={"grade": "B"}).json["done"] == ids
    assert bulk(action="tag", add=["展会"], drop=["VIP"]).json["refused"] == []
    done = bulk(action="assign", owner_id=both.company.users["wang"]).json
    row = boss.get(f"{ACCOUNTS}/{ids[0]}").json
    assert (row["grade"], row["tags"], row["owner_name"], row["department_name"]) == ("B", ["展会"], "王强", "华东组")
    assert boss.get(f"{ACCOUNTS}/{ids[0]}/history").json["items"][0]["change_set"] == done["change_set"]
    assert bulk(action="remove").json["done"] == ids and boss.get(ACCOUNTS).json["total"] == 0
    refused = bulk(action="remove").json
    assert refused["done"] == [] and [one["id"] for one in refused["refused"]] == ids and refused["change_set"] is None


BULK = [
    ({}, "action"),
    ({"ids": [1], "action": "explode"}, "action"),
    ({"ids": [1], "action": ["edit"]}, "action"),
    ({"ids": [1], "action": "edit"}, "values"),
    ({"ids": [1], "action": "edit", "values": {}}, "values"),
    ({"ids": [1], "action": "edit", "values": {"name": "x"}}, "name"),
    ({"ids": [1], "action": "edit", "values": {"grade": 1}}, "grade"),
    ({"ids": [1], "action": "assign", "owner_id": "me"}, "owner_id"),
    ({"ids": [1], "action": "assign", "owner_id": 10**400}, "owner_id"),
    ({"ids": [1], "action": "assign", "owner_id": -1}, "owner_id"),
    ({"ids": [1], "action": "tag", "add": "VIP"}, "add"),
    ({"ids": [1], "action": "remove", "values": {}}, "values"),
    ({"ids": [], "action": "remove"}, "ids"),
    ({"ids": [True], "action": "remove"}, "ids"),
    ({"ids": ["1"], "action": "remove"}, "ids"),
    ({"ids": [10**30], "action": "remove"}, "ids"),
    ({"ids": list(range(1, 1002)), "action": "remove"}, "ids"),
    ({"action": "remove"}, "ids"),
]


def test_a_bulk_request_that_is_not_understood_is_refused_by_name(api):
    boss = api("lilei")
    for given, name in BULK:
        assert name in fields(boss.post(f"{ACCOUNTS}/bulk", json=given))


def test_the_history_names_every_change_and_who_made_it(api):
    wang = api("wang")
    address = wang.post(ACCOUNTS, json=YUNFAN).headers["Location"]
    for n in range(1, 4):
        wang.patch(address, json={"remark": f"第{n}次", "employees": n}, headers={"If-Match": f'"{n}"'})
    newest, *_, created = wang.get(f"{address}/history").json["items"]
    assert (newest["actor_name"], newest["source"], newest["version"]) == ("王强", "api", 4)
    assert newest["changes"] == [{"field": "employees", "before": 2, "after": 3}, {"field": "remark", "before": "第2次", "after": "第3次"}]
    assert {"field": "name", "before": None, "after": YUNFAN["name"]} in created["changes"]
    rest = wang.get(f"{address}/history?before={newest['change_set']}").json
    assert len(rest["items"]) == 3 and rest["next"] is None


def test_an_activity_keeps_its_time_and_what_it_is_about_when_it_is_changed(api):
    wang = api("wang")
    account = wang.post(ACCOUNTS, json=YUNFAN).json["id"]
    given = {"kind": "call", "name": "电话回访", "subject_module": "account", "subject_id": account}
    address = wang.post("/api/v1/activities", json=given).headers["Location"]
    for change, name in (({"at": None}, "at"), ({"subject_module": "contact"}, "subject_id")):
        assert name in fields(wang.patch(address, json=change, headers={"If-Match": '"1"'}))


def test_owner_version_and_times_cannot_be_written(api):
    given = YUNFAN | {
        "owner_id": 1,
        "version": 7,
        "id": 9,
        "created_at": "2026-01-01T00:00:00Z",
        "owner_name": "x",
        "unicorn": 1,
        "removed_at": None,
    }
    assert set(fields(api("wang").post(ACCOUNTS, json=given))) == set(given) - set(YUNFAN)


def test_errors_speak_the_language_that_was_asked_for(api):
    for language, words in (("en", "Please fill this in."), ("zh-CN,zh;q=0.9", "请填写")):
        assert words in fields(api("wang", language=language).post(ACCOUNTS, json={}))["name"]


def test_the_draft_of_a_module_is_what_may_be_written(api):
    answer = api("wang").post(ACCOUNTS, json=dict.fromkeys(AccountDraft.fields))
    assert set(fields(answer)) == {"name", "kind"}


def test_a_file_is_sent_ahead_and_named_by_its_number(api, app):
    """Nobody hangs another person's file on a record."""
    files, own = app.container.platform.file(), {}
    with app.company.acting("lilei"):
        raw = {"module": "account", "name": "x_scan", "kind": "file", "label_zh": "扫描件"}
        app.container.platform.field().create(app.container.platform.field().module.draft.parse(raw))
    for who in ("wang", "zhao"):
        with app.company.acting(who):
            own[who] = files.take(f"{who}.txt", BytesIO(b"x")).id
    wang = api("wang")
    for wrong in (own["zhao"], 10**9, "scan.txt"):
        assert "x_scan" in fields(wang.post(ACCOUNTS, json={"name": "云帆", "x_scan": wrong}))
    made = wang.post(ACCOUNTS, json={"name": "云帆", "x_scan": own["wang"]})
    assert (made.status_code, made.json["x_scan"]) == (201, own["wang"])
    with app.company.acting("wang"):
        assert files.get(own["wang"]).subject_id == made.json["id"]
    emptied = wang.patch(f"{ACCOUNTS}/{made.json['id']}", json={"x_scan": None}, headers={"If-Match": '"1"'})
    assert (emptied.status_code, emptied.json["x_scan"]) == (200, None)
