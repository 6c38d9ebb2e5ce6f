"""The first page."""


def test_the_day_shows_tasks_and_customers(sign_in, app):
    client = sign_in("wang")
    client.post("/accounts", data={"name": "北京云帆科技有限公司", "kind": "company", "next_follow_at": "2020-01-01"})
    client.post("/activities", data={"kind": "task", "name": "发送报价", "due_at": "2020-01-01T10:00"})
    text = client.get("/").text
    assert "Overdue · 1" in text and "发送报价" in text and "Customers to follow up" in text


def test_an_empty_day_offers_a_way_in(sign_in, app):
    text = sign_in("wang").get("/").text
    assert "Nothing is waiting for you." in text and "/accounts/new" in text
