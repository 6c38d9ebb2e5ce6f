"""`crm tenant`: the companies of an installation that serves many."""

import os
from pathlib import Path
from typing import Any

import click

from crm import language
from crm.cli import base
from crm.cli.words import Commands, Refusal, option, tell
from crm.domain.platform.brand import LARGEST
from crm.domain.platform.tenant import LIMITS, STATES
from crm.language import N_, say
from crm.settings import Settings, load

NAME = click.argument("name")
YES = option("--yes", is_flag=True, help=N_("Do not ask."))


@click.group("tenant", cls=Commands, help=N_("Companies that one installation serves, each with a database of its own."))
def tenant_command() -> None:
    pass


def operator() -> Any:
    """Does it; refuses an installation that serves one company."""
    from crm.tenants.operate import Operator

    settings = load()
    if not settings.tenants.host:
        raise Refusal(say("This installation serves one company. To serve many, set tenants.host to the host name of your own."))
    return Operator(base.tenants(base.container(settings), settings))


@tenant_command.command("create", help=N_("A new company with an empty database; whoever opens its address first sets it up."))
@NAME
@option("--host", required=True, help=N_("The host name that leads to it."))
@option("--title", help=N_("What the company is called; the name if it is not given."))
@option("--database", help=N_("The address of its database: sqlite:///… or postgresql://…?schema=…; without it one beside our own."))
@option("--language", type=click.Choice(("zh", "en")), default="zh", help=N_("The language before anybody signs in."))
@option("--timezone", default="Asia/Shanghai", help=N_("The time zone of new users."))
def create(name: str, host: str, title: str | None, database: str | None, language: str, timezone: str) -> None:
    with base.as_system():
        made = operator().create(name, host, title or name, database, language, timezone)
    tell("{name} is served at {host}.", name=made.name, host=made.host)


@tenant_command.command("list", help=N_("All companies: name, host, state, where the database is, and what hinders the last upgrade."))
def list_tenants() -> None:
    found = operator()
    for tenant in found.service.listed(10_000):
        place = found.shown(tenant)
        parts = [tenant.name, tenant.host, say(STATES[tenant.state][0]), str(tenant.migration or "-"), place, tenant.title]
        click.echo("\t".join([*parts, *([tenant.trouble] if tenant.trouble else [])]))


@tenant_command.command("change", help=N_("Change what was agreed; an empty value takes a limit away."))
@NAME
@option("--host", help=N_("The host name that leads to it."))
@option("--title", help=N_("What the company is called; the name if it is not given."))
@option("--colour", help=N_("Of its buttons and links, such as #1f6feb."))
@option("--logo", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=N_("A PNG or JPEG file with its logo."))
@option("--no-logo", is_flag=True, help=N_("Take its logo away."))
@option("--people", help=N_("At most so many people who may sign in."))
@option("--records", help=N_("At most so many records."))
@option("--storage", help=N_("At most so many megabytes of files."))
@option("--requests", help=N_("At most so many requests in a minute."))
def change(name: str, logo: Path | None, no_logo: bool, **given: str | None) -> None:
    with base.as_system():
        service = operator().service
        if logo or no_logo:
            service.put_logo(name, _picture(logo) if logo else None)
        made = service.change(name, {key: value for key, value in given.items() if value is not None}, service.get(name).version)
    limits = ", ".join(f"{key} {getattr(made, key) or '-'}" for key in LIMITS)
    click.echo(f"{made.name}\t{made.host}\t{made.title}\t{limits}")


