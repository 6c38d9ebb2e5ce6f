"""What follows for a deal from the stage it stands in. Pure rules: time and stages are passed in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from crm.domain.kit.field import changed
from crm.domain.kit.money import Money

CATEGORY = {"open": "pipeline", "won": "commit", "lost": "omitted"}
SURE = {"won": 100, "lost": 0}


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def place(row: Any, before: Any | None, steps: Mapping[int, Any]) -> Any | None:
    """The stage that the deal is meant to stand in: the one that was chosen, or the first one of a pipeline that was chosen
    alone. None when the stage belongs to another pipeline than the one chosen with it, or is not there."""
    step = steps.get(row.stage_id or 0)
    chose_pipeline = row.pipeline_id and (before is None or row.pipeline_id != before.pipeline_id)
    chose_stage = row.stage_id and (before is None or row.stage_id != before.stage_id)
    if step and (step.pipeline_id == row.pipeline_id or not chose_pipeline):
        return step
    if chose_stage and (step is None or chose_pipeline):
        return None
    return next((one for one in steps.values() if one.pipeline_id == row.pipeline_id and one.kind == "open"), None)


def settled(row: Any, before: Any | None, step: Any, now: datetime, imported: bool = False) -> Any:
    """The deal as it stands in the stage: its state, when it came there, and the chance and category that nobody chose otherwise."""
    moved = before is None or before.stage_id != step.id
    values: dict[str, Any] = {"stage_id": step.id, "pipeline_id": step.pipeline_id, "state": step.kind}
    if step.kind in SURE:
        values |= {"chance": SURE[step.kind], "forecast": CATEGORY[step.kind]}
    else:
        if row.chance is None or (before is not None and moved and row.chance == before.chance):
            values["chance"] = step.chance
        if row.forecast is None or (before is not None and moved and row.forecast == before.forecast):
            values["forecast"] = step.forecast or CATEGORY["open"]
    if step.kind == "open":
        values["closed_at"] = None
    elif before is None or before.state != step.kind or row.closed_at is None:
        values["closed_at"] = noon(row.close_on) if imported and row.close_on and row.close_on <= now.date() else now
    if moved or row.stage_at is None:  # an imported deal came there when it was closed, or begun
        past = values.get("closed_at") or row.created_at if imported and before is None else None
        values["stage_at"] = past or now
    return changed(row, **values)


def left_behind(now: Any | None, step: Any) -> Any | None:
    """The stage that a deal leaves by going on to another one; back or lost it may always go, and to another pipeline."""
    if not now or now.kind != "open" or step.kind == "lost" or step.pipeline_id != now.pipeline_id or step.position <= now.position:
        return None
    return now


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def weighted(amount: Money | None, chance: int, currency: str) -> Money | None:
    """The amount by its chance, in the currency's coins."""
    return None if amount is None else (amount * chance * Money("0.01")).rounded(currency)


def needs(step: Any, row: Any, whys: Mapping[int, Any]) -> tuple[str, ...]:
    """The fields that are empty and needed to stand in the stage; a deal that was lost also says why, as far as reasons are known."""
    asked = list(step.needed)
    if step.kind == "lost" and any(why.kind == "lost" for why in whys.values()):
        asked.append("reason_id")
    if (why := whys.get(row.reason_id or 0)) and why.detailed and step.kind == why.kind:
        asked.append("reason_text")
    return tuple(name for name in dict.fromkeys(asked) if is_empty(getattr(row, name)))
