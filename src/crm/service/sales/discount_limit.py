"""Discount limits: how much whoever acts may take off."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crm import current
from crm.dao.sales.discount_limit import DiscountLimitDao
from crm.domain.sales.discount_limit import DiscountLimit, DiscountLimitDraft, limit_for
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.sales.product_category import ProductCategoryService


class DiscountLimitService(RecordService[DiscountLimit, DiscountLimitDraft]):
    records: DiscountLimitDao

    def __init__(self, kit: Kit, records: DiscountLimitDao, categories: ProductCategoryService):
        super().__init__(kit, records)
        self.categories = categories

    def verify(self, row: Any, before: Any | None) -> None:
        if any(one.id != row.id and one.category_id == row.category_id for one in self.records.of([row.role_id])):
            raise Invalid(category_id=Words("This role has a limit here already."))

    @reading
    def limits(self, categories: Sequence[int | None], actor: current.Actor | None = None) -> dict[int | None, Decimal | None]:
        """Each category -> what may be taken off its products; None is no limit. An administrator has none."""
        actor = actor or current.actor()
        found = self.records.of(sorted(actor.roles)) if actor.roles and not actor.grants.everything else []
        if not found:
            return dict.fromkeys(categories)
        parents = self.categories.parents()
        return {category: limit_for(found, category, parents) for category in categories}

    @reading
    def exceeded(self, lines: Sequence[Any], actor: current.Actor | None = None) -> list[Any]:
        """The lines whose discount is more than the actor may give."""
        limits = self.limits(sorted({line.category_id for line in lines}, key=lambda id: id or 0), actor)
        return [line for line in lines if (most := limits[line.category_id]) is not None and line.discount > most]
