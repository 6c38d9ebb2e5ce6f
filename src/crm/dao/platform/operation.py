"""How the installation fares, in the database."""

from datetime import date, datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.operation import Bucket, DayTotal, DayUse, Load, PersonUse, Sample, Size, TokenUse


class OperationDao(Dao):
    @statement
    def is_measurable(self) -> int: ...

    @statement
    def sizes(self) -> list[Size]: ...

    @statement
    def whole(self) -> int: ...

    @statement
    def files(self) -> list[Size]: ...

    @statement
    def put_sizes(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def last_day(self) -> date | None: ...

    @statement
    def first_day(self, since: date) -> date | None: ...

    @statement
    def samples(self, day: date, first: date) -> list[Sample]: ...

    @statement
    def growth(self, kind: str, since: date) -> list[DayTotal]: ...

    @statement
    def put_loads(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def loads(self, since: date, sort: str, size: int) -> list[Load]: ...

    @statement
    def buckets(self, since: date, labels: list[str]) -> list[Bucket]: ...

    @statement
    def oldest(self) -> datetime | None: ...

    @statement
    def put_uses(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def uses(self, since: date) -> list[DayUse]: ...

    @statement
    def people(self, since: date, size: int) -> list[PersonUse]: ...

    @statement
    def tokens(self, since: date, size: int) -> list[TokenUse]: ...

    @statement
    def forget_sizes(self, before: date) -> int: ...

    @statement
    def forget_loads(self, before: date) -> int: ...

    @statement
    def forget_uses(self, before: date) -> int: ...
