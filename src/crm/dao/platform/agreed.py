"""How much of what was agreed is used, counted in the database."""

from crm.dao.kit.base import Dao, statement


class AgreedDao(Dao):
    @statement
    def people(self) -> int: ...

    @statement
    def came_back(self, change_set_id: int) -> int: ...

    @statement
    def records(self) -> int: ...

    @statement
    def storage(self) -> int:
        """Bytes."""
        ...
