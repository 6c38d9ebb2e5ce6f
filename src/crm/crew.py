"""`python -m crm.crew JSON`: the keeper of several processes that answer on one port and have what the application takes in common.

The keeper is a Python with nothing of the application in it. It has a nursery make that, fork the processes that answer, and end: they
become the keeper's children, and nobody holds a further copy of the pages that each of them changes. Whoever ends unasked is replaced, by
way of a nursery of its own. Processes whose keeper is gone stop by themselves.
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import NoReturn

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h: the children of a child that has ended become ours
LONGEST = 60  # seconds between two attempts to replace somebody; the first comes after one


@dataclass(frozen=True)
class Crew:
    """What a keeper is told."""

    host: str
    port: int
    size: int
    nursery: tuple[str, ...]  # a command; to it is added what `nurse` is given
    begun: str = ""  # to be said when all stand
    ended: str = ""
    patience: int = 60  # seconds until whoever has not stopped is killed

    def keep(self) -> NoReturn:
        """Become the keeper: this process goes on as another program, under the same number."""
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-P", "-m", "crm.crew", json.dumps(asdict(self))])


def bound(host: str, port: int) -> socket.socket:
    """A socket at that address on which nobody listens yet."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made


class Keeper:
    """Begins the processes, replaces whoever ends, and stops them all on SIGTERM or SIGINT."""

    def __init__(self, crew: Crew):
        self.crew, self.pids, self.stopping = crew, set[int](), False
        self.waiting = bound(crew.host, crew.port)
        self.kept, self.keeps = os.pipe()  # nobody else can write into it: who reads its end knows when the keeper is gone

    def run(self) -> bool:
        """Until all have ended; whether they were asked to."""
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, lambda *_: self._stop())
        signal.signal(signal.SIGALRM, lambda *_: self._send(signal.SIGKILL))
        self._begin(self.crew.size)
        stood = len(self.pids) == self.crew.size
        if stood:
            _say(self.crew.begun)
        else:
            self._stop()
        pause = 1
        while self.pids:
            self._hear()
            missing = self.crew.size - len(self.pids)
            if missing and self.pids and not self.stopping:
                time.sleep(pause)
                self._begin(missing)
                pause = 1 if len(self.pids) == self.crew.size else min(2 * pause, LONGEST)
        _say(self.crew.ended)
        return stood and self.stopping

    def _hear(self) -> None:
        """Who has ended; waits for one, unless there is somebody to replace."""
        pid, status = os.waitpid(-1, 0 if self.stopping or len(self.pids) == self.crew.size else os.WNOHANG)
        if pid in self.pids:  # not what one of them had started
            self.pids.remove(pid)
            if not self.stopping:
                code = os.waitstatus_to_exitcode(status)
                told = {"event": "a process has ended and is replaced", "level": "error", "pid": pid, "code": code}
                print(json.dumps(told), file=sys.stderr, flush=True)

    def _stop(self) -> None:
        self.stopping = True
        self.waiting.close()
        self._send(signal.SIGTERM)
        signal.alarm(self.crew.patience)

    def _send(self, what: signal.Signals) -> None:
        for pid in self.pids:
            os.kill(pid, what)

    def _begin(self, size: int) -> None:
        if (waiting := self.waiting.fileno()) < 0:  # closed: told to stop
            return
        hears, tells = os.pipe()
        given = (waiting, self.kept, tells)
        with subprocess.Popen([*self.crew.nursery, *map(str, given), str(size)], pass_fds=given):
            os.close(tells)
            with os.fdopen(hears) as lines:  # to its end: then each of them hears signals
                self.pids |= {int(line) for line in lines}
        if self.stopping:  # meanwhile
            self._send(signal.SIGTERM)


def _say(sentence: str) -> None:
    if sentence:
        print(sentence, flush=True)


if __name__ == "__main__":
    raise SystemExit(0 if Keeper(Crew(**json.loads(sys.argv[1]))).run() else 1)
