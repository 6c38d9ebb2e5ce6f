"""What machines ask: alive, ready, figures; and how many statements an answer took."""

import re

import pytest

from crm.app import create_app
from crm.container import build
from crm.dao.kit.database import Database
from crm.settings import load


def test_the_process_is_alive_even_when_the_database_is_not(app, tmp_path):
    settings = load("test", {}, app={"data": tmp_path}, database={"url": f"sqlite:///{tmp_path}/no/such/folder.db"}, secret="x")
    sick = create_app(settings, build(settings)).test_client()
    assert (sick.get("/healthz").status_code, sick.get("/healthz").json) == (200, {"status": "alive"})
    answer = sick.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "not ready", "database": False, "migrations": False})
    assert answer.headers["Retry-After"] == "5"


def test_a_migrated_database_is_ready(app):
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ready", "database": True, "migrations": True})


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM migration WHERE number = 2",
        "UPDATE migration SET checksum = 'x' WHERE number = 1",
        "INSERT INTO migration VALUES (9999, 'newer', 'x', 'x')",
    ],
)
def test_another_schema_than_this_programs_is_not_ready(app, sql):
    with app.container.db().transaction() as work:
        work.cursor.execute(sql)
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json["database"], answer.json["migrations"]) == (503, True, False)


def test_an_empty_database_is_not_ready_and_stays_empty(tmp_path):
    settings = load("test", {}, app={"data": tmp_path}, secret="x")
    container = build(settings, Database("sqlite://"))
    assert create_app(settings, container).test_client().get("/readyz").status_code == 503
    with container.db().transaction() as work:
        work.cursor.execute("SELECT COUNT(*) FROM sqlite_master")
        assert work.cursor.fetchone() == (0,)


def test_figures_of_requests_statements_and_jobs(app, sign_in):
    with app.company.acting("wang"):
        app.container.platform.mail().send("wang@example.com", "Hello", "Hello")
    client = sign_in("lilei")
    client.get("/jobs")
    client.get("/no/such/page")
    text = client.get("/metrics").text
    assert re.search(r'crm_request_seconds_count\{endpoint="platform_job.index",method="GET",status="200"\} [1-9]', text)
    assert re.search(r'crm_request_seconds_bucket\{endpoint="none",le="\+Inf",method="GET",status="404"\} [1-9]', text)
    assert re.search(r'crm_statement_seconds_sum\{statement="job.page"\} ', text)
    assert 'crm_jobs{kind="mail",state="waiting"} 1.0' in text


def test_figures_are_for_this_machine_or_the_token(app, sqlite_db, tmp_path):
    settings = load("test", {}, app={"data": tmp_path}, server={"metrics_token": "let me in"}, secret="x")
    client = create_app(settings, app.container).test_client()
    far = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/metrics", environ_base=far).status_code == 404
    assert client.get("/metrics", environ_base=far, headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", environ_base=far, headers={"Authorization": "Bearer 错"}).status_code == 404
    assert client.get("/metrics", environ_base=far, headers={"Authorization": "Bearer let me in"}).status_code == 200
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "::1"}).status_code == 200
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert app.test_client().get("/metrics", environ_base=far, headers={"Authorization": "Bearer "}).status_code == 404


def test_an_answer_says_how_many_statements_it_took(app, sign_in):
    client = sign_in("lilei")
    labels = []
    app.container.db().watch = lambda label, seconds: labels.append(label)
    answer = client.get("/jobs")
    (count,) = re.findall(r"sql;dur=[\d.]+;desc=(\d+)", answer.headers["Server-Timing"])
    assert (int(count), int(count) > 1) == (len(labels), True)


def test_the_request_id_of_an_answer_is_in_its_log_line(app, sign_in, capsys):
    answer = sign_in("lilei").get("/jobs")
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "platform_job.index" in line]
    assert answer.headers["X-Request-Id"] in line
