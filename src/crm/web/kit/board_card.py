"""The cards of a board."""

import html
from collections.abc import Callable
from typing import Any

from crm import current, language
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module
from crm.language import say, say_many
from crm.web.kit.cell import shown
from crm.web.kit.look import Look

FACTS = 3
FADES = (1, 2, 4)  # a card is paler the more often it has outlived its norm
BESIDE = ("owner_id", "next_follow_at", "stage_at")  # what a card shows in a way of its own


def card_maker(module: Module, stage: str, look: Look, value: str, movable: bool, offered: tuple[Option, ...]) -> Callable[[Any], str]:
    """A function from a row to its card."""
    names = [name for name in look.columns if name not in (module.title_field, stage, *BESIDE)]
    labels = {name: html.escape(say(module.fields[name].label)) for name in names}
    known = module.row.__dataclass_fields__
    today, now = current.today(), current.now()
    options = "".join(
        f'<option value="{html.escape(one.value)}"{" selected" if one.value == value else ""}>{html.escape(say(one.label))}</option>'
        for one in offered
    )
    move, words = html.escape(say("Move")), html.escape(say("Move to"))

    def card(row: Any) -> str:
        title = html.escape(module.title(row))
        facts = [(labels[name], text) for name in names if (text := shown(module.fields[name], row, linked=False))][:FACTS]
        lines = "".join(f'<span title="{label}">{text}</span>' for label, text in facts)
        owner = html.escape(row.owner_name or "")
        face = f'<span class="face" title="{owner}">{owner[:1]}</span>' if owner else ""
        step = _step(row, today) if "next_follow_at" in known else ""
        age, pale = _age(row, now) if "norm_days" in known else ("", "")
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


def _step(row: Any, today: Any) -> str:
    """The dot of the next step: planned, today, late, none."""
    day = row.next_follow_at
    if day is None:
        return f'<span class="step none">{html.escape(say("No next step"))}</span>'
    tone = "late" if day < today else "today" if day == today else "planned"
    return f'<span class="step {tone}">{language.day(day)}</span>'


def _age(row: Any, now: Any) -> tuple[str, str]:
    """Since when it stands in its stage, and how much longer than usual that is."""
    if row.stage_at is None or row.norm_days is None:
        return "", ""
    days = max((now - row.stage_at).days, 0)
    said = html.escape(say_many("for {n} day", "for {n} days", days))
    if days <= row.norm_days:
        return f'<span class="age">{said}</span>', ""
    fade = sum(days > row.norm_days * times for times in FADES)
    why = html.escape(say("Usually at most {n} days in this stage", n=row.norm_days))
    return f'<span class="age over" title="{why}">{said}</span>', f" stale{fade}"
