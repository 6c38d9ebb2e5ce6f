"""`crm doctor`."""

import click

from crm.cli import base
from crm.cli.words import Refusal, command, option
from crm.language import N_, say
from crm.settings import load

MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


@command("doctor", help=N_("Look for what is unsafe, damaged or about to run out, and say how to put it right."))
@option("--chain", is_flag=True, help=N_("Read the whole journal too, and check that nobody changed it."))
def doctor_command(chain: bool) -> None:
    settings = load()
    service = base.container(settings, ready=False).platform.doctor()
    bad = 0
    for finding in service.findings(settings, chain):
        mark, colour = MARKS[finding.state]
        click.echo(f"{click.style(mark, fg=colour)} {say(finding.subject)}: {say(finding.words)}")
        bad += finding.state == "bad"
    if bad:
        raise Refusal(say("{n} things must be put right.", n=bad), expected=False)
