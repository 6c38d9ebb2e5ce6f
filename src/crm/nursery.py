"""A nursery: makes the application, forks those who answer with it, and ends. The keeper is told their numbers."""

import gc
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any

BACKLOG = 1024  # of those who come at once and wait to be let in
Work = Callable[[Any, socket.socket, threading.Event], None]


def nurse(make: Callable[[], Any], work: Work, given: list[str]) -> None:
    """`make` makes the application, once for all; `work` answers with it on the socket until the event is set. `given` is what the
    keeper says: the socket's descriptor, that of a pipe which ends with the keeper, that of a pipe for the numbers, how many."""
    waiting, kept, tells, size = map(int, given)
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, signal.SIG_IGN)  # the keeper hears them, and tells whoever has come by then
    app = make()
    gc.collect()
    gc.freeze()
    for _ in range(size):
        pid = os.fork()
        if not pid:
            _end_with(lambda: _answer(app, work, socket.socket(fileno=waiting), kept, tells))
        os.write(tells, f"{pid}\n".encode())


def _answer(app: Any, work: Work, waiting: socket.socket, kept: int, tells: int) -> None:
    stopped = stop_signal()
    waiting.listen(BACKLOG)
    os.close(tells)  # not before: when all have closed it, the keeper says that they stand, and sends signals
    threading.Thread(target=_miss, args=(kept, stopped), daemon=True).start()
    work(app, waiting, stopped)


def _miss(kept: int, stopped: threading.Event) -> None:
    os.read(kept, 1)
    stopped.set()


def _end_with(do: Callable[[], None]) -> None:
    """Do it and end here: what stands further up the stack is the nursery's."""
    code = 1
    try:
        do()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def apart(do: Callable[[], None]) -> None:
    """Do it in a process of its own, so that nothing of it stays in this one. Its exceptions run up its own stack; here they are a
    SystemExit with its code."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        do()
        raise SystemExit(0)
    _, status = os.waitpid(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(code)


def stop_signal() -> threading.Event:
    """Set by SIGINT or SIGTERM from now on; to be had before anybody is told that there is something to stop."""
    stopped = threading.Event()
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: stopped.set())
    return stopped
