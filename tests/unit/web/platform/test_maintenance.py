"""Maintenance: people get a calm page, programs an answer, jobs wait, administrators work on with a bar on top."""

import pytest


@pytest.fixture
def closed(app):
    with app.company.acting("lilei"):
        app.container.operation.maintenance().begin({"zh": "升级中", "en": "We upgrade", "until": "+2h", "jobs": "no"})
    return app


def test_people_are_told_when_to_come_back_and_lose_nothing(closed, sign_in):
    client = sign_in("wang")
    answer = client.get("/accounts")
    assert (answer.status_code, "We upgrade" in answer.text) == (503, True)
    assert 7000 < int(answer.headers["Retry-After"]) <= 7200
    assert client.post("/accounts", data={"name": "Nobody"}).status_code == 503
    assert client.get("/healthz").status_code == 200


def test_whoever_may_change_settings_works_on_and_sees_that_it_is_on(closed, sign_in):
    answer = sign_in("lilei").get("/accounts")
    assert answer.status_code == 200 and "closed-bar" in answer.text


def test_who_is_not_signed_in_can_still_sign_in(closed):
    client = closed.test_client()
    assert client.get("/").status_code == 503
    assert client.get("/sign-in").status_code == 200


def test_programs_hear_it_as_json(closed):
    with closed.company.acting("lilei"):
        token = closed.container.platform.token().create("sync", ["account.view"], 30)
    answer = closed.test_client().get("/api/v1/accounts", headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})
    assert (answer.status_code, answer.json["error"]["message"]) == (503, "We upgrade")
    assert "Retry-After" in answer.headers


def test_jobs_wait_unless_they_may_go_on(closed):
    jobs, mode = closed.container.platform.job(), closed.container.operation.maintenance()
    assert jobs.paused() and jobs.runnable() == []
    with closed.company.acting("lilei"):
        mode.begin({"jobs": "yes"})
        assert jobs.runnable()
        mode.end()
    assert not jobs.paused() and mode.under_way() is None
