"""Keys of creates, so that the same request makes one record."""

from dataclasses import dataclass
from datetime import datetime

from crm.dao.kit.base import Dao, statement


@dataclass(frozen=True)
class OnceKey:
    """The record that a key has made; `digest` tells whether the request was the same."""

    module: str
    record_id: int
    digest: str


class OnceDao(Dao):
    @statement
    def get(self, key: str, user_id: int) -> OnceKey | None: ...

    @statement
    def claim(self, key: str, user_id: int, module_name: str, record_id: int, digest: str, at: datetime) -> int:
        """1 for the first request with the key, 0 for every other; the second waits for the first to commit."""
        ...

    @statement
    def forget(self, before: datetime) -> int: ...
