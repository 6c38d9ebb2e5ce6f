"""Layouts of record pages in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.layout import MODULE, Layout


class LayoutDao(RecordDao):
    module = MODULE

    @statement
    def of(self, target: str, roles: list[int]) -> Layout | None:
        """The layout for the holder of these roles; that of a role comes before everybody's."""
        ...

    @statement
    def of_module(self, target: str) -> list[Layout]: ...
