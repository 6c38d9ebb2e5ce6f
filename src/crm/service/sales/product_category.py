"""Product categories: a tree."""

from typing import Any

from crm.dao.sales.product_category import ProductCategoryDao
from crm.domain.kit.field import changed
from crm.domain.sales.product_category import BranchLine, ProductCategory, ProductCategoryDraft, above, parents_of, reordered, tree
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading, transactional

MOST = 2000


class ProductCategoryService(RecordService[ProductCategory, ProductCategoryDraft]):
    records: ProductCategoryDao

    @reading
    def tree(self) -> list[BranchLine]:
        """Every category below the one it belongs to, with its products."""
        self.require("view")
        return tree(self.records.branches(MOST))

    @reading
    def parents(self) -> dict[int, int | None]:
        """Each category -> the one it belongs to."""
        return parents_of(self.records.branches(MOST))

    @transactional
    def move(self, id: int, by: int) -> None:
        """Put a category so many places further down, or up, among those beside it, all of which must be the actor's to edit."""
        self.require("edit")
        places = reordered(self.records.branches(MOST), id, by)
        if len(rows := self.find(sorted(places), "edit")) < len(places):
            raise Forbidden()
        self.writer.update(self.module, self.records, [(row, changed(row, position=places[row.id])) for row in rows])

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """What it belongs to is there, and not below itself."""
        parents, refused = parents_of(self.records.branches(MOST)), {}
        for at, (row, _) in enumerate(pairs):
            if row.parent_id and row.parent_id not in parents:
                refused[at] = Invalid(parent_id=Words("Please choose one from the list."))
            elif row.id and row.id in above(row.parent_id, parents):
                refused[at] = Invalid(parent_id=Words("A category cannot belong to itself or to one below it."))
        return refused

    def verify_removal(self, row: Any) -> None:
        branches = self.records.branches(MOST)
        if below := sum(branch.parent_id == row.id for branch in branches):
            raise Invalid(id=Words("This category still has others below it: {n}. Move or remove them first.", n=below))
        if products := next((branch.products for branch in branches if branch.id == row.id), 0):
            raise Invalid(id=Words("This category still has products: {n}. Move them to another one first.", n=products))
