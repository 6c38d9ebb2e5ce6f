"""Shares in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.share import MODULE, Share


class ShareDao(RecordDao):
    module = MODULE

    @statement
    def of(self, subject_id: int) -> list[Share]:
        """The shares of a record, also those that have ended."""
        ...

    @statement
    def still(self, ids: list[int]) -> list[Share]:
        """Those of the shares that are not taken back, whoever asks."""
        ...

    @statement
    def people(self, holder_id: int) -> list[int]:
        """Everybody who is the holder, or has the role, or is in the team or the department."""
        ...
