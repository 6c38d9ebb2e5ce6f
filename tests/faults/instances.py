"""Several instances of one CRM: processes of their own on one database, one Redis and one folder, behind a small proxy."""

import itertools
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.faults.site import PATIENCE, Answer, Site
from tests.kit.servers import free_port

PIECE = 1 << 16


class Instance(Site):
    """One more process of the same site; what it is told comes beside what all are told."""

    def __init__(self, first: Site, port: int | None = None, told: dict[str, Any] | None = None):
        self.folder, self.url, self.port, self.process = first.folder, first.url, port or free_port(), None
        self.crm, self.company, self.token = first.crm, first.company, first.token
        self.told = first.told | (told or {})
        self.lost: list[str] = []  # requests that no answer came to, each with why

    def ask(self, method: str, path: str, given: Any = None, timeout: float = 30, **headers: str) -> Answer:
        began = time.monotonic()
        try:
            return super().ask(method, path, given, timeout, **headers)
        except (OSError, HTTPException) as error:
            self.lost.append(f"{method} {path} after {time.monotonic() - began:.1f} s: {error!r}")
            raise

    def stop(self) -> int:
        """SIGTERM: it ends in order; its exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.process = None
        return code

    def close(self) -> None:
        self.kill()


class Proxy:
    """Hands each connection to the next instance that takes it, as every proxy does: one that refuses is passed over."""

    def __init__(self, ports: list[int]):
        self.ports = itertools.cycle(ports)
        self.count = len(ports)
        self.taken: dict[int, int] = dict.fromkeys(ports, 0)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, ExitStack() as ends:
            for _ in range(self.count):
                port = next(self.ports)
                with suppress(OSError):
                    behind = ends.enter_context(socket.create_connection(("127.0.0.1", port), 5))
                    self.taken[port] += 1
                    behind.settimeout(None)
                    back = threading.Thread(target=_pipe, args=(behind, client), daemon=True)
                    back.start()
                    _pipe(client, behind)
                    back.join()
                    return

    def close(self) -> None:
        self.listener.close()


def _pipe(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis of the test's own; its address. Empty where none is installed: the instances then count by themselves."""
    if not (program := shutil.which("redis-server")):
        yield ""
        return
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert time.monotonic() < end
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
