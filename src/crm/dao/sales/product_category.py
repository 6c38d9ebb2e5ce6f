"""Product categories in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.product_category import MODULE, Branch


class ProductCategoryDao(RecordDao):
    module = MODULE

    @statement
    def branches(self, size: int) -> list[Branch]:
        """Every category in the order of the catalogue."""
        ...
