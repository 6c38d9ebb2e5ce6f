"""The first page: the queue, what one does with a line, and why it stands in this order."""

import re

import pytest


@pytest.fixture
def client(sign_in):
    made = sign_in("wang")
    made.post("/accounts", data={"name": "北京云帆科技有限公司", "kind": "company", "next_follow_at": "2020-01-01"})
    made.post("/activities", data={"kind": "task", "name": "发送报价", "due_at": "2020-01-01T10:00"})
    return made


def keys(client) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="key" value="([^"]+)"', client.get("/").text)))


def test_the_day_shows_each_line_with_its_reason(client):
    text = client.get("/").text
    assert "发送报价" in text and "Overdue since 1 Jan 2020 10:00" in text and "Follow-up was planned for 1 Jan 2020" in text
    assert [key.split(":")[0] for key in keys(client)] == ["task", "follow"]


def test_an_empty_day_offers_a_way_in(sign_in):
    text = sign_in("wang").get("/").text
    assert "Nothing is waiting for you." in text and "/accounts/new" in text


def test_done_put_off_and_back_without_script(client):
    task, follow = keys(client)
    assert client.post("/today/done", data={"key": task}).status_code == 303
    assert client.post("/today/snooze", data={"key": follow, "until": "+1d"}).status_code == 303
    text = client.get("/").text
    assert "Nothing is waiting for you." in text and "1 put off" in text
    client.post("/today/back", data={"key": follow})
    assert keys(client) == [follow]


def test_a_time_that_cannot_be_read_is_told(client):
    _, follow = keys(client)
    client.post("/today/snooze", data={"key": follow, "until": "irgendwann"})
    text = client.get("/").text
    assert "This is not a" in text and follow in text


def test_a_touch_is_logged_from_the_line_and_can_be_undone(client):
    id = re.search(r'name="module" value="account"><input type="hidden" name="id" value="(\d+)"', client.get("/").text)[1]
    assert client.post("/today/touch", data={"module": "account", "id": id, "kind": "call", "name": ""}).status_code == 303
    text = client.get("/").text
    assert "Call was logged." in text and "/undo" in text


@pytest.mark.parametrize("key", ["", "task:999999", "nonsense:1"])
def test_an_unknown_line_is_not_found(client, key):
    assert client.post("/today/done", data={"key": key}).status_code == 404


def test_everybody_reads_the_order_and_an_administrator_changes_it(client, sign_in):
    text = client.get("/today/order").text
    assert "points = weight of the kind" in text and "Task 50" in text and 'data-testid="customer_today.reweigh"' not in text
    assert client.post("/today/order", data={"task": "1"}).status_code == 403
    admin = sign_in("lilei")
    refused = admin.post("/today/order", data={"task": "many", "follow": "77"})
    assert refused.status_code == 422 and 'value="many"' in refused.text and 'value="77"' in refused.text
    assert admin.post("/today/order", data={"task": "3"}).status_code == 303
    assert 'name="task" value="3"' in admin.get("/today/order").text
    admin.post("/today/order", data={"reset": "1"})
    assert 'name="task" value="50"' in admin.get("/today/order").text


def test_the_page_costs_no_more_than_twelve_statements(client):
    client.get("/")  # what seldom changes is read every few seconds
    answer = client.get("/")
    assert int(re.search(r"desc=(\d+)", answer.headers["Server-Timing"])[1]) <= 12
