"""`crm config`."""

from typing import Any

import click

from crm.cli.words import command, option
from crm.language import N_, say
from crm.settings import Section, Settings, load, sources


@command("config", help=N_("Every setting: its value, where it comes from, its default and what it does. Secrets are not shown."))
@option("--changed", is_flag=True, help=N_("Only what differs from the default."))
def config_command(changed: bool) -> None:
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
    if name == "secret" or name.endswith("_token"):
        return "••••" if value else ""
    if name.endswith((".url", ".queue")) and "@" in str(value):
        before, _, after = str(value).rpartition("@")
        scheme, _, user = before.partition("://")
        return f"{scheme}://{user.partition(':')[0]}:••••@{after}"
    return ",".join(value) if isinstance(value, tuple) else str(value)
