"""The deal room: everything about a deal, read at one moment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.opportunity_tally import Span, TallyDao
from crm.dao.sales.playbook import PlaybookDao, Todo
from crm.dao.sales.stage import Step
from crm.domain.kit.filter import Condition, Group, Query, parse_sort
from crm.domain.sales.opportunity import Opportunity
from crm.service.kit.transaction import reading
from crm.service.sales.line import LineService
from crm.service.sales.opportunity import OpportunityService

PARTS = ("opportunity_member", "opportunity_contact", "opportunity_competitor")
MOST = 50
STORY = 10


@dataclass(frozen=True)
class Room:
    """A deal, the way it went, what is to be done, and who has to do with it."""

    deal: Opportunity
    steps: tuple[Step, ...]
    spans: list[Span]
    todos: list[Todo]
    parts: dict[str, list[Any]]
    lines: list[Any]
    story: list[Any]


class RoomService:
    """Gathers what belongs to a deal."""

    def __init__(
        self, db: Database, deals: OpportunityService, tallies: TallyDao, playbook: PlaybookDao, lines: LineService,
        activities: Any, of: Callable[[str], Any],
    ):  # fmt: skip
        self.db = db
        self.deals = deals
        self.tallies = tallies
        self.playbook = playbook
        self.lines = lines
        self.activities = activities
        self.of = of

    @reading
    def room(self, id: int) -> Room:
        """NotFound as well when the deal may not be seen; of what belongs to it only what may be seen."""
        deal = self.deals.get(id)
        steps = tuple(step for step in self.deals.stages.steps().values() if step.pipeline_id == deal.pipeline_id)
        parts = {name: self._parts(name, id) for name in PARTS if current.actor().may(f"{name}.view")}
        return Room(
            deal, steps, self.tallies.spans(id), self.playbook.checklist(id), parts, self.lines.of("opportunity", id),
            self.activities.story("opportunity", id, STORY),
        )  # fmt: skip

    def _parts(self, name: str, id: int) -> list[Any]:
        service = self.of(name)
        where = Group((Condition("opportunity_id", "any", (id,)),))
        return list(service.page(Query(where, parse_sort(service.module, "created_at"), size=MOST))[:MOST])
