"""`crm doctor`."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from crm.cli import base
from crm.cli.words import Refusal, command, option
from crm.domain.platform.chain import BROKEN, CHAINS, Verified
from crm.language import N_, Words, say
from crm.service.platform.doctor import Finding
from crm.settings import load

MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


@command("doctor", help=N_("Look for what is unsafe, damaged or about to run out, and say how to put it right."))
@option("--chain", is_flag=True, help=N_("Read the whole journal and all security events too, and check that nobody changed them."))
@option("--resume", is_flag=True, help=N_("With --chain: only what was written since the last time it was found whole."))
@option("--first", type=int, help=N_("With --chain: only the journal, from the change set with this number."))
@option("--last", type=int, help=N_("With --chain: only the journal, up to the change set with this number."))
@option("--new-mark", is_flag=True, help=N_("With --chain: forget how far it was found whole before."))
def doctor_command(chain: bool, resume: bool, first: int | None, last: int | None, new_mark: bool) -> None:
    settings = load()
    built = base.container(settings, ready=False)
    kept: list[Callable[[], Iterable[Finding]]] = [
        lambda: built.platform.doctor_safe().findings(settings, os.environ),
        built.sales.opportunity_tally().findings, built.sales.dashboard().findings, built.identity.source().findings,
    ]  # fmt: skip
    if chain:
        chains = built.trace.chain()
        if new_mark:
            kept.append(lambda: chains.forget() or ())
        ranged = first is not None or last is not None
        kept.append(lambda: [_ranged(chains, first or 1, last)] if ranged else (_whole(chains, name, resume) for name in CHAINS))
    bad = 0
    for finding in chain_of(built.platform.doctor().findings(settings), *kept):
        mark, colour = MARKS[finding.state]
        click.echo(f"{click.style(mark, fg=colour)} {say(finding.subject)}: {say(finding.words)}")
        bad += finding.state == "bad"
    if bad:
        raise Refusal(say("{n} things must be put right.", n=bad), expected=False)


def _whole(chains: Any, name: str, resume: bool) -> Finding:
    with base.counted(CHAINS[name]) as progress:
        return _finding(chains.verify(name, progress, whole=not resume))


def _ranged(chains: Any, first: int, last: int | None) -> Finding:
    total = (last or chains.reader.head("journal").change_set_id) - first + 1  # their numbers have gaps: the bar may jump at its end
    with base.counted(CHAINS["journal"]) as progress:
        return _finding(chains.reader.follow_from(first, last, lambda found: progress(found.count, total)))


def _finding(found: Verified) -> Finding:
    subject = CHAINS[found.name]
    if found.broken:
        words = Words("No. {id} is not as it was written: {why} Whole up to no. {through}.",
                      id=found.broken_id, why=Words(BROKEN[found.broken]), through=found.through_id)  # fmt: skip
        return Finding("bad", subject, words)
    return Finding("ok", subject, Words("In order. {n} rows, the last one is no. {id}.", n=found.count, id=found.through_id))


def chain_of(findings: Iterable[Finding], *more: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """What the areas keep is looked at only in a database that is whole."""
    whole = True
    for finding in findings:
        whole = whole and finding.state != "bad"
        yield finding
    for look in more if whole else ():
        yield from look()
