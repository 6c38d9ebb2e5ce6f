"""The single customer view: everything the reader may see, nothing else."""

import re


def test_the_whole_customer_is_on_one_page(app, sign_in):
    client = sign_in("wang")
    firm = client.post(
        "/accounts", data={"name": "云帆科技", "kind": "company", "city": "上海", "stage": "grow", "remark": "老客户"}
    ).location
    number = firm.rsplit("/", 1)[1]
    client.post("/contacts", data={"name": "王芳", "account_id": number, "title": "采购经理"})
    client.post("/accounts", data={"name": "云帆北京", "kind": "company", "parent_id": number})
    client.post(f"/activities/for/account/{number}/call", data={"name": "回访", "body": "下月续约"})
    page = client.get(f"{firm}/overview").text
    for words in ("云帆科技", "上海", "老客户", "王芳", "采购经理", "回访", "下月续约", "Develop", "as 王强 may see it"):
        assert words in page, words
    assert re.search(r"<dt>Touches in 90 days</dt>\s*<dd><a [^>]*>1</a>", page)
    rest = f"{firm}/overview/rest"
    assert rest in page and "云帆北京" not in page
    for headers in ({"HX-Request": "true"}, {}):
        assert "云帆北京" in client.get(rest, headers=headers).text
    alone = client.post("/accounts", data={"name": "孤舟商行", "kind": "company"}).location
    part = client.get(f"{alone}/overview/rest", headers={"HX-Request": "true"}).text
    assert '<div class="whole-rest"></div>' in "".join(part.split("\n")), "without a body the link to it would stay"
    assert f"{firm}/overview" in client.get(firm).text


def test_what_somebody_may_not_see_is_not_there(app, sign_in):
    boss = sign_in("lilei")
    firm = boss.post("/accounts", data={"name": "云帆科技", "kind": "company"}).location
    number = firm.rsplit("/", 1)[1]
    boss.post("/contacts", data={"name": "王芳", "account_id": number})
    with app.company.acting("lilei"):
        app.container.customer.account().assign_all([int(number)], app.company.users["wang"], app.company.departments["east"])
    page = sign_in("wang").get(f"{firm}/overview")
    assert page.status_code == 200 and "王芳" not in page.text
    for path in ("overview", "overview/rest"):
        assert sign_in("zhao").get(f"{firm}/{path}").status_code == 404
