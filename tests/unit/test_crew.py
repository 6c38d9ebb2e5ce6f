"""Several processes on one port: who ends is replaced, who is told to stop stops, who has lost his keeper stops too."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path

import pytest

from crm.crew import Crew
from tests.kit.servers import free_port

PATIENCE = 30  # seconds; the machine may be busy with other tests
NURSERY = """
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from crm.nursery import nurse

class Number(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())

    def log_message(self, *given): ...

def work(app, waiting, stopped):
    server = HTTPServer(("", 0), Number, bind_and_activate=False)
    server.socket.close()
    server.socket, server.timeout = waiting, 0.05
    server.server_activate()
    while not stopped.is_set():
        server.handle_request()

made = open(sys.argv[1], "a")
made.write("made\\n")
made.flush()
nurse(lambda: None, work, sys.argv[2:])
"""


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def children(pid: int) -> set[int]:
    return {int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def asked(port: int) -> int:
    """The number of the process that answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return int(connection.getresponse().read())
    finally:
        connection.close()


@contextmanager
def keeper(nursery: tuple[str, ...], size: int = 2) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    crew = Crew("127.0.0.1", free_port(), size, nursery, "begun", "ended", 10)
    command = [sys.executable, "-P", "-m", "crm.crew", json.dumps(asdict(crew))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, crew.port
        finally:
            for one in (*children(process.pid), process.pid) if process.poll() is None else ():
                os.kill(one, signal.SIGKILL)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A line for each time that the application was made."""
    return tmp_path / "made"


@pytest.fixture
def kept(made: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    with keeper((sys.executable, "-c", NURSERY, str(made))) as found:
        assert found[0].stdout and found[0].stdout.readline() == "begun\n"
        yield found


def test_the_application_is_made_once_and_both_answer_until_they_are_told_to_stop(kept, made):
    process, port = kept
    both = children(process.pid)
    assert len(both) == 2 and made.read_text() == "made\n"
    heard: set[int] = set()
    until(lambda: heard.add(asked(port)) or heard == both)
    process.terminate()
    assert process.communicate(timeout=PATIENCE)[0] == "ended\n"
    assert process.returncode == 0 and not any(map(alive, both))
    with pytest.raises(ConnectionRefusedError):
        asked(port)


def test_who_ends_unasked_is_replaced_and_said(kept, made):
    process, port = kept
    both = children(process.pid)
    lost = min(both)
    os.kill(lost, signal.SIGKILL)
    assert asked(port) == max(both)
    until(lambda: asked(port) not in both)
    assert made.read_text() == "made\n" * 2
    process.terminate()
    said = json.loads(process.communicate(timeout=PATIENCE)[1])
    assert (said["pid"], said["code"]) == (lost, -signal.SIGKILL)


def test_who_has_lost_his_keeper_stops(kept):
    process, port = kept
    both = children(process.pid)
    process.kill()
    until(lambda: not any(map(alive, both)))
    with pytest.raises(ConnectionRefusedError):
        asked(port)


def test_an_application_that_cannot_be_made_ends_the_keeper_and_it_says_why():
    with keeper((sys.executable, "-c", "raise SystemExit('no database')")) as (process, _):
        said, wrong = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1 and "no database" in wrong and "begun" not in said
