"""Products in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.product import MODULE


@dataclass(frozen=True)
class Code:
    """A code that is taken, and by which product."""

    id: int
    code: str


class ProductDao(RecordDao):
    module = MODULE

    @statement
    def codes(self, codes: list[str]) -> list[Code]: ...
