"""What answers requests: waitress, in one process or in several."""

import contextlib
import ctypes
import errno
import gc
import logging
import os
import resource
import select
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NoReturn

import structlog

from crm.crew import Crew, bound
from crm.nursery import nurse, stop_signal
from crm.settings import Settings, load

CONNECTIONS = 4000  # that are kept open at once, one or more for each browser; few of them ask at a time
SPARE = 200  # descriptors for files, databases and sockets of the program's own
STOPS_IN = 30  # seconds that requests and jobs under way are given
TIDIES = 60  # seconds between two times that free memory goes back to the system
SPEAKS_IN = 1  # seconds in which whoever has just connected says what he wants


class PortTaken(Exception):
    """Somebody else listens on that port already."""


def check_port(settings: Settings) -> None:
    """Raise PortTaken before anything else is done."""
    try:
        bound(settings.server.host, settings.server.port).close()
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken from error
        raise


def serve(settings: Settings, listening: Callable[[str], None]) -> None:
    """Answer requests in this process until SIGINT or SIGTERM; `listening` is told the address once they can come."""
    stopped = stop_signal()
    app = application(settings)
    sockets: dict[int, Any] = {}
    server = listener(settings, app, sockets)
    with jobs(app.container, settings.jobs.workers, app.tenants):
        listening(address(settings.server.host, server.effective_port))
        answer(server, sockets, stopped)
        server.close()


def keep(settings: Settings, begun: str, ended: str) -> NoReturn:
    """Become the keeper of several processes that answer; what it says when they stand, and when all have stopped."""
    server = settings.server
    os.environ |= {"CRM_SERVER__HOST": server.host, "CRM_SERVER__PORT": str(server.port)}  # the nursery reads its settings anew
    nursery = (sys.executable, "-P", "-m", "crm.serve")
    Crew(server.host, server.port, server.workers, nursery, begun, ended, 2 * STOPS_IN).keep()


def made(settings: Settings) -> Any:
    """The application, and what nearly every page needs. No connection is handed on: each process opens its own."""
    app = application(settings)
    _ready(app)
    app.container.db().engine.dispose()
    if app.tenants:
        app.tenants.service.db.engine.dispose()
    return app


def answer_beside(settings: Settings, app: Any, waiting: socket.socket, stopped: threading.Event) -> None:
    """Answer as one of several processes, with its share of the threads that answer and of those that run jobs."""
    sockets: dict[int, Any] = {}
    server = listener(settings, app, sockets, waiting)
    with jobs(app.container, _share(settings.jobs.workers, settings), app.tenants):
        answer(server, sockets, stopped)
        server.close()


def _share(threads: int, settings: Settings) -> int:
    """Of so many threads those of one process: each takes memory for itself, for its connection and for what it had at once."""
    return -(-threads // settings.server.workers)


def listener(settings: Settings, app: Any, sockets: dict[int, Any], waiting: socket.socket | None = None) -> Any:
    """A server that listens, on a socket of its own or on the one that several share; `sockets` gets all that it opens."""
    from waitress.server import create_server

    server = settings.server
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # somebody waits for a moment whenever all threads are at work
    where = {"sockets": [waiting]} if waiting else {"host": server.host, "port": server.port}
    return create_server(
        app, map=sockets, **where, threads=_share(server.threads, settings), ident="crm", connection_limit=_connections(),
        clear_untrusted_proxy_headers=not server.proxies,  # else ours would be taken away too: who asks, and that it was by TLS
    )  # fmt: skip


def answer(server: Any, sockets: dict[int, Any], stopped: threading.Event) -> None:
    """Answer until told to stop. Then nobody new is let in, so that whoever stands in front asks another instance; who is being
    answered is answered to the end."""
    from waitress import wasyncore
    from waitress.server import BaseWSGIServer

    tidied = time.monotonic()
    while not stopped.is_set():
        wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)
        if time.monotonic() - tidied > TIDIES:
            _give_back()
            tidied = time.monotonic()
    for one in [one for one in sockets.values() if isinstance(one, BaseWSGIServer)]:
        while _speaks(one.socket):  # who has come already
            one.handle_accept()
        wasyncore.dispatcher.close(one)  # the listening socket alone: threads still wake the loop
    end = time.monotonic() + STOPS_IN
    while _leaving(sockets) and time.monotonic() < end:
        wasyncore.loop(timeout=0.05, use_poll=True, map=sockets, count=1)
    server.task_dispatcher.shutdown()


