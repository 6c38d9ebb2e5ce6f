"""What came in with forms on the web, in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.lead_submission import Submission, Tally


class LeadSubmissionDao(Dao):
    @statement
    def insert(
        self, form_id: int, at: datetime, network: str, language: str, given: dict[str, Any], consent: str | None, reason: str | None,
        detail: str | None, lead_id: int | None,
    ) -> int:  # fmt: skip
        """Nothing is written when the lead has one already: the same form was sent twice."""
        ...

    @statement
    def page(self, form_id: int, size: int, refused: bool | None = None, before_id: int | None = None) -> list[Submission]:
        """The newest first; `refused`: those that became no lead, else those that did."""
        ...

    @statement
    def find(self, id: int) -> Submission | None: ...

    @statement
    def tally(self, form_id: int) -> Tally: ...

    @statement
    def refused_since(self, form_id: int, since: datetime, size: int) -> int:
        """How many were refused, counting no further than `size`."""
        ...

    @statement
    def take(self, id: int, lead_id: int) -> int:
        """What was refused has become this lead after all."""
        ...

    @statement
    def forget_refused(self, before: datetime) -> int: ...
