"""What differs between two quotes, line by line: versions of one offer, or options of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm.domain.sales.line import Amounts, totals

COMPARED = ("text", "quantity", "unit", "unit_price", "discount", "tax_rate", "tax_included")


@dataclass(frozen=True)
class Pair:
    """A line in both quotes, or in one of them; `changed` names what differs."""

    before: Any | None
    after: Any | None
    changed: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.changed else "same"


@dataclass(frozen=True)
class Difference:
    """All lines in the order of the later quote, those that are gone where they stood; and what both come to."""

    pairs: tuple[Pair, ...]
    before: Amounts
    after: Amounts

    @property
    def same(self) -> bool:
        return all(pair.kind == "same" for pair in self.pairs)


def difference(before: Sequence[Any], after: Sequence[Any]) -> Difference:
    """Lines belong together that were copied one from the other or from the same line, then those of the same product, then those
    with the same text; each once."""
    found: dict[int, Any] = {}  # place in `after` -> line of `before`
    left = list(before)
    for keys in (_sources, _product, _text):
        for at, line in enumerate(after):
            wanted = keys(line)
            if at not in found and wanted and (partner := next((one for one in left if wanted & keys(one)), None)):
                found[at] = partner
                left.remove(partner)
    pairs = [_pair(found.get(at), line) for at, line in enumerate(after)]
    for gone in left:
        pairs.insert(_place(gone, before, pairs), Pair(gone, None))
    return Difference(tuple(pairs), totals(before), totals(after))


def _sources(line: Any) -> set[int]:
    return {id for id in (line.id, line.source_id) if id}


def _product(line: Any) -> set[int]:
    return {line.product_id} if line.product_id else set()


def _text(line: Any) -> set[str]:
    return {line.text} if line.text and not line.product_id else set()


def _pair(before: Any | None, after: Any) -> Pair:
    if before is None:
        return Pair(None, after)
    named = () if before.product_id == after.product_id else ("product_id",)
    return Pair(before, after, (*named, *(name for name in COMPARED if getattr(before, name) != getattr(after, name))))


def _place(gone: Any, before: Sequence[Any], pairs: Sequence[Pair]) -> int:
    """Behind the line that it followed."""
    ahead = {id(line) for line in before[: next(at for at, one in enumerate(before) if one is gone)]}
    return max((at + 1 for at, pair in enumerate(pairs) if id(pair.before) in ahead), default=0)
