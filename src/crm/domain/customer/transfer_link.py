"""What a line of an import names: records that are here, or that are made because it names them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class NewRecord:
    """A record that is made because a row names it; two spellings of one name are one."""

    module: str
    key: str
    name: str = field(compare=False)


def makes(module: str) -> tuple[str, ...]:
    """Of which modules a row makes records that it names and that are not here yet."""
    return {"account": (), "department": (), "user": ("department", "user")}.get(module, ("account",))


def is_named_alone(draft: Any) -> bool:
    """Whether the name says who it is: not of people, unless the line says nothing else by which a user would be known."""
    if draft.module_name == "user":
        return not (draft.account or draft.mail)
    return getattr(draft, "kind", None) != "person"


def is_twin(kinds: set[str], draft: Any, company: Any, other: Any) -> bool:
    """Companies of one name are one; of people of one name only those of the same company are."""
    if kinds != {"name"}:
        return True
    return is_named_alone(draft) and company == getattr(other, "account_id", None)
