"""The `crm` command. Each command stands in a file of its own and is loaded when it is called for."""

import importlib
from typing import Any

import click

from crm import current
from crm.cli.words import Commands, Option, speak, spoken
from crm.language import N_

# Command -> the file it stands in.
COMMANDS = {
    "run": "run", "worker": "run", "demo": "demo", "import": "transfer", "export": "transfer", "user": "user",
    "upgrade": "schema", "migrate": "schema",
    "backup": "backup", "restore": "backup", "keys": "keys", "tenant": "tenant", "doctor": "doctor", "config": "config",
    "maintenance": "maintenance",
    "routes": "routes", "sql": "routes",
}  # fmt: skip


class Main(Commands):
    """The commands, in the order in which one meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"crm.cli.{COMMANDS[name]}")
        return getattr(module, f"{name}_command")


@click.group(
    cls=Main,
    help=N_("Customers, contacts and all that happens with them. Each command explains itself with --help."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="crm", message="crm %(version)s", cls=Option, help=N_("Show the version."))
def crm() -> None:
    pass


def main(*args: Any, **more: Any) -> Any:
    """Run the program in the language of whoever called it."""
    speak()
    with current.acting(language=spoken(), source="command"):
        return crm(*args, prog_name="crm", **more)
