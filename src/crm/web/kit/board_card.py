"""The cards of a board."""

import html
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from crm import current, language
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module
from crm.language import say, say_many
from crm.web.kit.cell import makers, safe
from crm.web.kit.look import Look

FACTS = 3
FADES = (1, 2, 4)  # a card is paler the more often it has outlived its norm
BESIDE = ("owner_id", "next_follow_at", "stage_at")  # what a card shows in a way of its own


def card_maker(module: Module, stage: str, look: Look, value: str, movable: bool, offered: tuple[Option, ...]) -> Callable[[Any], str]:
    """A function from a row to its card."""
    names = tuple(name for name in look.columns if name not in (module.title_field, stage, *BESIDE))
    fields = module.fields
    spans = [f'<span title="{html.escape(say(fields[name].label))}">' for name in names]
    parts = list(zip(spans, makers(module, names, linked=False), strict=True))
    known = module.row.__dataclass_fields__
    steps, ages, closes, tongue = "next_follow_at" in known, "norm_days" in known, "closed_at" in known, current.language()
    today, now = current.today(), current.now()
    options = "".join(
        f'<option value="{html.escape(one.value)}"{" selected" if one.value == value else ""}>{html.escape(say(one.label))}</option>'
        for one in offered
    )
    move, words = html.escape(say("Move")), html.escape(say("Move to"))

    def card(row: Any) -> str:
        title = safe(module.title(row))
        lines, facts = "", 0
        for span, part in parts:
            if text := part(row):
                lines, facts = f"{lines}{span}{text}</span>", facts + 1
                if facts == FACTS:
                    break
        owner = safe(row.owner_name or "")
        face = f'<span class="face" title="{owner}">{owner[:1]}</span>' if owner else ""
        over = closes and row.closed_at is not None  # what is over needs no next step
        step = _step(row.next_follow_at, today, tongue) if steps and (row.next_follow_at or not over) else ""
        dated = ages and row.stage_at is not None and row.norm_days is not None
        age, pale = _age(max((now - row.stage_at).days, 0), row.norm_days, tongue) if dated else ("", "")
        plain = (
            f'<span class="bcard-move"><select name="to_{row.id}" form="board-form" aria-label="{words}">{options}</select>'
            f'<button class="button small" name="move" value="{row.id}" form="board-form">{move}</button></span>'
            if movable
            else ""
        )
        return (
            f'<li class="bcard{pale}" data-row="{row.id}" data-version="{row.version}">'
            f'<a class="bcard-title" href="{module.path}/{row.id}">{title}</a>'
            f'<p class="bcard-facts">{lines}</p><p class="bcard-foot">{step}{age}{face}</p>{plain}</li>'
        )

    return card


@lru_cache(maxsize=1024)
def _step(day: date | None, today: date, _: str) -> str:
    """The dot of the next step: planned, today, late, none. In the reader's language, which is given so that it can be kept."""
    if day is None:
        return f'<span class="step none">{html.escape(say("No next step"))}</span>'
    tone = "late" if day < today else "today" if day == today else "planned"
    return f'<span class="step {tone}">{language.day(day)}</span>'


@lru_cache(maxsize=4096)
def _age(days: int, norm: int, _: str) -> tuple[str, str]:
    """For how many days it stands in its stage, and how much longer than usual that is. In the reader's language."""
    said = html.escape(say_many("for {n} day", "for {n} days", days))
    if days <= norm:
        return f'<span class="age">{said}</span>', ""
    fade = sum(days > norm * times for times in FADES)
    why = html.escape(say_many("Usually at most {n} day in this stage", "Usually at most {n} days in this stage", norm))
    return f'<span class="age over" title="{why}">{said}</span>', f" stale{fade}"
