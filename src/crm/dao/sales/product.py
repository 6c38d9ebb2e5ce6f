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


@dataclass(frozen=True)
class Tie:
    """That something hangs on a product: the parts of a bundle, a bundle that holds it, its variants."""

    id: int
    tie: str


class ProductDao(RecordDao):
    module = MODULE

    @statement
    def codes(self, codes: list[str]) -> list[Code]: ...

    @statement
    def ties(self, ids: list[int]) -> list[Tie]:
        """What hangs on these products, each kind of tie once."""
        ...
