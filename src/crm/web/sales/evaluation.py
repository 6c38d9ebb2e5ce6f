"""Pages of evaluations: the score, explained line by line."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.customer.activity import TOUCHES
from crm.domain.kit.dates import add_months
from crm.domain.sales.attainment import period_asked
from crm.domain.sales.contract import IN_FORCE
from crm.domain.sales.evaluation import MODULE
from crm.domain.sales.evaluation_score import Line, read
from crm.domain.sales.target_measure import MEASURES
from crm.language import say
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Card, CardItem, Tile


class EvaluationPage(RecordPage):
    """The pages of evaluations; nobody types one in."""

    def cards(self, row: Any) -> tuple[Card, ...]:
        found, ways = read(row.detail), records(row)
        items = tuple(CardItem(say(one.aspect.label), ways[one.aspect.name], second(one, found, row.measure)) for one in found)
        return (Card(say("Why {score}?", score=number(row.score)), "list", "", items, name="why", lead=lead()), *super().cards(row))

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        listed = f"{MODULE.path}?f=scheme_id:any:{row.scheme_id}&f=starts_on:on:{row.starts_on}"
        if row.team_id:
            listed += f"&f=department_id:any:{row.team_id}"
        place = say("{place} of {peers}", place=row.place, peers=row.peers)
        return (
            Tile(say("Score"), escape(number(row.score)), None, None, "score"),
            Tile(say("Place in the department"), escape(place), listed, None, "place"),
            Tile(say("Average of the department"), escape(number(row.average)), listed, None, "average"),
        )


page = EvaluationPage(MODULE)


def records(row: Any) -> dict[str, str]:
    """Aspect -> the list of what it is made of."""
    period = period_asked(row.period, row.starts_on)
    days, owner = f"{period.start},{period.last}", f"owner_id:any:{row.person_id}"
    year = f"{add_months(period.until, -24)},{add_months(period.until, -12) - timedelta(days=1)}"
    deals = listed("/opportunities", "state:any:won,lost", f"closed_at:between:{days}", owner)
    return {
        "attainment": f"/attainment?{urlencode({'period': row.period, 'measure': row.measure})}",
        "activity": listed("/activities", f"kind:any:{','.join(TOUCHES)}", f"at:between:{days}", owner),
        "win": deals, "cycle": deals,
        "overdue": listed("/receipt-plans", "state:none:off", f"due_on:between:{days}", owner),
        "kept": listed("/contracts", f"state:any:{','.join(IN_FORCE)}", f"signed_on:between:{year}", owner),
    }  # fmt: skip


def listed(path: str, *conditions: str) -> str:
    return f"{path}?{urlencode([('f', one) for one in conditions])}"


def number(value: Decimal) -> str:
    return f"{value:.1f}"


def second(one: Line, found: list[Line], measure: str) -> str:
    """The numbers of an aspect, its points, and what they add to the score."""
    if one.points is None:
        return say("Nothing to measure in this period; the other weights count for it.")
    whole = sum(other.weight for other in found if other.points is not None)
    words = say(one.aspect.said, got=_said(one, one.got, measure), of=_said(one, one.of, measure))
    added = number(one.weight * one.points / whole)
    return say("{words}: {points} points × {weight} of {whole} = {added}", words=words, points=number(one.points), weight=one.weight,
               whole=whole, added=added)  # fmt: skip


def _said(one: Line, value: Decimal | None, measure: str) -> str:
    """Amounts of money with their currency where the aspect is about money."""
    if value is None:
        return "—"
    if one.aspect.name == "overdue" or (one.aspect.name == "attainment" and MEASURES[measure].is_money):
        return language.money(value, current.own_currency())
    return language.number(value)


def lead() -> Markup:
    """The formula in one sentence."""
    words = say("The score is the mean of the points by their weights. Each aspect has 0 to 100 points; nobody gets more than 100 for one.")
    return Markup('<p class="tallied-said">{}</p>').format(words)
