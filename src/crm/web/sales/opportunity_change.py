"""The page “what changed since …”: a waterfall, whose every bar opens its deals."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.dates import day
from crm.domain.kit.money import Money
from crm.domain.kit.text import Refused
from crm.domain.sales.opportunity import MODULE
from crm.domain.sales.opportunity_change import BARS, Period
from crm.language import N_, say
from crm.service.sales.opportunity_change import ChangeService, Waterfall
from crm.service.sales.pipeline import PipelineService
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Link

page = Page(__name__, url=MODULE.path)
Changes = Annotated[ChangeService, Provide[Container.sales.opportunity_change]]
Pipelines = Annotated[PipelineService, Provide[Container.sales.pipeline]]
PERIODS = {
    "quarter": N_("Closing this quarter"),
    "month": N_("Closing this month"),
    "year": N_("Closing this year"),
    "all": N_("All open deals"),
}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
WEEK = timedelta(days=7)
MOST = 200  # deals that a bar lists
WIDTH = 600


@page.get("/changes")
@permits("opportunity.view")
def show(changes: Changes, pipelines: Pipelines) -> Any:
    args, today = request.args, current.today()
    since, wrong = _since(args.get("since", ""), today)
    name = args.get("period") if args.get("period") in PERIODS else "quarter"
    ways = pipelines.ways()
    pipeline = args.get("pipeline", type=int)
    moment = datetime.combine(since, time(), ZoneInfo(current.timezone())).astimezone(UTC)
    found = changes.waterfall(moment, current.now(), _period(str(name), today), pipeline)
    chosen = args.get("bar") if args.get("bar") in BARS else None
    kept = {"since": since.isoformat(), "period": name, **({"pipeline": pipeline} if pipeline else {})}
    return page.render(
        "show", module=ModuleView(MODULE), rows=_rows(found, kept, chosen), deals=_deals(found, chosen), chosen=chosen,
        chosen_label=say(BARS[chosen][0]) if chosen else "", since=since.isoformat(), since_said=language.day(since),
        wrong=wrong, period=name,
        periods=[(key, say(label)) for key, label in PERIODS.items()], pipeline=pipeline, width=WIDTH,
        pipelines=[(way.id, way.name) for way in ways] if len(ways) > 1 else (),
        weeks=[
            Link(label, f"?{urlencode(kept | {'since': begin.isoformat()})}", current=begin == since) for label, begin in _begins(today)
        ],
    )  # fmt: skip


def _since(text: str, today: date) -> tuple[date, str]:
    """The day that was asked for; a week ago, and why, for one that cannot be read."""
    if not text:
        return today - WEEK, ""
    try:
        found = day(text, today)
    except Refused as no:
        return today - WEEK, say(no.words)
    return (found, "") if found <= today else (today - WEEK, say("Please choose a day that has been."))


def _begins(today: date) -> tuple[tuple[str, date], ...]:
    monday = today - timedelta(days=today.weekday())
    return (
        (say("Since yesterday"), today - timedelta(days=1)),
        (say("Since Monday"), monday),
        (say("Since last Monday"), monday - WEEK),
        (say("Since the first of the month"), today.replace(day=1)),
    )


def _period(name: str, today: date) -> Period:
    if name not in MONTHS:
        return Period()
    span = MONTHS[name]
    month = (today.month - 1) // span * span
    low = date(today.year, month + 1, 1)
    return Period(low, date(today.year + (month + span) // 12, (month + span) % 12 + 1, 1))


def _rows(found: Waterfall, kept: dict[str, Any], chosen: str | None) -> list[dict[str, Any]]:
    """Each bar from where the one before ended; places are pixels of a drawing that is WIDTH wide."""
    start, end = found.start.amount_base or Money(0), found.end.amount_base or Money(0)
    rows, level = [("start", say("Was"), "", Money(0), start, found.start.deals, "")], start
    for name, (label, tone) in BARS.items():
        bar = found.bars[name]
        url = f"?{urlencode(kept | {'bar': name})}#deals" if bar.deals else ""
        rows.append((name, say(label), tone, level, level + bar.amount, len(bar.deals), url))
        level += bar.amount
    rows.append(("end", say("Is now"), "", Money(0), end, found.end.deals, ""))
    most = max(max(low, high) for _, _, _, low, high, _, _ in rows) or Money(1)
    code = current.context().currency

    def shown(row: Any) -> dict[str, Any]:
        name, label, tone, low, high, count, url = row
        left, right = sorted((int(low / most * WIDTH), int(high / most * WIDTH)))
        whole = name in ("start", "end")
        amount = language.money(high if whole else high - low, code) if whole or count else "—"
        return {
            "name": name, "label": label, "tone": tone, "x": left, "wide": max(right - left, 2 if count else 0), "url": url,
            "count": language.number(count), "amount": amount if whole or high < low or not count else f"+{amount}",
            "current": name == chosen, "whole": whole,
        }  # fmt: skip

    return [shown(row) for row in rows]


def _deals(found: Waterfall, chosen: str | None) -> list[dict[str, Any]]:
    """The deals of one bar, the largest part first."""
    if not chosen:
        return []
    code = current.context().currency
    parts = sorted(found.bars[chosen].deals, key=lambda part: -abs(part[1]))[:MOST]

    def money(amount: Money | None) -> str:
        return language.money(amount, code) if amount is not None else "—"

    return [
        {
            "name": one.name, "url": "" if one.gone else f"{MODULE.path}/{one.id}", "account": one.account_name or "", "part": money(part),
            "amounts": (money(one.amount_then) if one.state_then else "—", money(one.amount_now)),
            "closes": tuple(language.day(on) if on else "—" for on in (one.close_then, one.close_now)),
        }
        for one, part in parts
    ]  # fmt: skip
