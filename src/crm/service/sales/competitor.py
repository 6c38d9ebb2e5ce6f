"""Competitors, and the check that everything about them names records that may be seen."""

from typing import Any

from crm.dao.sales.competitor import CompetitorDao
from crm.domain.sales.competitor import Competitor, CompetitorDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService

Pairs = list[tuple[Any, Any | None]]


class CompetitorService(RecordService[Competitor, CompetitorDraft]):
    records: CompetitorDao


def unseen(pairs: Pairs, name: str, found_by: RecordService[Any, Any]) -> dict[int, Invalid]:
    """Which of the rows name, in the field `name`, a record that is gone or that the actor may not see. One query for all."""
    moved = {
        at: getattr(row, name)
        for at, (row, old) in enumerate(pairs)
        if getattr(row, name) and (old is None or getattr(old, name) != getattr(row, name))
    }
    seen = {row.id for row in found_by.find(sorted(set(moved.values())))} if moved else set()
    return {at: Invalid({name: Words("Please choose one from the list.")}) for at, id in moved.items() if id not in seen}
