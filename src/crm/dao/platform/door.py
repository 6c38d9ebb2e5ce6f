"""What opens records beside the scopes of roles: public pools, shares, teams."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.explain import Opened


@dataclass(frozen=True)
class PoolOf:
    """A public pool for records of a module."""

    module: str
    pool_id: int


class DoorDao(Dao):
    @statement
    def pools_of(self, user_id: int) -> list[PoolOf]:
        """The public pools that the user is a member of: by name, through a role, through a department above."""
        ...

    @statement
    def drop_doors(self, pool_ids: list[int]) -> int: ...

    @statement
    def put_doors(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def opened_to(self, user_id: int, now: datetime) -> list[Opened]:
        """The records that are opened one by one to the user: by name, through a role, a team, a department above."""
        ...

    @statement
    def drop_records(self, source_ids: list[int]) -> int: ...

    @statement
    def put_records(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def with_parts(self, source_ids: list[int]) -> int:
        """These doors open what belongs to their records, too."""
        ...
