"""The threads that run jobs, in the web process or in one of their own."""

import os
import secrets
import socket
import threading
from typing import Any

import structlog

from crm.errors import Busy
from crm.service.platform.job_run import JobRunner

SWEEP = 2.0  # seconds until a worker looks for work by itself, should a call be lost
log = structlog.get_logger()


class Workers:
    """So many threads that take jobs until they are stopped."""

    def __init__(self, container: Any, n: int):
        self.runner: JobRunner = container.platform.job_runner()
        self.queue = self.runner.service.queue
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._stopped = threading.Event()
        threads = [threading.Thread(target=self._work, name=f"job-{number}", daemon=True) for number in range(1, n + 1)]
        self._threads = [*threads, threading.Thread(target=self._keep_leases, name="job-leases", daemon=True)] if n else []

    def start(self) -> None:
        self.runner.stopping = False
        if self._threads:
            self.runner.seed()
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 30) -> None:
        """Let handlers leave off at their next step; what does not end in time is taken up again after its lease."""
        self.runner.stopping = True
        self._stopped.set()
        self.queue.wake()
        for thread in self._threads:
            thread.join(seconds)

    def _work(self) -> None:
        while not self._stopped.is_set():
            seen = self.queue.seen()
            try:
                if self.runner.run_one(self.name):
                    continue
                due = self.runner.due_in()
            except Busy:  # somebody writes for long
                due = None
            except Exception as error:  # the database is away: the worker waits for it
                log.error("worker", exc_info=error)
                due = None
            self.queue.wait(seen, SWEEP if due is None else min(SWEEP, max(due, 0.05)))

    def _keep_leases(self) -> None:
        while not self._stopped.wait(self.runner.lease.total_seconds() / 3):
            try:
                self.runner.renew(self.name)
            except Exception as error:
                log.warning("leases not renewed", error=type(error).__name__)
