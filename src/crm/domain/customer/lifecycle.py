"""The life cycle of a customer (获客 发展 保持 回收): the stages it went through, read from its history."""

import json
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Step:
    """One line of the journal that may tell a stage: of the field itself, or of the whole row when it was created."""

    at: datetime
    actor_name: str | None
    source: str
    reason: str | None
    field: str | None
    after: str | None


@dataclass(frozen=True)
class Span:
    """A stage, from when until when, and who said so; the last one has no end."""

    stage: str
    start: datetime
    end: datetime | None
    by: str | None
    source: str
    reason: str | None

    def days(self, now: datetime) -> int:
        return ((self.end or now) - self.start).days


def spans(steps: list[Step]) -> list[Span]:
    """The stages in their order, from steps in theirs. What does not change the stage makes no span."""
    found: list[Span] = []
    current: str | None = None
    for step in steps:
        told = json.loads(step.after) if step.after else None
        stage = told if step.field else (told or {}).get("stage") if isinstance(told, dict) else None
        if stage == current:
            continue
        if found and current is not None:
            last = found[-1]
            found[-1] = Span(last.stage, last.start, step.at, last.by, last.source, last.reason)
        if stage is not None:
            found.append(Span(stage, step.at, None, step.actor_name, step.source, step.reason))
        current = stage
    return found
