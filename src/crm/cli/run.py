"""`crm run` and `crm worker`."""

import contextlib
import os
from typing import Any

import click

from crm.cli import base
from crm.cli.words import Refusal, command, option, tell
from crm.language import N_, say
from crm.nursery import apart, stop_signal
from crm.settings import Settings, load


@command("run", help=N_("Start the CRM and print its address. Sets up or updates the database first."))
@option("--demo", is_flag=True, help=N_("Fill an empty database with a demo company."))
@option("--host", help=N_("The address to listen on; 0.0.0.0 for all of this machine's."))
@option("--port", type=click.IntRange(1, 65535), help=N_("The port to listen on."))
@option("--reload", is_flag=True, help=N_("For developers: start anew whenever the source changes."))
def run_command(demo: bool, host: str | None, port: int | None, reload: bool) -> None:
    from crm import serve

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = load("development" if reload else None, server=given)
    inner = os.environ.get("WERKZEUG_RUN_MAIN") == "true"
    if not inner:
        with _sentence_for_taken_port(settings):
            serve.check_port(settings)
        if settings.server.workers > 1:
            apart(lambda: _prepare(settings, demo))  # else all of it would stay in the process that only watches over the others
        else:
            _prepare(settings, demo)
    if reload:
        _reload(settings, inner)
    elif settings.server.workers > 1:
        server = settings.server
        serve.keep(settings, _running(settings, serve.address(server.host, server.port)), say("Stopped."))
    else:
        serve.serve(settings, lambda address: _told(settings, address))
        tell("Stopped.")


def _prepare(settings: Settings, demo: bool) -> None:
    """Bring the database up to date; nothing of this stays open when the server starts."""
    from crm.cli.schema import migrate

    built = base.container(settings, ready=False)
    migrate(settings, built)
    if demo:
        from crm.cli.demo import found

        found(settings, built)
    built.db().engine.dispose()


def _told(settings: Settings, address: str) -> None:
    click.echo(_running(settings, address))


def _running(settings: Settings, address: str) -> str:
    return say("{name} is running at {address} (Ctrl+C stops it)", name=settings.app.name, address=address)


@contextlib.contextmanager
def _sentence_for_taken_port(settings: Settings) -> Any:
    from crm.serve import PortTaken

    try:
        yield
    except PortTaken:
        port = settings.server.port
        other = port + 1 if port < 65535 else 8000
        sentence = say("Port {port} is taken by another program. Choose another: crm run --port {other}", port=port, other=other)
        raise Refusal(sentence) from None


def _reload(settings: Settings, inner: bool) -> None:
    from werkzeug.serving import run_simple

    from crm.serve import address, application, jobs

    host, port = settings.server.host, settings.server.port
    if not inner:  # the parent only watches the files
        _told(settings, address(host, port))
        return run_simple(host, port, lambda environ, answer: (), use_reloader=True)
    app = application(settings)
    with jobs(app.container, settings.jobs.workers, app.tenants):
        run_simple(host, port, app, use_reloader=True, threaded=True)


@command("worker", help=N_("Run jobs in a process of its own, for servers that run none (jobs.workers = 0)."))
@option("--threads", type=click.IntRange(1, 64), help=N_("How many jobs at a time."))
def worker_command(threads: int | None) -> None:
    from crm import serve

    settings = load()
    stopped = stop_signal()
    built = base.container(settings)
    with serve.jobs(built, threads or settings.jobs.workers or 1, base.tenants(built, settings)):
        tell("Waiting for jobs (Ctrl+C stops it)")
        stopped.wait()
    tell("Stopped.")
