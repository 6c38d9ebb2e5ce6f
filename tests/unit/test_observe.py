"""Log lines: one event a line, with its request, without secrets and persons; figures of statements."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog

from crm import observe
from crm.current import acting

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lines(capsys) -> Callable[[], list[str]]:
    """What was logged since, line by line."""
    observe.set_up(development=False)
    return lambda: capsys.readouterr().err.splitlines()


def test_a_line_is_json_with_the_request_it_belongs_to(lines):
    with acting(request_id="4f2a"):
        structlog.get_logger().info("request", path="/accounts", ms=3.5, statements=4)
    (line,) = lines()
    said = json.loads(line)
    assert (said["event"], said["path"], said["ms"], said["statements"], said["request_id"], said["level"]) == (
        "request", "/accounts", 3.5, 4, "4f2a", "info",
    )  # fmt: skip


def test_chinese_can_be_read_in_a_line(lines):
    structlog.get_logger().info("request", title="北京云帆科技有限公司")
    assert "北京云帆科技有限公司" in lines()[0]


@pytest.mark.parametrize("development", [True, False])
@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\x1b[2K", "\x85", "\u2028", "\u2029", "\x00"])
def test_no_input_begins_a_line_of_its_own(lines, development, break_):
    observe.set_up(development)
    structlog.get_logger().info("request", path=f"/x{break_}2026-01-01 [info] forged", list=[f"a{break_}b"], more={"k": f"v{break_}w"})
    out = lines()
    assert len(out) == 1
    assert break_ not in out[0]


@pytest.mark.parametrize("name", ["password", "new_password", "access_token", "csrf_token", "Authorization", "cookie", "secret", "api_key"])
@pytest.mark.parametrize("nested", [False, True])
def test_a_secret_is_hidden_by_its_name(lines, name, nested):
    given = {"form": {name: "hunter2"}} if nested else {name: "hunter2"}
    structlog.get_logger().info("request", **given)
    assert "hunter2" not in lines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "smtp+starttls://crm:hunter2@smtp.example.cn:587", "postgresql://crm:hunter2@db/crm", "Bearer hunter2", "basic aHVudGVyMg==hunter2",
        "/password/hunter2-Vy7rGm3mC1fZ2cKQ9d0aTzq3xW8kLpN5",
    ],
)  # fmt: skip
def test_a_secret_is_hidden_by_its_look(lines, text):
    structlog.get_logger().info("request", path=text)
    assert "hunter2" not in lines()[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to wang.qiang@example.com", "to w***@example.com"),
        ("call 13800138000 now", "call 138****8000 now"),
        ("id 11010519491231002X", "id ***"),
        ("id 110105194912310021, 3 rows", "id ***, 3 rows"),
        ("account 1234567", "account 1234567"),
    ],
)
def test_persons_are_masked(lines, text, shown):
    structlog.get_logger().info("note", text=text)
    assert json.loads(lines()[0])["text"] == shown


def test_a_failure_says_where_without_the_values_it_held(lines):
    def fail(password: str) -> None:
        raise ValueError("no mail to wang@example.com")

    try:
        fail("hunter2")
    except ValueError as error:
        structlog.get_logger().error("failure", exc_info=error)
    (line,) = lines()
    trace = json.loads(line)["exception"]
    assert "in fail" in trace and "ValueError: no mail to w***@example.com" in trace
    assert "hunter2" not in line.replace('fail(\\"hunter2\\")', "")


def test_in_development_a_failure_shows_no_values_either(lines):
    observe.set_up(development=True)

    def fail(password: str) -> None:
        raise ValueError("no")

    given = "hunter2"
    try:
        fail(given)
    except ValueError as error:
        structlog.get_logger().error("failure", exc_info=error)
    out = "\n".join(lines())
    assert "ValueError: no" in out and "hunter2" not in out


def test_what_libraries_log_is_a_line_of_the_same_kind(lines):
    logging.getLogger("waitress").warning("Client %s\nis slow", "x")
    logging.getLogger("waitress").info("chatter")
    (line,) = lines()
    assert (json.loads(line)["event"], json.loads(line)["logger"]) == ("Client x\\nis slow", "waitress")


def test_a_slow_statement_is_logged_by_name_and_a_fast_one_is_not(lines):
    ran = observe.watch(slow_seconds=0.2)
    ran("account.page", 0.1)
    ran("account.page", 0.25)
    (line,) = lines()
    said = json.loads(line)
    assert (said["event"], said["statement"], said["ms"], said["level"]) == ("slow statement", "account.page", 250.0, "warning")


def test_statements_are_counted_by_name(crm):
    def counted() -> float:
        return observe.FIGURES.get_sample_value("crm_statement_seconds_count", {"statement": "job.counts"}) or 0

    before = counted()
    crm.platform.job().counts()
    assert counted() == before + 1


def test_several_processes_share_their_figures(tmp_path):
    code = "from crm import observe; observe.watch(1)('account.page', 0.5); print(observe.figures([('mail', 'done', 2)]).decode())"
    given = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    for n in (1, 2):
        out = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True).stdout
        assert f'crm_statement_seconds_count{{statement="account.page"}} {n}.0' in out
        assert 'crm_jobs{kind="mail",state="done"} 2.0' in out
