"""A CRM in a process of its own, as people start it, to be killed; and the same database seen from here."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm.container import Container, build
from crm.current import acting
from crm.dao.kit.migration import Migrator
from crm.settings import load
from tests.kit import company as companies
from tests.kit.servers import free_port

ROOT = Path(__file__).parents[2]
SECRET = "a secret of the tests that is long enough"
SCOPES = [f"{module}.{verb}" for module in ("account", "opportunity", "webhook") for verb in ("view", "create", "edit")]
PATIENCE = 300  # seconds; a busy machine takes its time


@dataclass
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Site:
    """`start()`, `kill()`, `ask("POST", "/accounts", {...})`; `crm` is a container on the same database."""

    folder: Path
    url: str
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    told: dict[str, Any] = field(default_factory=dict)  # settings of the process alone, such as {"MAIL__URL": "smtp://…"}

    def __post_init__(self) -> None:
        self.crm: Container = build(load("test", {}, app={"data": self.folder}, database={"url": self.url}, secret=SECRET))
        Migrator(self.crm.db()).migrate()
        self.company = companies.found(self.crm)
        with self.company.acting("lilei"):
            self.token = self.crm.platform.token().create("faults", SCOPES, 1)

    def start(self) -> None:
        """Returns once it answers."""
        told = {"APP__DATA": self.folder, "APP__DEVELOPMENT": "false", "SERVER__PORT": self.port, "DATABASE__URL": self.url,
                "JOBS__WORKERS": 1, "SECRET": SECRET} | self.told  # fmt: skip
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CRM_")}
        environment = kept | {f"CRM_{name}": str(value) for name, value in told.items()}
        environment |= {"CRM_ENV": "test", "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", "from crm.cli import main; main()", "run"]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(command, cwd="/", env=environment, stdout=log, stderr=log)
        self.until(self.ready)

    def ready(self) -> bool:
        assert self.process and self.process.poll() is None, self.log()
        try:
            return self.ask("GET", "/readyz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    @property
    def log_file(self) -> Path:
        """Beside the folder: its disk may be full."""
        return self.folder.with_name(f"{self.folder.name}.log")

    def log(self) -> str:
        return self.log_file.read_text()[-3000:]

    def kill(self) -> None:
        """SIGKILL: nothing of it ends in order."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        if self.process:
            self.process.wait()
        self.process = None

    def close(self) -> None:
        self.kill()
        self.crm.platform.queue().close()
        self.crm.db().engine.dispose()

    def ask(self, method: str, path: str, given: Any = None, timeout: float = 30, **headers: str) -> Answer:
        """One request, on a connection of its own. Raises OSError or HTTPException where no whole answer comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        began = time.monotonic()
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, json.dumps(given) if given is not None else None, sent)
            answer = connection.getresponse()
            body = answer.read()
            return Answer(answer.status, dict(answer.getheaders()), body, time.monotonic() - began)
        finally:
            connection.close()

    def acting(self, who: str = "lilei") -> Any:
        return self.company.acting(who)

    @staticmethod
    def until(holds: Callable[[], Any], seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.03)


def system() -> Any:
    return acting(actor=companies.SYSTEM)
