"""What added fields need when records are read and written: names of references, numbers, formulas, keys of unique ones."""

from typing import Any

from crm.dao.platform.field_value import FieldValueDao


class AddedValues:
    """Used by record services and the writer, in the transaction under way."""

    def __init__(self, values: FieldValueDao):
        self.values = values

    def titles(self, ids: list[int]) -> dict[int, str]:
        """What the records are called, in the transaction under way; those that the actor may not see are left out."""
        return {one.id: one.title for one in self.values.titles(ids)}
