"""Who somebody is elsewhere: what a sign-in source says of him, and the link to the user he is here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody for whom a source vouches. `factor`: it says that it asked for more than a password."""

    issuer: str
    subject: str
    account: str = ""
    name: str = ""
    mail: str = ""
    mail_verified: bool = False
    groups: tuple[str, ...] = ()
    branch: str = ""
    factor: bool = False
    level: str = ""  # acr: how strongly he signed in there


@dataclass(frozen=True)
class Identity:
    """The link between somebody at a source and a user here."""

    id: int
    provider_id: int
    user_id: int
    granted: list[int]


@dataclass(frozen=True)
class IdentityView:
    """A link as its owner sees it."""

    id: int
    provider_id: int
    provider_name: str
    linked_at: datetime
    used_at: datetime
    level: str


@dataclass(frozen=True)
class Secret:
    """The secret of a source, sealed."""

    sealed: str
    changed_at: datetime


def roles_now(held: Iterable[int], before: Collection[int], now: Collection[int]) -> list[int]:
    """The roles of a person whose groups gave him those `before` and give him these `now`; what he holds otherwise stays."""
    return list(dict.fromkeys([*(role for role in held if role not in before or role in now), *now]))


def texts(value: object) -> tuple[str, ...]:
    """The texts of a claim or an attribute that may be one, several or none."""
    several = value if isinstance(value, (list, tuple)) else [value]
    return tuple(text for one in several if isinstance(one, str) and (text := one.strip()))


def first(value: object) -> str:
    return next(iter(texts(value)), "")


def group_names(values: Iterable[str]) -> tuple[str, ...]:
    """What groups are called: of a distinguished name its first part, of a path (Keycloak) its last."""
    found = []
    for value in values:
        head, _, rest = value.partition(",")
        kind, is_dn, name = head.partition("=")
        found.append(name if is_dn and (rest or kind.lower() == "cn") else value.rsplit("/", 1)[-1])
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))
