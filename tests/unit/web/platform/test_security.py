"""The pages of those who look after security: events, alerts, verification, networks, sessions."""

import pytest


@pytest.fixture
def case(app):
    for _ in range(12):
        app.container.platform.security().note("sign_in_failed", app.company.users["wang"], "10.0.0.9")
    app.container.trace.alert().watch()
    (found,) = app.container.trace.alert().page(5)
    return found.id


def test_events_are_narrowed_and_name_who_did_it(sign_in, app):
    with app.company.acting("lilei"):
        app.container.platform.security().note("session_end", app.company.users["wang"], "10.0.0.7", sessions=2)
    client = sign_in("sun")
    page = client.get("/journal/events?kind=session_end").text
    assert "王强" in page and "done by 李雷" in page and "10.0.0.7" in page
    assert "10.0.0.7" not in client.get("/journal/events?kind=session_end&address=10.0.0.8").text
    assert sign_in("wang").get("/journal/events").status_code == 403


def test_a_case_is_closed_with_a_remark_by_whoever_may(sign_in, case):
    assert "王强" in sign_in("sun").get("/alerts").text
    assert sign_in("sun").post(f"/alerts/{case}/closing").status_code == 403
    client = sign_in("lilei")
    assert client.post(f"/alerts/{case}/closing", data={"remark": "x" * 1001}).status_code == 422
    assert client.post(f"/alerts/{case}/closing", data={"remark": "他忘了密码"}).status_code == 303
    assert "他忘了密码" in client.get("/alerts?state=closed").text
    assert "王强" not in client.get("/alerts").text


def test_verification_is_shown_and_begun_by_whoever_may(sign_in, app):
    app.container.trace.chain().verify("journal")
    page = sign_in("sun").get("/journal/chain").text
    assert "As it was written" in page and "Not verified yet" in page and "platform_journal_chain.verify" not in page
    assert sign_in("sun").post("/journal/chain").status_code == 403
    answer = sign_in("lilei").post("/journal/chain")
    assert answer.status_code == 303 and "/jobs/" in answer.location
    assert sign_in("lilei").post("/journal/chain").location == answer.location  # it waits still
    app.container.platform.job_runner().run_due()
    again = sign_in("lilei").post("/journal/chain").location
    assert again != answer.location and app.container.platform.job_runner().run_due() == 1


def test_who_leaves_the_allowed_networks_is_out_at_the_next_request(sign_in, app):
    wang, role = sign_in("wang"), str(app.company.roles["salesperson"])
    client = sign_in("lilei")
    assert wang.get("/accounts").status_code == 200
    assert client.post("/networks", data={role: "10.0.0.0/8"}).status_code == 303
    assert wang.get("/accounts").status_code == 303
    assert wang.get("/accounts", environ_base={"REMOTE_ADDR": "10.1.2.3"}).status_code == 200
    answer = app.test_client().post("/sign-in", data={"account": "wang", "password": "correct horse battery"})
    assert answer.status_code == 422 and "您当前所在的网络不在允许范围内" in answer.text
    refused = client.post("/networks", data={"company": "10.0.0.0/8", role: "hier"})
    assert refused.status_code == 422 and "hier" in refused.text and refused.text.count("aria-invalid") == 2


def test_other_people_s_sessions_are_seen_and_ended_by_whoever_may_edit_them(sign_in, app):
    wang, id = sign_in("wang"), app.company.users["wang"]
    client = sign_in("lilei")
    (session,) = app.container.platform.auth().sessions(id)
    assert session.mark in client.get(f"/users/{id}/sessions").text
    assert sign_in("han").get(f"/users/{id}/sessions").status_code in (403, 404)
    assert client.post(f"/users/{id}/sessions/{session.mark}/end").status_code == 303
    assert wang.get("/accounts").status_code == 303


def test_refusals_are_counted_without_a_write_and_added_up(sign_in, app):
    client = sign_in("wang")
    for _ in range(25):
        client.get("/accounts/999999")
    app.container.trace.act().add_up()
    with app.company.acting("lilei"):
        app.container.platform.setting().change({"alert_denials": "20", "alert_hours": ""})
    app.container.trace.alert().watch()
    assert [(one.kind, one.n) for one in app.container.trace.alert().page(5)] == [("denials", 25)]


def test_retention_is_edited_where_it_is_seen(sign_in, app):
    client = sign_in("lilei")
    assert client.post("/journal/retention", data={"change:user": "90"}).status_code == 422
    assert client.post("/journal/retention", data={"change:user": "365"}).status_code == 303
    assert "365 days" in client.get("/journal/retention").text
    assert sign_in("sun").post("/journal/retention", data={"change:user": "0"}).status_code == 403
