"""Rules of how long records are kept, and the nights on which they were carried out, in the database."""

from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.retention_rule import MODULE, Keeping, Run


class RetentionRuleDao(RecordDao):
    module = MODULE

    @statement
    def every(self) -> list[Keeping]:
        """Those that are gone or not in force among them, in their order."""
        ...

    @statement
    def begin_run(self, id: int, rule_id: int, name: str, subject: str, action: str, now: datetime) -> int: ...

    @statement
    def open_run(self, rule_id: int) -> Run | None:
        """The run that did not come to its end."""
        ...

    @statement
    def move_run(self, id: int, after_id: int, done: int, held: int, refused: int) -> int:
        """What became of one more piece."""
        ...

    @statement
    def end_run(self, id: int, now: datetime) -> int: ...

    @statement
    def drop_empty(self, id: int) -> int: ...

    @statement
    def runs(self, rule_id: int, size: int) -> list[Run]:
        """The newest first."""
        ...

    @statement
    def one_run(self, id: int) -> Run | None: ...
