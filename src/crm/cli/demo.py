"""`crm demo`, and what `crm run --demo` does."""

import os
import secrets
from pathlib import Path
from typing import Any

import click

from crm.cli import base
from crm.cli.words import Refusal, command, option, tell
from crm.language import N_, say
from crm.settings import Settings, load

CUSTOMERS = 300
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


@command("demo", help=N_("Fill an empty database with a demo company: people, customers, contacts and activities."))
@option("--customers", type=click.IntRange(1, 100_000), default=CUSTOMERS, show_default=True, help=N_("How many customers."))
@option("--password", help=N_("The password of all demo users, instead of one made up."))
def demo_command(customers: int, password: str | None) -> None:
    from crm.cli.schema import migrate

    settings = load()
    built = base.container(settings, ready=False)
    migrate(settings, built)
    if not found(settings, built, customers, password):
        raise Refusal(say("Only an empty database can be filled with the demo company."))


def found(settings: Settings, built: Any, customers: int = CUSTOMERS, password: str | None = None) -> bool:
    """Found the demo company when the database is empty; tells who may sign in when it is there."""
    from crm.service.customer.demo import DemoService
    from crm.service.sales.demo import rooms

    empty = built.platform.setup().needed()
    if empty:
        password = password or "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
        service = DemoService(built.db(), built.records(), built.platform.setup(), built.platform.auth(), rooms=rooms(built))
        with base.progress(N_("Filling in the demo company"), customers) as step:
            service.found(customers, password, step)
        _keep(settings.app.data, password)
    _tell_accounts(settings.app.data, built)
    return empty


def _keep(data: Path, password: str) -> None:
    """So that the next start can tell it again; readable by the owner alone."""
    descriptor = os.open(data / "demo.key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)


def _tell_accounts(data: Path, built: Any) -> None:
    from crm.service.customer.demo import SHOWN

    try:
        password = (data / "demo.key").read_text().strip()
    except FileNotFoundError:
        tell("The database is not empty: it was left as it is.")
        return
    tell("Sign in to the demo company with one of these accounts:")
    with base.acting(built):
        users = [built.platform.user().find_one(account) for account in SHOWN]
    for user in users:
        if user:
            click.echo(f"  {user.account:<10}{password}    {user.name} · {user.title}")