def _picture(path: Path) -> bytes:
    """No more of it than is refused."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


@tenant_command.command("suspend", help=N_("Let nobody of a company in. --undo opens it again."))
@NAME
@option("--undo", is_flag=True, help=N_("Let the people in again."))
def suspend(name: str, undo: bool) -> None:
    with base.as_system():
        operator().suspend(name, undo)
    tell(N_("{name} is open again.") if undo else N_("{name} is suspended: nobody is let in."), name=name)


@tenant_command.command(
    "backup", help=N_("A sealed archive of one company, restored into a scratch copy to check it; it goes on being served.")
)
@NAME
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def backup(name: str, file: Path | None) -> None:
    if file and file.exists():
        raise Refusal(say("{file} is there already. Please choose another name.", file=file))
    with base.as_system():
        path, checked = operator().backup(name, file)
    tell("{file}: {size}, {rows} rows in {tables} tables, restored into a scratch copy and found whole.",
         file=path, size=language.size(path.stat().st_size), rows=language.number(checked.rows), tables=checked.tables)  # fmt: skip


@tenant_command.command(
    "restore", help=N_("Put a backup in the place of one company's database; the others go on. The old database is kept.")
)
@NAME
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@YES
def restore(name: str, file: Path, yes: bool) -> None:
    if not yes:
        click.confirm(say("Put {file} in the place of the database {name}?", file=file, name=name), abort=True)
    with base.as_system():
        kept = operator().restore(name, file)
    tell("{name} is as it was in {file}.", name=name, file=file)
    if kept:
        tell("The database as it was is kept: {path}", path=kept)


@tenant_command.command("move", help=N_("Take one company to another place, such as another PostgreSQL server; the others go on."))
@NAME
@click.argument("place")
def move(name: str, place: str) -> None:
    with base.as_system():
        checked = operator().move(name, place)
    tell("{name} was moved: {rows} rows in {tables} tables stand there, the journal is whole.",
         name=name, rows=language.number(checked.rows), tables=checked.tables)  # fmt: skip
    tell("The old database can only be read. When all is well: crm tenant confirm {name}; to return: crm tenant back {name}", name=name)


@tenant_command.command("confirm", help=N_("After a move: take away the database that was left behind."))
@NAME
def confirm(name: str) -> None:
    with base.as_system():
        operator().confirm(name)
    tell("What {name} left behind is gone.", name=name)


@tenant_command.command("back", help=N_("After a move: return to the old database. What was written since is lost."))
@NAME
@YES
def back(name: str, yes: bool) -> None:
    if not yes:
        click.confirm(say("Return {name} to its old database? What was written since the move is lost.", name=name), abort=True)
    with base.as_system():
        operator().back(name)
    tell("{name} is served from its old database again.", name=name)


@tenant_command.command("remove", help=N_("Take a company's database, files and backups away, for good."))
@NAME
@option("--keep", type=click.Path(dir_okay=False, path_type=Path), help=N_("Write a last backup into this file first."))
@YES
def remove(name: str, keep: Path | None, yes: bool) -> None:
    if not yes and click.prompt(say("All data of {name} will be gone. Type its name to go on", name=name)) != name:
        raise click.Abort
    with base.as_system():
        found = operator()
        if keep:
            found.backup(name, keep)
            tell(
                "A last backup: {file}. It opens with this secret alone: {secret}",
                file=keep,
                secret=found.service.secret(found.service.get(name)),
            )
        found.remove(name)
    tell("{name} is removed.", name=name)


@tenant_command.command(
    "do", help=N_("Run any other command for one company: crm tenant do acme user list."), context_settings={"ignore_unknown_options": True}
)
@NAME
@click.argument("command", nargs=-1, type=click.UNPROCESSED, required=True)
def do(name: str, command: tuple[str, ...]) -> None:
    from crm.cli import crm

    with base.as_system():
        found = operator()
        settings: Settings = found.tenants.settings_of(found.service.get(name))
    os.environ.update(_environment(settings))
    crm(list(command), prog_name="crm", standalone_mode=True)


def _environment(settings: Settings) -> dict[str, str]:
    """The settings of a company as the environment would say them."""
    app, server, database = settings.app, settings.server, settings.database
    return {
        "CRM_APP__NAME": app.name, "CRM_APP__LOGO": "", "CRM_APP__DATA": str(app.data),
        "CRM_APP__LANGUAGE": app.language, "CRM_APP__TIMEZONE": app.timezone,
        **({"CRM_APP__BACKUPS": str(app.backups)} if app.backups else {}),
        "CRM_SERVER__ADDRESS": server.address, "CRM_DATABASE__URL": database.url, "CRM_TENANTS__HOST": "", "CRM_SECRET": settings.secret,
    }  # fmt: skip
