"""What handing leads out reads and notes."""

from dataclasses import dataclass
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.lead_assignment import Assigned, Candidate


@dataclass(frozen=True)
class Below:
    """A department, and one below it or itself."""

    above_id: int
    below_id: int


class LeadAssignmentDao(Dao):
    """Candidates, leads that wait, the log."""

    @statement
    def lock(self) -> int | None:
        """Wait until nobody else hands leads out, to the end of the transaction."""
        ...

    @statement
    def candidates(self, people: list[int], teams: list[int]) -> list[Candidate]: ...

    @statement
    def below(self, teams: list[int]) -> list[Below]: ...

    @statement
    def waiting(self, after_id: int, size: int) -> list[int]: ...

    @statement
    def handed_out(self, ids: list[int]) -> list[int]:
        """Those of the leads that a rule has handed out before."""
        ...

    @statement
    def note(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def log(self, size: int, lead_id: int | None = None, before_id: int | None = None) -> list[Assigned]: ...
