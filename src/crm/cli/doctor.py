"""`crm doctor`."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from crm import current
from crm.cli import base
from crm.cli.words import Refusal, command, option
from crm.domain.platform.chain import BROKEN, CHAINS, Verified
from crm.language import N_, Words, say
from crm.service.platform.doctor import BEHIND, Finding
from crm.settings import load

# Severity -> (mark, colour, heading), the gravest first.
SEVERITIES = {
    "bad": ("✗", "red", N_("To be put right now")),
    "warn": ("!", "yellow", N_("Works, but should be seen to")),
    "ok": ("✓", "green", N_("In good order")),
}


@command("doctor", help=N_("Look for what is unsafe, damaged or about to run out, and say how to put it right."))
@option("--chain", is_flag=True, help=N_("Read the whole journal and all security events too, and check that nobody changed them."))
@option("--resume", is_flag=True, help=N_("With --chain: only what was written since the last time it was found whole."))
@option("--first", type=int, help=N_("With --chain: only the journal, from the change set with this number."))
@option("--last", type=int, help=N_("With --chain: only the journal, up to the change set with this number."))
@option("--new-mark", is_flag=True, help=N_("With --chain: forget how far it was found whole before."))
@option("--strict", is_flag=True, help=N_("What should be seen to makes the exit code 1 too."))
@option("--json", "as_json", is_flag=True, help=N_("For programs: one JSON object."))
def doctor_command(chain: bool, resume: bool, first: int | None, last: int | None, new_mark: bool, strict: bool, as_json: bool) -> None:
    """Exit code 0: nothing to put right; 1: something is, or the database does not answer; 2: it was called wrongly."""
    settings = load()
    built = base.container(settings, ready=False)
    kept: list[Callable[[], Iterable[Finding]]] = [
        lambda: built.platform.doctor_safe().findings(settings, os.environ),
        built.sales.opportunity_tally().findings, built.sales.dashboard().findings, built.identity.source().findings,
        built.operation.backup_store().findings, built.operation.doctor_shared().findings, built.encryption.keys().findings,
    ]  # fmt: skip
    if chain:
        chains = built.trace.chain()
        if new_mark:
            kept.append(lambda: chains.forget() or ())
        ranged = first is not None or last is not None
        kept.append(lambda: [_ranged(chains, first or 1, last)] if ranged else (_whole(chains, name, resume) for name in CHAINS))
    found: list[Finding] = []
    try:
        found.extend(chain_of(built.platform.doctor().findings(settings), *kept))
    finally:  # what was seen before the database went away is told too
        (_as_json if as_json else _as_text)(found)
    if grave := [one for one in found if one.state == "bad" or strict and one.state == "warn"]:
        raise Refusal(say("{n} things must be put right.", n=len(grave)), expected=False)


def _as_text(found: list[Finding]) -> None:
    """The gravest first, each with what to do."""
    for state, (mark, colour, heading) in SEVERITIES.items():
        if own := [one for one in found if one.state == state]:
            click.secho(f"{say(heading)} ({len(own)})", bold=True)
        for one in own:
            click.echo(f"{click.style(mark, fg=colour)} {say(one.subject)}: {say(one.words)}")
            if one.remedy:
                click.echo(f"  → {say(one.remedy)}")


def _as_json(found: list[Finding]) -> None:
    rows = [
        {"severity": one.state, "subject": say(one.subject), "finding": say(one.words), "remedy": say(one.remedy) if one.remedy else None}
        for one in sorted(found, key=lambda one: list(SEVERITIES).index(one.state))
    ]
    counts = {state: sum(one.state == state for one in found) for state in SEVERITIES}
    click.echo(json.dumps({"at": current.now().isoformat(), "counts": counts, "findings": rows}, ensure_ascii=False, indent=1))


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
        return Finding("bad", subject, words, BEHIND)
    return Finding("ok", subject, Words("In order. {n} rows, the last one is no. {id}.", n=found.count, id=found.through_id))


def chain_of(findings: Iterable[Finding], *more: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """What the areas keep is looked at only in a database that is whole."""
    whole = True
    for finding in findings:
        whole = whole and finding.state != "bad"
        yield finding
    for look in more if whole else ():
        yield from look()
