"""Where the lines of an import come from: a second process that works ahead, or this one."""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import structlog

from crm import current
from crm.domain.customer.transfer import Item
from crm.errors import Invalid
from crm.service.customer.transfer_ahead import SIZE, TIDIED
from crm.service.customer.transfer_plan import Plan
from crm.service.customer.transfer_read import OpenRun, Source

FEW = 3000  # lines for which a process is not worth its start: of more so many are read here while it starts
log = structlog.get_logger()


class Feed:
    """The lines of a run as items, in the order in which they are written, from line number `skip` on. Closed when it is left."""

    def __init__(self, run: OpenRun, plan: Plan, size: int, skip: int):
        self.run, self.plan, self.size, self.at = run, plan, size, skip
        self._process = self._started(skip + FEW) if two_cores() and run.estimated - skip > FEW else None

    def __enter__(self) -> "Feed":
        """Raises Invalid when the file cannot be read any more."""
        try:
            self._source = Source(self.run, self.plan)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: Any) -> None:
        self._end()

    @property
    def heads(self) -> frozenset[str]:
        return self._source.heads

    def batches(self) -> Iterator[list[Item]]:
        for number, items in enumerate(self._read(), 1):
            self.at += len(items)
            yield items
            if number % TIDIED == 0:
                gc.collect(1)

    def _read(self) -> Iterator[list[Item]]:
        if self._process:
            yield from self._here(FEW)
            with ThreadPoolExecutor(1, "import-feed") as hands:
                coming = hands.submit(self._taken)
                while said := coming.result():
                    if said[0] != "batch":
                        self._refuse(said)
                        return
                    coming = hands.submit(self._taken)  # while this one's words are indexed and its transaction comes to the disk
                    yield said[1]
        yield from self._here()

    def _here(self, most: int | None = None) -> Iterator[list[Item]]:
        for lines in self._source.batches(self.size, self.at, most):
            yield [self.plan.item(line, cells) for line, cells in lines]

    def _taken(self) -> tuple[str, Any] | None:
        """What it says next, lines as items; None when it was killed: what it has not said is read here."""
        said = self._frame()
        return ("batch", [self.plan.unpacked(packed) for packed in said[1]]) if said and said[0] == "batch" else said

    def _started(self, skip: int) -> "subprocess.Popen[bytes]":
        """It is given the path of modules, the key of this one upload, and nothing else of this process: no secrets, no connections."""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "crm.service.customer.transfer_ahead"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
        )  # fmt: skip
        about = {"run": self.run, "size": self.size, "skip": skip, "derives": self.plan.derives, "context": current.context()}
        try:
            pickle.dump(about, process.stdin)  # type: ignore[arg-type]
            process.stdin.close()  # type: ignore[union-attr]
        except OSError:
            log.warning("the reader of an import did not start", run=self.run.id)
        return process

    def _frame(self) -> tuple[str, Any] | None:
        """What it says next; None when it is gone before its end."""
        if not self._process:
            return None
        pipe: Any = self._process.stdout
        head = pipe.read(SIZE.size)
        size = SIZE.unpack(head)[0] if len(head) == SIZE.size else 0
        frame = pipe.read(size)
        if not self._process:  # ended here meanwhile
            return None
        if not size or len(frame) < size:
            log.warning("the reader of an import is gone; its work is done here", run=self.run.id, line=self.at)
            self._end()
            return None
        return pickle.loads(frame)

    def _refuse(self, said: tuple[str, Any]) -> None:
        if said[0] == "invalid":
            raise Invalid(said[1])
        if said[0] == "trouble":
            raise RuntimeError(f"An import could not be read:\n{said[1]}")

    def _end(self) -> None:
        if process := self._process:
            self._process = None
            process.kill()
            process.stdout.close()  # type: ignore[union-attr]
            process.wait()


def two_cores() -> bool:
    return (os.cpu_count() or 1) > 1


@contextmanager
def collector_paused() -> Iterator[None]:
    """Rows make no cycles; looking for some takes a tenth of the time of an import. Its feed looks now and then."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
