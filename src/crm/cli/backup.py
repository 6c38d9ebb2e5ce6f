"""`crm backup` and `crm restore`."""

from pathlib import Path
from typing import Any

import click

from crm import language
from crm.cli import base
from crm.cli.words import Refusal, command, option, tell
from crm.domain.platform.backup import Checked
from crm.language import N_, say
from crm.settings import Settings, load


@command("backup", help=N_("Write the whole database into one sealed archive that is restored to check it, also while the CRM is running."))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def backup_command(file: Path | None) -> None:
    if file and file.exists():
        raise Refusal(say("{file} is there already. Please choose another name.", file=file))
    built = base.container(ready=False)
    with base.progress(N_("Copying"), 100) as step:
        path, checked = _given(built, file, _steps(step)) if file else _kept(built, _steps(step))
    tell("{file}: {size}, {rows} rows in {tables} tables, restored into a scratch copy and found whole.",
         file=path, size=language.size(path.stat().st_size), rows=language.number(checked.rows), tables=checked.tables)  # fmt: skip
    if checked.files:
        tell("Uploaded files in it: {n}.", n=language.number(checked.files))
    tell("It is sealed under the program's secret, which is not part of it: keep a copy of secret.key somewhere else.")


def _given(built: Any, file: Path, step: Any) -> tuple[Path, Checked]:
    built.platform.backup().save(file, load().app.data, step)
    return file, built.platform.backup().check(file)[1]


def _kept(built: Any, step: Any) -> tuple[Path, Checked]:
    """Into the folder of backups, as every night."""
    store = built.operation.backup_store()
    made = store.make(step)
    if made.error or made.checked is None:
        why = say(made.error or "")
        raise Refusal(say("The backup {name} was made, but could not be restored: {why}", name=made.name, why=why), expected=False)
    return store.folder / made.name, made.checked


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
@option(
    "--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=N_("The secret.key that it was made under, if not ours.")
)
@option("--check", is_flag=True, help=N_("Only check the backup; change nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
def restore_command(file: Path, into: str | None, key: Path | None, check: bool, yes: bool) -> None:
    settings = _elsewhere(load(), into) if into else load()
    if key:
        settings = settings.model_copy(update={"secret": key.read_text(encoding="utf-8").strip()})
    if not (check or yes):
        click.confirm(say("Put {file} in the place of the database {name}?", file=file, name=_shown(settings)), abort=True)
    service = base.container(settings, ready=False).platform.backup()
    manifest, kept = (service.check(file)[0], None) if check else service.restore(file, settings.app.data)
    tell("The backup of {when} (program {version}) is whole.", when=manifest.made_at, version=manifest.program)
    if kept:
        tell("The database as it was is kept: {path}", path=kept)
    if not check:
        tell("Restored into {name}. Start the CRM with `crm run`; it updates the database if need be.", name=_shown(settings))
    if key and not check:
        tell("Go on with that secret: what is sealed in the database opens with no other.")


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
