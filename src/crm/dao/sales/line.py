"""Lines of documents in the database."""

from dataclasses import dataclass
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.line import MODULE, Line


@dataclass(frozen=True)
class Document:
    """The record that lines belong to."""

    module: str
    record_id: int


class LineDao(RecordDao):
    module = MODULE

    @statement
    def of(self, subject: str, record_id: int, size: int) -> list[Line]:
        """The lines of one document in their order. The caller has read the document."""
        ...

    @statement
    def of_all(self, subject: str, record_ids: list[int]) -> list[Line]:
        """Those of several documents of one module, document by document in their order."""
        ...

    @statement
    def documents(self, ids: list[int]) -> list[Document]: ...

    @statement
    def set_amounts(self, rows: list[dict[str, Any]]) -> int: ...
