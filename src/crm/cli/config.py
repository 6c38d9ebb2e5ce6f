"""`crm config`: the settings files, and the configuration in the database as a document."""

from pathlib import Path
from typing import Any

import click

from crm.cli import base
from crm.cli.words import Commands, Refusal, option, tell
from crm.language import N_, say
from crm.settings import Section, Settings, load, sources

SIGNS = {"added": ("+", "green"), "changed": ("~", "yellow"), "missing": ("-", "red")}


@click.group(
    "config", cls=Commands, invoke_without_command=True,
    help=N_("Every setting: its value, where it comes from, its default and what it does. Secrets are not shown."),
)  # fmt: skip
@option("--changed", is_flag=True, help=N_("Only what differs from the default."))
@click.pass_context
def config_command(context: click.Context, changed: bool) -> None:
    if context.invoked_subcommand is None:
        _list(changed)


@config_command.command("export", help=N_("Write the configuration as a document: to a file, or to standard output."))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, allow_dash=True), default="-")
def export(file: str) -> None:
    built = base.container()
    with base.acting(built), click.open_file(file, "w", encoding="utf-8") as out:
        out.write(built.operation.configuration().export())


def _document(file: str) -> Any:
    from crm.domain.platform.configuration import read

    return read(Path(file).read_bytes())


@config_command.command("diff", help=N_("What differs between a document and this installation."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def diff(file: str) -> None:
    built = base.container()
    with base.acting(built):
        for one in built.operation.configuration().compare(_document(file)):
            _differs(one)


def _differs(one: Any) -> None:
    sign, colour = SIGNS[one.difference.kind]
    click.echo(click.style(f"{sign} {say(one.part.label)}: {one.title}", fg=colour))
    for field, (here, there) in one.difference.fields.items():
        click.echo(f"    {say(one.part.label_of(field))}: {here} → {there}")
    for why in one.unknown:
        click.echo(f"    {say(why)}")


@config_command.command("apply", help=N_("Make this installation as a document says. Nothing is removed without --remove."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@option("--user", "account", required=True, help=N_("The account that does it: with its rights, and its name in the journal."))
@option("--remove", is_flag=True, help=N_("Remove what stands only here."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
def apply(file: str, account: str, remove: bool, yes: bool) -> None:
    built, document = base.container(), _document(file)
    configuration = built.operation.configuration()
    with base.acting(built, account):
        found = [one for one in configuration.compare(document) if remove or one.difference.kind != "missing"]
        for one in found:
            _differs(one)
        if found and not yes and not click.confirm(say("Changes: {n}. Apply them?", n=len(found))):
            raise Refusal(say("Nothing was changed."))
        n = configuration.apply(document, {one.difference.mark for one in found})
    tell("Changes of the configuration applied: {n}.", n=n)


def _list(changed: bool) -> None:
    settings, given = load(), sources()
    for name, section in Settings.model_fields.items():
        made = getattr(settings, name)
        if isinstance(made, Section):
            for key, described in type(made).model_fields.items():
                default = described.get_default(call_default_factory=True)
                where = next((place for place, values in reversed(given) if key in values.get(name, {})), None)
                if not changed or getattr(made, key) != default:
                    _tell(f"{name}.{key}", getattr(made, key), default, where, described.description)
        elif not changed or made != section.default:
            where = next((place for place, values in reversed(given) if name in values), "secret.key")
            _tell(name, made, section.default, where, N_("The key that signs cookies; made once when it is not given."))


def _tell(name: str, value: Any, default: Any, where: str | None, description: str | None) -> None:
    source = {None: say("default"), "environment": say("environment")}.get(where, where)
    click.echo(f"{click.style(name, bold=True)} = {_shown(name, value)}  ({source})")
    if value != default and _shown(name, default):
        click.echo("    " + say("Default: {value}", value=_shown(name, default)))
    if description:
        click.echo(f"    {say(description)}")


def _shown(name: str, value: Any) -> str:
    """Without secrets: neither keys nor the passwords inside addresses."""
    if name in ("secret", "keys") or name.endswith("_token"):
        return "••••" if value else ""
    if name.endswith((".url", ".queue", ".directory")) and "@" in str(value):
        before, _, after = str(value).rpartition("@")
        scheme, _, user = before.partition("://")
        return f"{scheme}://{user.partition(':')[0]}:••••@{after}"
    return ",".join(value) if isinstance(value, tuple) else str(value)
