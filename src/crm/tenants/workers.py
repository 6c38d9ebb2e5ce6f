"""The threads that run the jobs and schedules of all tenants, a step of each in turn."""

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable

import structlog

from crm import current
from crm.errors import Busy
from crm.service.platform.job_run import JobRunner
from crm.service.platform.tenant import FRESH
from crm.tenants import Shut, Tenants

SWEEP = 15.0  # seconds until a tenant is looked after although nobody called: somebody else may have put in a job
FLUSHED = 60.0  # seconds between two times that figures are written down
log = structlog.get_logger()


class TenantWorkers:
    """So many threads. No tenant has more than half of them at a time."""

    def __init__(self, tenants: Tenants, n: int):
        self.tenants = tenants
        self.board = tenants.board
        self.most = max(1, n // 2)
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._seeded: dict[str, int] = {}
        self._flushed: dict[str, float] = {}
        self._stopped = threading.Event()
        self.n = n
        self._threads = [threading.Thread(target=self._work, name=f"tenant-{number}", daemon=True) for number in range(1, n + 1)]
        self._threads.append(threading.Thread(target=self._keep, name="tenant-leases", daemon=True))

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 30) -> None:
        """Let handlers leave off at their next step."""
        self._stopped.set()
        self.board.stop()
        self.tenants.close_all()
        for thread in self._threads:
            thread.join(seconds)

    def _keep(self) -> None:
        """Who is to be looked after changes, and the leases of jobs under way are renewed."""
        while not self._stopped.is_set():
            try:
                self.tenants.sweep()
                self.board.keep({tenant.name for tenant in self.tenants.service.all() if tenant.state == "active"} if self.n else set())
                for name in self.board.busy():
                    self.step(name, lambda runner: runner.renew(self.name))
            except Exception as error:  # the directory is away
                log.warning("tenants not known", error=type(error).__name__)
            self._stopped.wait(FRESH)

    def _work(self) -> None:
        while not self._stopped.is_set():
            if (name := self.board.take(self.most, 1.0)) is None:
                continue
            again: float | None = SWEEP
            try:
                again = self.look_after(name)
            except (Busy, Shut):
                pass
            except Exception as error:
                log.error("worker", tenant=name, exc_info=error)
            finally:
                self.board.give_back(name, again)

    def look_after(self, name: str) -> float | None:
        """Run one job of a tenant; seconds until it is its turn again, None where it is served no more."""
        return self.step(name, self._one)

    def step(self, name: str, what: Callable[[JobRunner], float | None]) -> float | None:
        """Do something with a tenant's runner, as that tenant; None where it is served no more."""
        tenant = next((one for one in self.tenants.service.all() if one.name == name and one.state == "active"), None)
        if tenant is None:
            return None
        opened = self.tenants.open(tenant)
        token = current.begin(current.Context(tenant=name))
        try:
            runner = opened.container.platform.job_runner()
            if self._seeded.get(name) != tenant.version:
                runner.seed()
                self._seeded[name] = tenant.version
            found = what(runner)
            if time.monotonic() - self._flushed.get(name, 0) > FLUSHED:
                self._flushed[name] = time.monotonic()
                opened.container.operation.load().flush()
            return found
        finally:
            current.end(token)

    def _one(self, runner: JobRunner) -> float:
        if runner.run_one(self.name):
            return 0.0
        due = runner.due_in()
        return SWEEP if due is None else min(SWEEP, max(due, 0.05))
