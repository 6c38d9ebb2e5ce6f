"""Records of one module that may be here already as records of another: a lead as a customer, or as a contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm.domain.kit.module import Module, modules


@dataclass(frozen=True)
class Likeness:
    """How values of one module read as values of another: field of the other -> own field."""

    module: str
    fields: Mapping[str, str]

    @property
    def other(self) -> Module:
        return modules()[self.module]

    def seen(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as the other module has them; what is empty is left out."""
        own = {name: values.get(mine) for name, mine in self.fields.items() if values.get(mine)}
        return {name: [value] if self.other.draft.own[name].kind.several else value for name, value in own.items()}


LIKENESSES: dict[str, tuple[Likeness, ...]] = {}  # module -> as what else its records may be here; each says it of itself
