"""The pages of jobs: the list, a job's own page, the tray, replay and cancel."""

import pytest

from crm.domain.platform.job import GiveUp
from crm.service.kit.job import Handler

NAME = '<b>报价</b> & "co"'


def fails(payload, job):
    raise GiveUp('550 <script>alert("no such user")</script>')


@pytest.fixture
def jobs(app):
    service = app.container.platform.job()
    service.handlers["print"] = Handler("print", lambda payload, job: {"url": "/accounts"}, label="Print")
    service.handlers["burn"] = Handler("burn", fails)
    return service


@pytest.fixture
def put(app, jobs):
    """put("wang", "print"): Wang Qiang asks for a job; its id."""

    def enqueue(who: str, kind: str, run: bool = True) -> int:
        with app.company.acting(who):
            id = jobs.enqueue(kind, {}, title=NAME)
        if run:
            app.container.platform.job_runner().run_due()
        return id

    return enqueue


def test_the_list_shows_state_error_and_a_way_to_run_again(sign_in, put):
    id = put("wang", "burn")
    page = sign_in("lilei").get("/jobs").text
    assert "Given up" in page
    assert "&lt;b&gt;报价" in page and "<b>报价" not in page
    assert "<script>alert" not in page
    assert f'action="/jobs/{id}/replay"' in page


def test_the_list_speaks_chinese(sign_in, put):
    put("wang", "burn")
    page = sign_in("lilei", "zh").get("/jobs").text
    for word in ("后台任务", "已放弃", "王强", "下次运行"):
        assert word in page


def test_the_list_is_filtered_by_state_and_kind(sign_in, put):
    burnt, printed = put("wang", "burn"), put("wang", "print")
    client = sign_in("lilei")
    for query, found in (("state=done", printed), ("state=quarantined", burnt), ("kind=burn", burnt), ("kind=print", printed)):
        page = client.get(f"/jobs?{query}").text
        assert [id for id in (burnt, printed) if f'data-row="{id}"' in page] == [found], query
    assert "No jobs here" in client.get("/jobs?state=running").text


def test_the_list_goes_on_where_the_page_ended(sign_in, put):
    ids = [put("wang", "print", run=False) for _ in range(51)]
    client = sign_in("lilei")
    first = client.get("/jobs").text
    assert f'data-row="{ids[0]}"' not in first
    rest = client.get(f"/jobs?before={ids[1]}", headers={"HX-Request": "true"}).text
    assert rest.count("data-row") == 1 and f'data-row="{ids[0]}"' in rest and "<html" not in rest


NONSENSE = ("before=x", "before=-1", "before=99999999999999999999999", "state=nonsense", "kind=%00", "kind='", "state=&kind=")


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_the_address_is_a_page(sign_in, query):
    assert sign_in("lilei").get(f"/jobs?{query}").status_code == 200


def test_only_who_may_see_jobs_gets_the_list(app, sign_in):
    assert sign_in("wang").get("/jobs").status_code == 403
    assert app.test_client().get("/jobs").status_code == 303


def test_the_owner_sees_his_job_and_the_way_to_its_result(sign_in, put):
    id = put("wang", "print")
    page = sign_in("wang").get(f"/jobs/{id}").text
    assert 'href="/accounts"' in page and "Done" in page
    assert 'hx-trigger="every' not in page


def test_where_in_the_program_it_failed_is_not_for_everybody(sign_in, put, jobs):
    def breaks(payload, job):
        raise ZeroDivisionError("SELECT * FROM secret")

    jobs.handlers["burn"] = Handler("burn", breaks)
    id = put("wang", "burn")
    own, keeper = sign_in("wang").get(f"/jobs/{id}").text, sign_in("lilei").get(f"/jobs/{id}").text
    assert "Something went wrong" in own and "secret" not in own and "test_job.py" not in own
    assert "ZeroDivisionError: SELECT * FROM secret" in keeper and "test_job.py" in keeper


def test_a_job_that_is_not_over_asks_for_its_state(sign_in, put):
    id = put("wang", "print", run=False)
    client = sign_in("wang")
    assert 'hx-trigger="every 1s"' in client.get(f"/jobs/{id}").text
    piece = client.get(f"/jobs/{id}", headers={"HX-Request": "true"}).text
    assert "<html" not in piece and f'hx-get="/jobs/{id}"' in piece


def test_somebody_elses_job_is_like_one_that_does_not_exist(sign_in, put):
    id = put("wang", "print")
    client = sign_in("zhao")
    other, none = client.get(f"/jobs/{id}"), client.get("/jobs/987654")
    assert (other.status_code, none.status_code) == (404, 404)
    assert other.text.replace(str(id), "") == none.text.replace("987654", "") or other.text.count("404") == none.text.count("404")
    assert client.post(f"/jobs/{id}/cancellation").status_code == 404
    assert client.get("/jobs/99999999999999999999").status_code == 404


def test_a_given_up_job_runs_again(sign_in, put, jobs, app):
    id = put("wang", "burn")
    jobs.handlers["burn"] = Handler("burn", lambda payload, job: None)
    client = sign_in("lilei")
    answer = client.post(f"/jobs/{id}/replay")
    assert (answer.status_code, answer.location) == (303, f"/jobs/{id}")
    assert "The job will run again." in client.get(f"/jobs/{id}").text
    app.container.platform.job_runner().run_due()
    assert "Done" in client.get(f"/jobs/{id}").text


def test_a_done_job_cannot_be_replayed_or_cancelled(sign_in, put):
    id = put("wang", "print")
    client = sign_in("lilei")
    assert client.post(f"/jobs/{id}/replay").status_code == 422
    assert client.post(f"/jobs/{id}/cancellation").status_code == 422


def test_replay_needs_its_own_right_but_the_owner_may_cancel(sign_in, put):
    id = put("wang", "print", run=False)
    client = sign_in("wang")
    assert client.post(f"/jobs/{id}/replay").status_code == 403
    assert sign_in("sun").post(f"/jobs/{id}/cancellation").status_code == 403
    assert client.post(f"/jobs/{id}/cancellation").status_code == 303
    assert "Cancelled" in client.get(f"/jobs/{id}").text


def test_the_tray_shows_ones_own_jobs_under_way(sign_in, put):
    put("zhao", "print", run=False)
    put("wang", "print")
    waiting = put("wang", "print", run=False)
    piece = sign_in("wang").get("/jobs/mine").text
    assert piece.count("<li>") == 1 and f"/jobs/{waiting}" in piece and "<html" not in piece


def test_a_mail_without_a_server_says_why_it_waits(app, sign_in):
    with app.company.acting("wang"):
        app.container.platform.mail().send("wang@example.com", "Hello", "Hello")
    app.container.platform.job_runner().run_due()
    assert "No mail server is set up." in sign_in("lilei").get("/jobs").text
