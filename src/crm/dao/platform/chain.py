"""The chains as they stand in the database, row by row, and how far each was found whole."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.chain import Mark
from crm.domain.platform.journal import ChainedItem, ChainedSet, ErasedMark, ErasureTold, Head
from crm.domain.platform.security import ChainedEvent


class ChainDao(Dao):
    @statement
    def sets(self, after_id: int, size: int, last_id: int | None = None) -> list[ChainedSet]: ...

    @statement
    def items(self, after_set: int, after_position: int, last_set: int, size: int) -> list[ChainedItem]: ...

    @statement
    def erased(self, after_erasure: int, after_set: int, after_position: int, size: int) -> list[ErasedMark]: ...

    @statement
    def untied(self) -> int | None:
        """The first change set with something that is marked as erased and names no erasure."""
        ...

    @statement
    def erasures(self) -> list[ErasureTold]: ...

    @statement
    def events(self, after_id: int, size: int, last_id: int | None = None) -> list[ChainedEvent]: ...

    @statement
    def set_before(self, id: int) -> Head | None: ...

    @statement
    def event_before(self, id: int) -> Head | None: ...

    @statement
    def set_head(self) -> Head | None: ...

    @statement
    def event_head(self) -> Head | None: ...

    @statement
    def count_sets(self, after_id: int) -> int: ...

    @statement
    def count_events(self, after_id: int) -> int: ...

    @statement
    def marks(self) -> list[Mark]: ...

    @statement
    def put_mark(self, name: str, through_id: int, hash: str, at: datetime, seal: str) -> int:
        """The chain is whole again through here. A mark never moves back: it is what holds the newest rows."""
        ...

    @statement
    def drop_marks(self) -> int: ...

    @statement
    def put_broken(self, name: str, broken_id: int, broken: str, now: datetime) -> int:
        """What was found whole before stays as it was."""
        ...