def _speaks(one: socket.socket) -> bool:
    """Whether something has come that was not read yet. `select` knows no more than 1,024 descriptors."""
    poll = select.poll()
    poll.register(one, select.POLLIN)
    return bool(poll.poll(0))


def _connections() -> int:
    """How many may be open at once: a system lets a process have a thousand descriptors unless it asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = CONNECTIONS + SPARE
    if soft != resource.RLIM_INFINITY and soft < most:
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(min(CONNECTIONS, soft - SPARE), SPARE // 2)


def _leaving(sockets: dict[int, Any]) -> bool:
    """Close what is idle, and let each that is being answered be told that its connection ends with that; whether there are any."""
    from waitress.channel import HTTPChannel

    channels = [one for one in sockets.values() if isinstance(one, HTTPChannel)]
    for request in [request for one in channels for request in one.requests]:
        request.headers["CONNECTION"] = "close"
    for one in channels:
        asked = one.requests or one.request or one.total_outbufs_len or _speaks(one.socket)
        if not asked and time.time() - one.creation_time > SPEAKS_IN:
            one.handle_close()
    return any(one.connected for one in channels)


def _ready(app: Any) -> None:
    """Make what nearly every page needs, once for all workers: each would keep 20 MB of its own for it."""
    from crm import language
    from crm.domain.kit import pinyin

    pinyin.readings("")
    for name in language.LOCALES:
        language.catalogue(name)
    for name in app.jinja_env.list_templates():
        if name.startswith(("kit/", "record/")) or "/" not in name:
            app.jinja_env.get_template(name)
    app.test_client().get("/sign-in")  # routes and sessions make much of theirs for the first who comes


@contextlib.contextmanager
def jobs(container: Any, threads: int, tenants: Any = None) -> Iterator[None]:
    """Run jobs in threads for the length of the block, those of all tenants too, and write down what statements take."""
    from crm.service.platform.job_worker import Workers
    from crm.service.platform.load import Flushing
    from crm.tenants.workers import TenantWorkers

    workers: list[Workers | TenantWorkers] = [Workers(container, threads), *([TenantWorkers(tenants, threads)] if tenants else [])]
    with Flushing(container.operation.load()):
        for one in workers:
            one.start()
        try:
            yield
        finally:
            for one in workers:
                one.stop()


def application(settings: Settings) -> Any:
    """The WSGI application."""
    from crm.app import create_app

    made = create_app(settings)
    for page in made.blueprints.values():
        page.deferred_functions.clear()  # how it would be registered with a second application: 4 MB
    settle()
    return made


M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of glibc's malloc.h


def settle() -> None:
    """What stands when the program has started stays: the collector need not walk through it again and again. What is needed
    for a moment is given back: to check a password takes 19 MB, which glibc would keep for each thread. A heap for each thread
    would be worn into holes by itself: 40 MB in eight thousand pages, where two heaps for all grew by 14 and were no slower."""
    with contextlib.suppress(AttributeError, OSError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, 4_000_000)
        mallopt(M_ARENA_MAX, 2)
    structlog.configure(cache_logger_on_first_use=True)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _give_back() -> None:
    """What lies free between things in use: the C library keeps it, and a process would grow by a megabyte in two thousand pages."""
    with contextlib.suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


if __name__ == "__main__":  # a nursery
    chosen = load()
    nurse(partial(made, chosen), partial(answer_beside, chosen), sys.argv[1:])
