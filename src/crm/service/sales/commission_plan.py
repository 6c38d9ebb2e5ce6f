"""Commission plans: what was paid by one stays what it was."""

from typing import Any

from crm.dao.sales.commission_plan import CommissionPlanDao
from crm.domain.sales.commission_plan import FIXED, CommissionPlan, CommissionPlanDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class CommissionPlanService(RecordService[CommissionPlan, CommissionPlanDraft]):
    records: CommissionPlanDao

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """What decides which sources are whose does not change once somebody was paid: what is taken back later leans on it."""
        changed = {
            at: [name for name in FIXED if getattr(row, name) != getattr(before, name)] for at, (row, before) in enumerate(pairs) if before
        }
        ids = sorted({pairs[at][0].id for at, names in changed.items() if names})
        used = set(self.records.used(ids)) if ids else set()
        why = Words("Commission was worked out by this plan already. End it, and make a new one.")
        return {at: Invalid(dict.fromkeys(names, why)) for at, names in changed.items() if names and pairs[at][0].id in used}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        why = Words("Commission was worked out by this plan already. End it, and make a new one.")
        return {id: Invalid(name=why) for id in self.records.used([row.id for row in rows])}
