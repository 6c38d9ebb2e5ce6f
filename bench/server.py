"""A server of the bench in a process of its own: `python -m bench.server app|floor PORT DATA URL WORKERS`."""

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import structlog
import waitress
from waitress.server import create_server

from bench import pages
from crm import serve
from crm.container import build
from crm.crew import Crew
from crm.nursery import nurse
from crm.serve import settle
from crm.settings import Settings, load

THREADS = 8


def settings(data: str, url: str) -> Settings:
    return load("test", {}, app={"data": data, "development": False}, database={"url": url})


def target(kind: str, data: str, url: str) -> Any:
    """The WSGI application; only errors are logged, on both."""
    chosen = settings(data, url)
    container = build(chosen)
    made = pages.floor(container) if kind == "floor" else pages.application(container, chosen)
    settle()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # not before: a container sets its own
    return made


@contextmanager
def running(kind: str, data: str, url: str, workers: int = 1) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server that answers, and its port: the application or its floor on the same server program, or `crm run` as people start it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = Path(__file__).parents[1]
    command = [sys.executable, "-m", "bench.server", kind, str(port), data, url, str(workers)]
    chosen = {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    if kind == "crm":
        command = [sys.executable, "-c", "from crm.cli import main; main()", "run"]
        told = {"app__data": data, "app__development": "false", "server__port": port, "server__workers": workers, "database__url": url}
        chosen |= {"CRM_ENV": "test"} | {f"CRM_{name.upper()}": str(value) for name, value in told.items() if value}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} if kind == "crm" else {}
    process = subprocess.Popen(command, cwd=root, env=os.environ | chosen, start_new_session=True, **quiet)
    try:
        for _ in range(1200):  # a busy machine takes its time
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port, process
    finally:
        process.terminate()
        process.wait(60)  # it answers to the end whoever is being answered


def resident(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of a process and all its children; what several share after a fork counts once (PSS)."""

    def tree(pid: int) -> list[int]:
        path = Path(f"/proc/{pid}/task/{pid}/children")
        return [pid, *(found for child in path.read_text().split() for found in tree(int(child)))]

    def share(pid: int) -> int:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

    return sum(share(pid) for pid in tree(process.pid)) / 1000


def main() -> None:
    if sys.argv[1] == "nursery":
        nurse(partial(target, *sys.argv[2:5]), answering, sys.argv[5:])
        return
    kind, port, data, url, workers = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])
    if workers == 1:
        waitress.serve(target(kind, data, url), host="127.0.0.1", port=port, threads=THREADS, _quiet=True)
        return
    Crew("127.0.0.1", int(port), workers, (sys.executable, "-m", "bench.server", "nursery", kind, data, url)).keep()


def answering(app: Any, waiting: socket.socket, stopped: threading.Event) -> None:
    sockets: dict[int, Any] = {}
    serve.answer(create_server(app, map=sockets, sockets=[waiting], threads=THREADS), sockets, stopped)


if __name__ == "__main__":
    main()
