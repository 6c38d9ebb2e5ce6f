"""Approvals on pages: the strip on the record, Today, the lists, and the API that does not pass them by."""

import json

import pytest

from tests.unit.service.platform.approvals import flow, waiting
from tests.unit.service.sales.contracts import contract
from tests.unit.web.api.conftest import client as api_of


@pytest.fixture
def asked(app):
    """Wang's contract of 600,000 in approval."""
    flow(app.company)
    with app.company.acting("wang"):
        return contract(app.company, "approval", amount="600000", name="云帆采购合同")


def request_of(app, account="han"):
    (found,) = waiting(app.company, account)
    return found


def test_the_record_shows_who_decides_and_nothing_of_it_is_edited_meanwhile(app, sign_in, asked):
    page = sign_in("wang").get(f"/contracts/{asked.id}").text
    assert "主管审批" in page and "韩梅梅" in page and "decides now" in page and "platform_approval.withdraw" in page
    assert "/field/remark/edit" not in page and "approval-approve" not in page
    page = sign_in("han").get(f"/contracts/{asked.id}").text
    assert 'data-key="y"' in page and 'data-key="r"' in page and "platform_approval.withdraw" not in page


def test_the_link_of_a_mail_leads_to_the_strip_after_signing_in(app, sign_in):
    company = app.company
    with company.acting("lilei"):
        company.container.platform.setting().change({"address": "https://crm.example.com"})
    flow(company)
    with company.acting("wang"):
        asked = contract(company, "approval", amount="600000", name="云帆采购合同")
    id = request_of(app)
    with company.container.db().transaction(writes=False) as work:
        work.cursor.execute("SELECT payload FROM job WHERE kind = 'mail'")
        (mail,) = [json.loads(payload) for (payload,) in work.cursor.fetchall()]
    assert (mail["to"], mail["subject"]) == ("han@example.com", "王强请您审批“云帆采购合同”。")
    assert "600,000" in mail["text"] and f"https://crm.example.com/approvals/{id}" in mail["text"]
    assert "/sign-in" in app.test_client().get(f"/approvals/{id}").headers["Location"]
    assert sign_in("han").get(f"/approvals/{id}").headers["Location"] == f"/contracts/{asked.id}#approval"
    assert sign_in("chen").get(f"/approvals/{id}").status_code == 404


def test_on_today_one_key_approves_and_the_next_one_is_asked(app, sign_in, asked):
    client, id = sign_in("han"), request_of(app)
    page = client.get("/").text
    assert page.count("云帆采购合同") >= 1 and "queue-approve" in page and "Contract to approve" not in page
    assert client.post(f"/approvals/{id}/decision", data={"verb": "approve", "then": "today"}).headers["Location"] == "/"
    assert "queue-approve" not in client.get("/").text
    sun = sign_in("sun")
    assert "云帆采购合同" in sun.get("/approvals").text
    assert sun.post("/approvals/bulk", data={"id": id}).status_code == 303
    assert "agreed" in sun.get("/approvals?tab=decided").text
    assert "Approval: Approved" in sign_in("wang").get(f"/contracts/{asked.id}").text


def test_to_return_it_one_says_why_and_what_was_typed_stays(app, sign_in, asked):
    client, id = sign_in("han"), request_of(app)
    answer = client.post(f"/approvals/{id}/decision", data={"verb": "return"})
    assert answer.status_code == 422 and "Please say why." in answer.text
    answer = client.post(f"/approvals/{id}/decision", data={"verb": "pass", "comment": "请赵敏看", "to": ""})
    assert answer.status_code == 422 and "Please choose a colleague." in answer.text and "请赵敏看" in answer.text
    client.post(f"/approvals/{id}/decision", data={"verb": "return", "comment": "金额有误"})
    page = sign_in("wang").get(f"/contracts/{asked.id}").text
    assert "金额有误" in page and "Ask for approval" in page and "/field/remark/edit" in page


def test_through_the_api_nobody_approves_his_own(app, asked):
    client = api_of(app, "wang")
    made = client.get(f"/api/v1/contracts/{asked.id}")
    for state in ("active", "draft"):
        answer = client.patch(f"/api/v1/contracts/{asked.id}", json={"state": state}, headers={"If-Match": made.headers["ETag"]})
        assert answer.status_code == 422 and "韩梅梅" in answer.text
    assert client.get(f"/api/v1/contracts/{asked.id}").json["state"] == "approval"


def test_a_customer_is_asked_for_from_its_menu(app, sign_in):
    flow(app.company, subject="account", condition=None)
    with app.company.acting("wang"):
        accounts = app.company.container.customer.account()
        made = accounts.create(accounts.module.draft.parse({"name": "云帆科技"}))
    client = sign_in("wang")
    assert f"/approvals/of/account/{made.id}" in client.get(f"/accounts/{made.id}").text
    assert "大额合同审批" in client.get(f"/approvals/of/account/{made.id}").text
    assert client.post(f"/approvals/of/account/{made.id}", data={"comment": "准入"}).status_code == 303
    answer = client.post(f"/approvals/of/account/{made.id}", data={"comment": "再来"})
    assert answer.status_code == 422 and "再来" in answer.text
    assert "准入" in client.get(f"/accounts/{made.id}").text


def test_a_flow_reads_as_a_sentence_and_tells_who_would_decide(app, sign_in, asked):
    made, client = flow(app.company, name="又一个", position=5), sign_in("lilei")
    page = client.get(f"/approval-flows/{made.id}?record={asked.id}").text
    assert "Contracts where" in page and "孙丽 decides" in page and "“大额合同审批” decides instead" in page
    typed = {"name": "新流程", "subject": "contract", "position": "3", "active": "yes", "then": "condition"}
    way = client.post("/approval-flows", data=typed).headers["Location"]
    assert way.startswith("/approval-flows/condition/contract?") and "rule.subject=contract" in way
    assert client.get(way).status_code == 200
    assert client.get("/approval-flows/condition/user").status_code == 404
    assert client.post("/approval-flows", data=typed | {"subject": ""}).status_code == 422


def test_a_new_step_comes_after_the_others_and_asks_only_for_what_its_kind_needs(app, sign_in):
    made = flow(app.company)
    client = sign_in("lilei")
    page = client.get(f"/approval-steps/new?flow_id={made.id}").text
    assert 'value="3" id="position"' in page
    assert 'data-when="kind:any:person">' in page and 'data-when="kind:any:role" data-off>' in page
    role = client.get(f"/approval-steps/new?flow_id={made.id}&kind=role").text
    assert 'data-when="kind:any:role">' in role and 'data-when="kind:any:person" data-off>' in role
    wrong = client.post("/approval-steps", data={"flow_id": made.id, "name": "财务", "kind": "role", "need": "any", "late": "remind"})
    assert wrong.status_code == 422 and "Please fill this in." in wrong.text and 'data-when="kind:any:role"' not in wrong.text
