"""The lines of a run as they stand in the database: with all that it takes to work them out by hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from crm.domain.sales.commission import NONE
from crm.domain.sales.commission_month import Worked

NOTHING = dict.fromkeys(
    ("source_module", "source_id", "source_name", "account_id", "opportunity_id", "booked_on", "source_amount", "currency", "rate",
     "source_base", "share")
)  # fmt: skip


def written_lines(
    run_id: int, month: str, worked: Iterable[Worked], people: Mapping[int, Any], ids: Sequence[int], now: datetime, actor_id: int
) -> list[dict[str, Any]]:
    """`ids` are as many as lines; plan by plan, person by person, in the order in which they add up."""
    rows: list[dict[str, Any]] = []
    for one in worked:
        for user_id, origin, target, line in one.lines:
            credit = line.credit
            rows.append(NOTHING | {
                "id": ids[len(rows)], "version": 1, "sort_key": month, "run_id": run_id, "plan_id": one.plan.id, "month": month,
                "origin": origin, "kind": line.kind, "target": target, "before": line.before, "formula": line.formula,
                "amount": line.amount, "base": credit.base if credit else NONE, "pieces": credit.pieces if credit else 0,
                "owner_id": user_id, "department_id": people[user_id].department_id, "created_at": now, "created_by": actor_id,
                "updated_at": now, "updated_by": actor_id, "touched_at": None,
            } | (_of(credit) if credit else {}))  # fmt: skip
    return rows


def _of(credit: Any) -> dict[str, Any]:
    source = credit.source
    return {
        "source_module": source.module, "source_id": source.id, "source_name": source.name[:200], "account_id": source.account_id,
        "opportunity_id": source.opportunity_id, "booked_on": source.booked_on, "source_amount": source.amount,
        "currency": source.currency, "rate": source.rate, "source_base": source.base, "share": credit.share,
    }  # fmt: skip
