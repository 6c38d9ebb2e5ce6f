"""What became of many records, or would: what the result page and the page before it show."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from crm import language
from crm.domain.platform.journal import Outcome
from crm.language import say, say_many

NAMED = 200
FIRST = 5  # of those that would refuse
Line = tuple[str, str, str]  # a record's title, its page, and why it is named


def lines(found: Mapping[int, str], titles: Mapping[int, str], path: str) -> tuple[Line, ...]:
    """The first of the records, each with its page and why."""
    return tuple((titles.get(id, f"#{id}"), f"{path}/{id}", say(why) if why else "") for id, why in islice(found.items(), NAMED))


def breaking(broken: Outcome, path: str, looked: int | None) -> dict[str, Any]:
    """What is said of records that would refuse, before anything is written: how many, and the first of them. `looked`: how many
    were looked at, where there are more."""
    if not (n := len(broken.refused)):
        return {}
    said = say_many(
        "{n} record cannot be changed like this; it stays as it is:", "{n} records cannot be changed like this; they stay as they are:", n
    )
    more = say("The result names the others.") if n > FIRST else ""
    if looked:
        more = say("Only the first {n} records were looked at. The result names the others.", n=language.number(looked))
    return {"broken": said, "breaking": lines(broken.refused, broken.titles, path)[:FIRST], "more": more}


def result(outcome: Outcome, path: str, title: str, counts: tuple[int, ...] = ()) -> dict[str, Any]:
    """What the result page shows: changed, kept and refused, each with its reason; `counts` says how many there are where not
    all of them are named."""
    sorts = (
        (say("Changed"), "ok", dict.fromkeys(outcome.done, "")),
        (say("Kept as they are"), "warn", outcome.kept),
        (say("Refused"), "bad", outcome.refused),
    )
    groups = tuple(
        (f"{label} · {language.number(n)}" if n > NAMED else label, tone, lines(found, outcome.titles, path))
        for (label, tone, found), n in zip(sorts, counts or [len(found) for _, _, found in sorts], strict=True)
        if found
    )
    undo = f"/journal/{outcome.change_set_id}/undo" if outcome.change_set_id else None
    return {"title": title, "groups": groups, "undo_url": undo, "back_url": path}
