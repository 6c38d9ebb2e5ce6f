"""Two records side by side, and a pair of the list, as the templates are given them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from crm import language
from crm.domain.customer.duplicate import DIFFERENT, Pair, Twin, reasons
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module, modules
from crm.domain.kit.twin import matcher_of
from crm.domain.kit.twin_weight import Weights
from crm.language import say
from crm.web.kit.cell import shown
from crm.web.kit.twins import reason_links
from crm.web.kit.view import Link

REASONS = 4


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair of the list."""

    score: int
    one: str
    one_second: str
    other: str
    other_second: str
    reasons: tuple[Link, ...]
    url: str
    decide_url: str
    by: str


@dataclass(frozen=True, slots=True)
class Line:
    """A field of both records; `choice` is whose value stays, None where both say the same."""

    name: str
    label: str
    kept: Markup
    gone: Markup
    choice: str | None
    several: bool


def pair_views(module: Module, weights: Weights, pairs: Iterable[Pair]) -> tuple[PairView, ...]:
    return tuple(_pair(module, weights, pair) for pair in pairs)


def _pair(module: Module, weights: Weights, pair: Pair) -> PairView:
    matcher = matcher_of(module)
    whole = len(pair.levels) == len(matcher.aspects)  # else it was searched when the module was described otherwise
    why = reasons(module, matcher, weights, tuple(pair.levels)) if whole else ()
    return PairView(
        pair.percent, pair.one_title, pair.one_second or "", pair.other_title, pair.other_second or "", reason_links(why)[:REASONS],
        url_for("customer_duplicate.show", module=module.name, kept=pair.one_id, gone=pair.other_id),
        url_for("customer_duplicate.decide", module=module.name, kept=pair.one_id, gone=pair.other_id), pair.decided_by_name or "",
    )  # fmt: skip


def compare_view(module: Module, kept: Any, gone: Any, twin: Twin, moved: Mapping[str, int], form: Mapping[str, str]) -> dict[str, Any]:
    """What the page of two records shows; what was chosen before stays chosen."""
    lines = [line for field in module.draft.fields.values() if (line := _line(field, kept, gone, form))]
    at: dict[str, Any] = {"module": module.name, "kept": kept.id, "gone": gone.id}
    return {
        "module": module, "plural": say(module.plural), "kept": _head(module, kept), "gone": _head(module, gone), "score": twin.score,
        "reasons": reason_links(twin.reasons), "differing": tuple(line for line in lines if line.choice),
        "same": tuple(line for line in lines if not line.choice),
        "moved": tuple(say("{label}: {n}", label=say(modules()[name].plural), n=language.number(n)) for name, n in moved.items()),
        "merge_url": url_for("customer_duplicate.merge", **at), "decide_url": url_for("customer_duplicate.decide", **at),
        "swap_url": url_for("customer_duplicate.show", module=module.name, kept=gone.id, gone=kept.id), "different": DIFFERENT,
    }  # fmt: skip


def _head(module: Module, row: Any) -> dict[str, Any]:
    return {
        "title": module.title(row), "url": f"{module.path}/{row.id}", "version": row.version, "owner": row.owner_name or "",
        "at": language.moment(row.created_at), "touched": language.ago(row.touched_at) if row.touched_at else "",
    }  # fmt: skip


def _line(field: Field, kept: Any, gone: Any, form: Mapping[str, str]) -> Line | None:
    """None where neither says anything."""
    mine, theirs = getattr(kept, field.name), getattr(gone, field.name)
    one, other = shown(field, kept), shown(field, gone)
    if not one and not other:
        return None
    choice = form.get(f"of.{field.name}") or ("both" if field.kind.several else "kept" if one else "gone")
    return Line(field.name, say(field.label), one, other, None if mine == theirs else choice, field.kind.several)
