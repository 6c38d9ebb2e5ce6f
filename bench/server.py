"""A server of the bench in a process of its own: `python -m bench.server app|floor PORT DATA URL WORKERS`."""

import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from bench import pages
from crm.container import build
from crm.serve import settle
from crm.settings import Settings, load


def settings(data: str, url: str) -> Settings:
    return load("test", {}, app={"data": data, "development": False}, database={"url": url})


def target(kind: str, data: str, url: str) -> Any:
    """The WSGI application; only errors are logged, on both."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chosen = settings(data, url)
    container = build(chosen)
    made = pages.floor(container) if kind == "floor" else pages.application(container, chosen)
    settle()
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
        process.wait(10)


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
    kind, port, data, url, workers = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])
    if workers == 1:
        import waitress

        waitress.serve(target(kind, data, url), host="127.0.0.1", port=port, threads=8, _quiet=True)
        return
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "bench.server:target", "127.0.0.1", port, interface=Interfaces.WSGI, workers=workers, blocking_threads=4, log_level=LogLevels.error
    )
    server.serve(target_loader=partial(target, kind, data, url), wrap_loader=False)


if __name__ == "__main__":
    main()
