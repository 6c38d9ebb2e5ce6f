"""The pipeline that a new company begins with, and its reasons for winning and losing. All of it can be changed."""

from dataclasses import dataclass
from typing import Any

from crm.language import N_, say

NAME = N_("Standard sales process")


@dataclass(frozen=True, slots=True)
class ReadyStage:
    """A stage that is there from the beginning."""

    name: str
    kind: str
    chance: int
    forecast: str
    norm_days: int | None = None
    needed: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """As a row has it, in the reader's language."""
        return {
            "name": say(self.name), "kind": self.kind, "chance": self.chance, "forecast": self.forecast, "norm_days": self.norm_days,
            "needed": list(self.needed), "condition": None,
        }  # fmt: skip


STAGES = (
    ReadyStage(N_("First contact"), "open", 10, "pipeline", 14),
    ReadyStage(N_("Needs confirmed"), "open", 30, "pipeline", 21, ("account_id",)),
    ReadyStage(N_("Proposal and quote"), "open", 50, "best", 21, ("account_id", "amount", "close_on")),
    ReadyStage(N_("Negotiation"), "open", 75, "commit", 14, ("account_id", "amount", "close_on")),
    ReadyStage(N_("Deal won"), "won", 100, "commit", None, ("account_id", "amount")),
    ReadyStage(N_("Deal lost"), "lost", 0, "omitted"),
)
REASONS = (
    ("won", N_("Product and solution")),
    ("won", N_("Price")),
    ("won", N_("Service and relationship")),
    ("lost", N_("Price too high")),
    ("lost", N_("Functions missing")),
    ("lost", N_("Chose a competitor")),
    ("lost", N_("Budget cancelled")),
    ("lost", N_("No decision")),
    ("lost", N_("Other reason")),
)
