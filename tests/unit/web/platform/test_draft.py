"""Drafts of the composer: stored by the page, back when it is opened again, gone when they are sent."""

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def account(app):
    with app.company.acting("wang"):
        return app.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))


def test_what_was_typed_is_back_in_the_form_until_it_is_sent(sign_in, account):
    client = sign_in("wang")
    page = client.get(f"/accounts/{account.id}").text
    assert f'data-draft="/drafts/account/{account.id}/call"' in page
    assert client.post(f"/drafts/account/{account.id}/call", data={"name": "回访", "body": "还没写完", "owner_id": "1"}).status_code == 204
    page = client.get(f"/accounts/{account.id}").text
    assert 'value="回访"' in page and "还没写完" in page and "Your draft is back" in page
    assert "Your draft is back" not in sign_in("han").get(f"/accounts/{account.id}").text
    client.post(f"/activities/for/account/{account.id}/call", data={"name": "回访", "body": "写完了"})
    assert "Your draft is back" not in client.get(f"/accounts/{account.id}").text


def test_a_draft_belongs_to_a_record_one_may_see_and_a_form_there_is(sign_in, account):
    assert sign_in("zhao").post(f"/drafts/account/{account.id}/call", data={"name": "x"}).status_code == 404
    client = sign_in("wang")
    assert client.post(f"/drafts/account/{account.id}/nothing", data={"name": "x"}).status_code == 404
    assert client.post(f"/drafts/nothing/{account.id}/call", data={"name": "x"}).status_code == 404
