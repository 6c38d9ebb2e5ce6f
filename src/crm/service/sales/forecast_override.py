"""Judgements of forecasts: by those who may see the deals of the person they judge."""

from typing import Any

from crm import current
from crm.dao.sales.forecast_override import ForecastOverrideDao
from crm.domain.kit.access import predicate
from crm.domain.sales.forecast import Period
from crm.domain.sales.forecast_override import ForecastOverride, ForecastOverrideDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading

MOST = 1000


class ForecastOverrideService(RecordService[ForecastOverride, ForecastOverrideDraft]):
    records: ForecastOverrideDao

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """The person's deals may be seen by whoever judges them."""
        asked = {at: row.person_id for at, (row, before) in enumerate(pairs) if before is None or before.person_id != row.person_id}
        seen = predicate(current.actor().grants, "opportunity.view")
        people = self.records.people(sorted(set(asked.values()))) if asked else []
        known = {one.owner_id for one in people if seen.holds(one)}
        return {
            at: Invalid(person_id=Words("You do not see the deals of this person."))
            for at, id in asked.items()
            if id not in known
        }

    @reading
    def newest(self, period: Period) -> dict[int, ForecastOverride]:
        """The newest judgement of each person for the period, of those that whoever acts may see."""
        found: dict[int, ForecastOverride] = {}
        for row in self.records.of_period(period.span, period.start, MOST):
            found.setdefault(row.person_id, row)  # type: ignore[attr-defined, arg-type]
        return found

