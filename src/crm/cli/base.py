"""What commands stand on: settings, the container, a database that is up to date, and who acts.

The container is imported late: `crm --help` shall not wait for what it does not need.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

import click

from crm import current
from crm.cli.words import Refusal
from crm.current import Actor
from crm.domain.kit.access import Grants
from crm.language import say
from crm.settings import Settings, load

if TYPE_CHECKING:
    from crm.container import Container

SYSTEM = Actor(0, "system", grants=Grants(everything=True))


def container(settings: Settings | None = None, ready: bool = True) -> "Container":
    """The application below the web floor; refuses a database that still has to be migrated."""
    from crm.container import build
    from crm.dao.kit.migration import Migrator

    settings = settings or load()
    settings.app.data.mkdir(mode=0o700, parents=True, exist_ok=True)  # personal data: nobody else's business
    built = build(settings)
    if context := click.get_current_context(silent=True):
        context.call_on_close(built.db().engine.dispose)
    if ready and (pending := Migrator(built.db()).pending()):
        raise Refusal(say("The database waits for {n} migrations: run `crm migrate` first.", n=len(pending)))
    return built


@contextmanager
def acting(built: "Container", account: str | None = None, **more: Any) -> Iterator[Actor]:
    """Act as that user, or as the system itself."""
    actor = SYSTEM
    if account:
        with current.acting(actor=SYSTEM):
            user = built.platform.user().find_one(account)
        found = built.platform.user().actor(user.id) if user else None
        if found is None:
            raise Refusal(say("There is no active user {name}. `crm user list` shows all.", name=account))
        actor = found
    with current.acting(actor=actor, language=current.language(), **more):
        built.platform.field().bring()
        yield actor


def tenants(built: "Container", settings: Settings) -> Any:
    """The companies that the installation serves beside its own; None where it serves one alone."""
    if not settings.tenants.host:
        return None
    from crm.tenants import Tenants

    return Tenants(built, settings)


def as_system() -> AbstractContextManager[Any]:
    """Act as the program itself, in the language of whoever called it."""
    return current.acting(actor=SYSTEM, language=current.language())


@contextmanager
def progress(label: str, length: int) -> Iterator[Any]:
    """Call the result with the number of further steps done: a bar on a terminal, else a line every few seconds."""
    if sys.stderr.isatty():
        with click.progressbar(length=length, label=say(label), file=sys.stderr) as bar:
            yield bar.update
        return
    done, told = 0, time.monotonic()

    def step(n: int = 1) -> None:
        nonlocal done, told
        done += n
        if time.monotonic() - told > 3:
            told = time.monotonic()
            click.echo(f"{say(label)}: {done * 100 // max(length, 1)} %", err=True)

    yield step


@contextmanager
def counted(label: str) -> Iterator[Any]:
    """The same for work that says itself how far it has come: call the result with (done, in all)."""
    bar: Any = None
    told = time.monotonic()

    def heard(done: int, total: int) -> None:
        nonlocal bar, told
        if sys.stderr.isatty():
            bar = bar or click.progressbar(length=total, label=say(label), file=sys.stderr)
            bar.length = max(total, 1)
            bar.update(done - bar.pos)
        elif time.monotonic() - told > 3:
            told = time.monotonic()
            click.echo(f"{say(label)}: {done} / {total}", err=True)

    yield heard
    if bar:
        bar.render_finish()
