"""`crm maintenance`: close the program for a while, and open it again."""

import click

from crm.cli import base
from crm.cli.words import Commands, option, tell
from crm.language import N_


@click.group("maintenance", cls=Commands, help=N_("Close the system to everybody but administrators, and open it again."))
def maintenance_command() -> None:
    pass


@maintenance_command.command("on", help=N_("Begin maintenance, or say something else while it is on."))
@option("--zh", help=N_("The message in Chinese."))
@option("--en", help=N_("The message in English."))
@option("--until", help=N_("When it is expected to end, such as 2026-11-22 23:00 or +2h."))
@option("--jobs", is_flag=True, help=N_("Mail, reminders and imports go on."))
def on(zh: str | None, en: str | None, until: str | None, jobs: bool) -> None:
    built = base.container()
    with base.acting(built):
        built.operation.maintenance().begin({"zh": zh, "en": en, "until": until, "jobs": jobs})
    tell("Maintenance is on. People see your message within a few seconds.")


@maintenance_command.command("off", help=N_("End maintenance."))
def off() -> None:
    built = base.container()
    with base.acting(built):
        built.operation.maintenance().end()
    tell("Maintenance is over.")
