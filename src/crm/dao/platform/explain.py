"""What access is explained from, in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.explain import Door, Holding, Under


class ExplainDao(Dao):
    @statement
    def holdings(self, user_id: int | None = None) -> list[Holding]:
        """Every role of every active person, or of one person whatever his state."""
        ...

    @statement
    def doors(self, pool_id: int) -> list[Door]:
        """Who sees what lies in the public pool."""
        ...

    @statement
    def on_team(self, subject: str, record_id: int) -> list[int]:
        """Who is on the team of the record."""
        ...

    @statement
    def tree(self) -> list[Under]: ...
