"""Twins in the database: rules, weights, keys in common, pairs."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.duplicate import KeyRow, Pair, Rule, WeightRow


class DuplicateDao(Dao):
    @statement
    def rules(self) -> list[Rule]: ...

    @statement
    def put_rule(self, module_name: str, action: str, threshold: int, now: datetime, updated_by: int | None) -> int: ...

    @statement
    def weights(self, module_name: str) -> WeightRow | None: ...

    @statement
    def put_weights(self, module_name: str, weights: dict[str, Any], records: int, pairs: int, now: datetime) -> int: ...

    @statement
    def holders(self, module_name: str, kinds: list[str], values: list[str], most: int) -> list[KeyRow]:
        """The records that hold one of the keys, without keys that more than `most` hold."""
        ...

    @statement
    def kinds(self, module_name: str) -> list[str]:
        """The kinds of key that records of the module hold."""
        ...

    @statement
    def blocks(self, module_name: str, kind: str, after_value: str, most: int, size: int) -> list[KeyRow]:
        """Records that share a key of the kind, in order of its value, without keys that too many have."""
        ...

    @statement
    def keyed(self, module_name: str) -> int | None:
        """The version by which the keys of every record of the module were made; None: never by another than the first."""
        ...

    @statement
    def put_keyed(self, module_name: str, version: int) -> int: ...

    @statement
    def page(
        self, module_name: str, state: str, size: int, weight: int | None = None, one_id: int | None = None, other_id: int | None = None
    ) -> list[Pair]:
        """Pairs of which the actor may see both, the surest first; behind the one of that weight and those ids."""
        ...

    @statement
    def of_record(self, id: int, state: str) -> list[Pair]:
        """The pairs that a record stands in."""
        ...

    @statement
    def put_pairs(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def decide(self, one_id: int, other_id: int, module_name: str, weight: int, levels: list[int | None], state: str, now: datetime,
               decided_by: int) -> int: ...  # fmt: skip

    @statement
    def clear(self, module_name: str) -> int:
        """Forget the pairs of the last search; what people decided stays."""
        ...
