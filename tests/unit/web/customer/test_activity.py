"""The composer on a record's page, and the tick of a task."""

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def account(app):
    with app.company.acting("wang"):
        return app.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))


def test_a_call_is_logged_on_the_page_of_its_customer(sign_in, account):
    client = sign_in("wang")
    answer = client.post(f"/activities/for/account/{account.id}/call", data={"name": "电话回访", "once": "k"})
    assert answer.status_code == 303 and answer.location.startswith(f"/accounts/{account.id}")
    client.post(f"/activities/for/account/{account.id}/call", data={"name": "电话回访", "once": "k"})
    page = client.get(f"/accounts/{account.id}?kind=call").text
    assert "电话回访" in page and client.get("/activities/total").text == "1"


def test_what_was_typed_stays_when_it_cannot_be_accepted(sign_in, account):
    answer = sign_in("wang").post(f"/activities/for/account/{account.id}/task", data={"name": "寄样品"})
    assert answer.status_code == 422 and 'value="寄样品"' in answer.text and "A task needs a time when it is due." in answer.text


def test_nothing_is_logged_about_what_one_may_not_see(sign_in, account):
    client = sign_in("zhao")
    assert client.post(f"/activities/for/account/{account.id}/call", data={"name": "x"}).status_code == 404
    assert client.post("/activities/for/nothing/1/call", data={"name": "x"}).status_code == 404
    assert client.get("/activities/total").text == "0"


def test_a_task_is_ticked_off(sign_in, account, app):
    client = sign_in("wang")
    client.post(f"/activities/for/account/{account.id}/task", data={"name": "寄样品", "due_at": "2030-01-01T09:00"})
    with app.company.acting("wang"):
        task = app.container.customer.activity().next_step("account", account.id)
    assert client.post(f"/activities/{task.id}/completion").status_code == 303
    with app.company.acting("wang"):
        assert app.container.customer.activity().get(task.id).done_at
        assert app.container.customer.activity().next_step("account", account.id) is None
