"""`crm doctor`."""

from collections.abc import Callable, Iterable, Iterator

import click

from crm.cli import base
from crm.cli.words import Refusal, command, option
from crm.language import N_, say
from crm.service.platform.doctor import Finding
from crm.settings import load

MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


@command("doctor", help=N_("Look for what is unsafe, damaged or about to run out, and say how to put it right."))
@option("--chain", is_flag=True, help=N_("Read the whole journal too, and check that nobody changed it."))
def doctor_command(chain: bool) -> None:
    settings = load()
    built = base.container(settings, ready=False)
    bad = 0
    kept = built.sales.opportunity_tally().findings, built.sales.dashboard().findings
    for finding in chain_of(built.platform.doctor().findings(settings, chain), *kept):
        mark, colour = MARKS[finding.state]
        click.echo(f"{click.style(mark, fg=colour)} {say(finding.subject)}: {say(finding.words)}")
        bad += finding.state == "bad"
    if bad:
        raise Refusal(say("{n} things must be put right.", n=bad), expected=False)


def chain_of(findings: Iterable[Finding], *more: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """What the areas keep is looked at only in a database that is whole."""
    whole = True
    for finding in findings:
        whole = whole and finding.state != "bad"
        yield finding
    for look in more if whole else ():
        yield from look()
