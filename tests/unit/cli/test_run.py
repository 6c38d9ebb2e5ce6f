"""The server as it is started and stopped by hand: from any folder, on an empty machine."""

import json
import socket
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.kit.servers import free_port

Start = Callable[..., subprocess.Popen[str]]
PATIENCE = 60  # seconds; the machine may be busy with other tests


def get(port: int, path: str) -> tuple[int, str]:
    """The answer's status and where it leads, once somebody answers."""
    until = time.monotonic() + PATIENCE
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader("Location", "")
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


def stopped(process: subprocess.Popen[str]) -> str:
    """What it said until it ended by itself after a SIGTERM."""
    process.terminate()
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return said


def test_a_first_start_makes_the_database_leads_to_the_first_run_page_and_logs_json(start: Start, data: Path):
    port = free_port()
    process = start("run", "--port", str(port))
    assert get(port, "/healthz")[0] == 200
    assert get(port, "/") == (303, "/setup")
    said = stopped(process)
    assert f"is running at http://127.0.0.1:{port} " in said
    assert said.splitlines()[-1] == "Stopped."
    assert (data / "crm.db").exists()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert [line["path"] for line in lines if line["event"] == "request"] == ["/"]


def test_a_demo_tells_who_may_sign_in_also_the_next_time_with_more_workers(start: Start, monkeypatch: pytest.MonkeyPatch):
    port = free_port()
    first, again = [], []
    for told, workers in ((first, "1"), (again, "2")):
        monkeypatch.setenv("CRM_SERVER__WORKERS", workers)
        process = start("run", "--demo", "--port", str(port))
        assert get(port, "/")[1].startswith("/sign-in")
        told += [line for line in stopped(process).splitlines() if line.startswith("  ")]
    assert [line.split()[0] for line in first] == ["admin", "chenhao", "wanglei"]
    assert first == again


def test_a_taken_port_is_said_before_anything_is_done(start: Start, data: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start("run", "--port", str(port))
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said == f"Error: Port {port} is taken by another program. Choose another: crm run --port {port + 1}\n"
    assert not (data / "crm.db").exists()


def test_a_worker_runs_until_it_is_told_to_stop(start: Start, call):
    assert call("migrate").exit_code == 0
    process = start("worker")
    assert process.stdout and process.stdout.readline().startswith("Waiting for jobs")
    assert "Stopped." in stopped(process)
