"""Pages of visits: on the spot without JavaScript, the plan of the week, plan and done, who is near."""

from io import BytesIO

from PIL import Image

from tests.unit.service.sales.visits import at


def rows(app, account="wang"):
    from crm.domain.kit.filter import Query

    with app.company.acting(account):
        return app.container.field.visit().page(Query())


def made(client, path, **values):
    answer = client.post(path, data=values)
    assert answer.status_code == 303, answer.text
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def visited(client, day="today", **more):
    id = made(client, "/accounts", name="云帆科技", kind="company")
    return id, made(client, "/visits", account_id=id, planned_on=day, **more)


def test_a_visit_is_made_on_the_spot_without_javascript(app, sign_in):
    client = sign_in("wang")
    account, id = visited(client, starts_at="14:00")
    page = client.get("/visits/today").text
    assert f"/visits/{id}/field" in page and "14:00" in page
    refused = client.post(f"/visits/{id}/check-in", data={})
    assert refused.status_code == 422 and "please type where you are" in refused.text
    assert client.post(f"/visits/{id}/check-in", data={"place_text": "门口", "use_place": "yes"}).status_code == 303
    there = client.get(f"/visits/{id}/field").text
    assert "without position" in there and "门口" in there
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    sent = {"photo": (BytesIO(picture.getvalue()), "现场.png")}
    assert client.post(f"/visits/{id}/photos", data=sent, content_type="multipart/form-data").status_code == 303
    assert "现场.jpg" in client.get(f"/visits/{id}/field").text
    assert client.post(f"/visits/{id}/note", data={"then": "keep", "result": "先记一笔"}).status_code == 303
    wrong = client.post(f"/visits/{id}/note", data={"then": "out", "result": "面谈顺利", "next_on": "nonsense"})
    assert wrong.status_code == 422 and "面谈顺利" in wrong.text
    done = client.post(f"/visits/{id}/note", data={"then": "out", "result": "面谈顺利"}, headers={"X-Visit-Send": "1"})
    assert (done.status_code, done.headers["X-Next"]) == (204, "/visits/today")
    assert "面谈顺利" in client.get(f"/accounts/{account}").text
    shown = client.get(f"/visits/{id}").text
    assert "现场.jpg" in shown and "/activities/" in shown


def test_far_away_the_reason_is_asked_for_and_what_was_sent_stays(app, sign_in):
    client = sign_in("wang")
    account, id = visited(client)
    assert client.post(f"/places/of/{account}", data={"coordinates": "31.2304，121.4737", "datum": "wgs84"}).status_code == 303
    refused = client.post(f"/visits/{id}/check-in", data=at(0.01, phone_at="2026-11-20T05:12:00.000Z"))
    assert refused.status_code == 422 and 'name="far_reason"' in refused.text and "31.240400" in refused.text
    assert "您距客户位置" in sign_in("wang", "zh").post(f"/visits/{id}/check-in", data=at(0.01)).text
    assert client.post(f"/visits/{id}/check-in", data=at(0.01, far_reason="新厂区")).status_code == 303
    assert [(one.is_far, one.far_reason) for one in rows(app)] == [(True, "新厂区")]


def test_a_place_that_cannot_be_read_is_told_beside_its_box(sign_in):
    client = sign_in("wang")
    account, _ = visited(client)
    for typed in ("somewhere", "31.2", "99.1, 200.2"):
        refused = client.post(f"/places/of/{account}", data={"coordinates": typed, "datum": "wgs84"})
        assert refused.status_code == 422 and typed in refused.text and 'id="coordinates-error"' in refused.text
    assert client.post(f"/places/of/{account}", data={"coordinates": "121.4737, 31.2304", "datum": "bd09"}).status_code == 303


def test_the_week_is_planned_by_clicks(app, sign_in):
    client = sign_in("wang")
    account = made(client, "/accounts", name="云帆科技", kind="company")
    page = client.get("/visit-plan?day=2026-11-18")
    assert page.status_code == 200 and f"/visit-plan/customers/{account}" in page.text
    for _ in range(2):  # the second one is refused with a sentence
        assert client.post(f"/visit-plan/customers/{account}", data={"to": "2026-11-18"}).headers["Location"].startswith("/visit-plan")
    (row,) = rows(app)
    assert client.post(f"/visit-plan/visits/{row.id}", data={"to": "2026-11-20"}).status_code == 303
    assert client.post("/visit-plan/copy", data={"to": "2026-11-23"}).status_code == 303
    assert sorted(str(one.planned_on) for one in rows(app)) == ["2026-11-20", "2026-11-27"]
    assert client.post("/visit-plan/order", data={"to": "2026-11-20"}).status_code == 303
    assert client.post(f"/visit-plan/customers/{account}", data={"to": "soon"}).status_code == 422
    assert "云帆科技" in client.get("/visit-plan?q=云帆").text
    figures = client.get("/visits/rates?month=2026-11").text
    assert "王强" in figures and "owner_id%3Aany" in figures


def test_who_is_near_is_told_for_a_position_that_no_address_holds(app, sign_in):
    client = sign_in("wang")
    account, _ = visited(client)
    client.post(f"/places/of/{account}", data={"coordinates": "31.2304, 121.4737", "datum": "wgs84"})
    assert "云帆科技" in client.post("/nearby", data=at(0.004) | {"reach": "1"}).text
    assert "云帆科技" not in client.post("/nearby", data=at(0.04) | {"reach": "3"}).text
    assert client.post("/nearby", data={"reach": "3"}).status_code == 422
    assert client.get(f"/nearby?account={account}").status_code == 200
    assert client.get("/nearby?reach=7").status_code == 404
    assert "云帆科技" not in sign_in("zhao").post("/nearby", data=at() | {"reach": "1"}).text


def test_the_map_of_the_house_opens_where_the_customer_is(app, sign_in):
    client = sign_in("wang")
    account, id = visited(client)
    client.post(f"/places/of/{account}", data={"coordinates": "31.2304, 121.4737", "datum": "wgs84"})
    assert "geo:31.230400,121.473700" in client.get(f"/visits/{id}/field").text
    with app.company.acting("lilei"):
        app.container.platform.setting().change({"visit_map": "https://map.example.cn/?p={lon},{lat}&n={name}"})
    assert "https://map.example.cn/?p=121.473700,31.230400&amp;n=%E4%BA%91" in client.get(f"/visits/{id}/field").text
