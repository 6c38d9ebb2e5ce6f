"""`crm backup` and `crm restore`."""

from pathlib import Path
from typing import Any

import click

from crm import language
from crm.cli import base
from crm.cli.words import Refusal, command, option, tell
from crm.language import N_, say
from crm.settings import Settings, load


@command("backup", help=N_("Write the whole database into one checked archive, also while the CRM is running."))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(file: Path) -> None:
    if file.exists():
        raise Refusal(say("{file} is there already. Please choose another name.", file=file))
    built = base.container(ready=False)
    with base.progress(N_("Copying"), 100) as step:
        manifest, files = built.platform.backup().save(file, load().app.data, _steps(step))
    rows = language.number(sum(manifest.counts.values()))
    tell("{file}: {size}, {rows} rows in {tables} tables, read back and found whole.",
         file=file, size=language.size(file.stat().st_size), rows=rows, tables=len(manifest.counts))  # fmt: skip
    if files:
        tell("Uploaded files in it: {n}.", n=language.number(files))
    tell("The key file secret.key is not part of it: keep a copy of it somewhere else.")


def _steps(step: Any) -> Any:
    """Pages left of all, as hundredths done."""
    told = 0

    def heard(left: int, total: int) -> None:
        nonlocal told
        done = 100 - left * 100 // max(total, 1)
        step(done - told)
        told = done

    return heard


@command("restore", help=N_("Put a backup in the place of the database. It is checked first, and the old database is kept."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--into", help=N_("Another data folder, or the address of another PostgreSQL database, instead of ours."))
@option("--check", is_flag=True, help=N_("Only check the backup; change nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
def restore_command(file: Path, into: str | None, check: bool, yes: bool) -> None:
    settings = _elsewhere(load(), into) if into else load()
    if not (check or yes):
        click.confirm(say("Put {file} in the place of the database {name}?", file=file, name=_shown(settings)), abort=True)
    service = base.container(settings, ready=False).platform.backup()
    manifest, kept = service.restore(file, settings.app.data, check)
    tell("The backup of {when} (program {version}) is whole.", when=manifest.made_at, version=manifest.program)
    if kept:
        tell("The database as it was is kept: {path}", path=kept)
    if not check:
        tell("Restored into {name}. Start the CRM with `crm run`; it updates the database if need be.", name=_shown(settings))


def _elsewhere(settings: Settings, into: str) -> Settings:
    """The same settings, but for where the data is."""
    if "://" in into:
        return settings.model_copy(update={"database": settings.database.model_copy(update={"url": into})})
    app = settings.app.model_copy(update={"data": Path(into)})
    return settings.model_copy(update={"app": app, "database": settings.database.model_copy(update={"url": ""})})


def _shown(settings: Settings) -> str:
    """The address without its password."""
    url = settings.database_url
    before, at, after = url.rpartition("@")
    return f"{before.rpartition(':')[0]}@{after}" if at and before.count(":") > 1 else url
