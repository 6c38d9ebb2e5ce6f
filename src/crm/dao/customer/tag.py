"""Tags in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.tag import MODULE


class TagDao(RecordDao):
    module = MODULE

    @statement
    def names(self) -> list[str]:
        """Every tag's name, in order; tags are words that all may read."""
        ...

    @statement
    def known(self, tags: list[str]) -> list[str]: ...
