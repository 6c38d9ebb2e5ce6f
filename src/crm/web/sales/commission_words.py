"""What pages of commission say: how a line comes about, what was not paid and why."""

from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.module import modules
from crm.domain.kit.money import Money
from crm.domain.sales.commission import WHOLE, plain, tiers_of
from crm.domain.sales.commission_source import Problem
from crm.language import N_, say
from crm.web.kit.view import Link

PROBLEMS = {
    "rate": N_("{n} without an exchange rate are not counted, such as “{name}”"),
    "owner": N_("{n} without an owner are not counted, such as “{name}”"),
    "cost": N_("{n} with products whose cost is not known are counted without these, such as “{name}”"),
    "target": N_("{n} people without a target stay in the first tier, such as {name}"),
    "left": N_("{n} people who left are paid, such as {name}"),
}


def problem_words(one: Problem) -> Link:
    """What was not counted, with the way to the first of it."""
    return Link(say(PROBLEMS[one.word], n=language.number(one.count), name=one.name), f"{modules()[one.module].path}/{one.id}")


def how(line: Any) -> tuple[str, ...]:
    """How the amount of a line comes about, step by step, ending with the figures."""
    own = current.own_currency()

    def said(amount: Any) -> str:
        return language.money(amount, own)

    if line.kind == "cap":
        return say("More than the cap is not paid"), line.formula
    if line.kind == "floor":
        return say("Filled up to the least that is paid"), line.formula
    steps = []
    if line.currency and line.currency != own:
        steps.append(say("{amount} at {rate} is {base}", amount=language.money(line.source_amount, line.currency), rate=plain(line.rate),
                         base=said(line.source_base)))  # fmt: skip
    if line.share and line.share < 100:
        steps.append(say("{share} % of it", share=line.share))
    if line.kind in ("back", "late"):
        steps.append(say("{month} would have come to {after} instead of {before}; of that, commission is", month=line.origin,
                         after=said(line.before + line.base), before=said(line.before)))  # fmt: skip
    elif line.base:
        steps.append(say("from {before} to {after}", before=said(line.before), after=said(line.before + line.base)))
    return (*steps, line.formula)


def tiers(plan: Any, between: str = "<br>") -> Markup:
    """Where each tier begins and its rate, in lines or with something else between; one that begins at nothing is a rate and no more."""
    lines = []
    for tier in tiers_of(plan.tiers) if plan.tiers else ():
        rate = plain(tier.rate)
        if not tier.start:
            lines.append(f"{rate}%")
        elif plan.measure == "attainment":
            lines.append(say("{rate}% from {percent}% of the target", rate=rate, percent=plain(tier.start)))
        else:
            lines.append(say("{rate}% from {amount}", rate=rate, amount=language.money(tier.start, current.own_currency())))
    return Markup(between).join(escape(line) for line in lines)


def counted(base: Money, pieces: int) -> str:
    """What a plan counts: an amount, or where it pays for each one, how many."""
    if pieces and not base:
        return say("{n} in number", n=language.number(Decimal(pieces) / WHOLE))
    return language.money(base, current.own_currency())


def source_url(line: Any) -> str:
    """Where the deal, contract, receipt or customer of a line stands."""
    return f"{modules()[line.source_module].path}/{line.source_id}" if line.source_module else ""
