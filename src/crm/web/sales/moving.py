"""Pages of records that go from state to state: only the moves that may be made are offered."""

from collections.abc import Mapping
from typing import Any, ClassVar

from crm.web.kit.record import RecordPage


class MovingPage(RecordPage):
    """A module names its moves; its page may offer fewer."""

    status_field = "state"
    moves: ClassVar[Mapping[str, tuple[str, ...]]]

    def offered(self, row: Any) -> tuple[str, ...]:
        return self.moves[row.state]

    def status_choice(self, row: Any) -> dict[str, Any] | None:
        found = self.offered(row)
        choice = super().status_choice(row) if found else None
        return choice and choice | {"options": tuple(one for one in choice["options"] if one[0] in (row.state, *found))}
