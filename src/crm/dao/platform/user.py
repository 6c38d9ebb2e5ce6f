"""Users in the database, and what they may do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.absence import StandsIn
from crm.domain.platform.user import MODULE, User


@dataclass(frozen=True)
class RoleGrants:
    """One role of a person."""

    id: int
    name: str
    administrator: bool
    grants: dict[str, int]


@dataclass(frozen=True)
class HeldRole(RoleGrants):
    """The same with what else it does to whoever holds it."""

    screen_mark: bool


@dataclass(frozen=True)
class Holding(RoleGrants):
    """One role of one of several people."""

    user_id: int


@dataclass(frozen=True)
class SignIn:
    """What somebody signs in with, in lower case."""

    id: int
    account: str
    mail: str | None


@dataclass(frozen=True)
class Written:
    """Which roles somebody's record names, and how often it was written."""

    id: int
    version: int
    roles: list[int]


@dataclass(frozen=True)
class Colleague:
    """What everybody may know of a user: for handing work over."""

    id: int
    name: str
    department_name: str | None


class UserDao(RecordDao):
    module = MODULE

    @statement
    def by_account(self, account: str) -> User | None:
        """The user of that account or mail address, whatever his state; for signing in, so no predicate."""
        ...

    @statement
    def by_id(self, id: int) -> User | None:
        """The user, whoever asks: names of colleagues are no secret, and the system acts for them."""
        ...

    @statement
    def active(self, ids: list[int]) -> list[int]:
        """Those of these who may sign in, whoever asks."""
        ...

    @statement
    def moved(self, change_set_id: int) -> list[int]:
        """Whose department differs since that change set."""
        ...

    @statement
    def signing_in(self, texts: list[str]) -> list[SignIn]:
        """Who signs in with one of these, accounts or mail addresses in lower case; whoever asks, as they have to differ."""
        ...

    @statement
    def accounts(self) -> list[str]:
        """Every account in lower case."""
        ...

    @statement
    def role_grants(self, user_id: int) -> list[HeldRole]: ...

    @statement
    def held(self, user_ids: list[int]) -> list[Holding]:
        """The roles of these people."""
        ...

    @statement
    def roles_written(self, ids: list[int]) -> list[Written]: ...

    @statement
    def roles_named(self, ids: list[int]) -> list[RoleGrants]:
        """The roles of these ids, whoever asks: what they grant decides who may hand them out."""
        ...

    @statement
    def administrators(self) -> int:
        """How many active users may do everything."""
        ...

    @statement
    def colleagues(self, size: int, like: str | None = None, start: str | None = None) -> list[Colleague]:
        """Active users by name or account; `start` is the beginning of the name as it sorts, in pinyin."""
        ...

    @statement
    def put_look(self, id: int, theme: str, density: str) -> int: ...

    @statement
    def put_keys(self, id: int, own: dict[str, str]) -> int: ...

    @statement
    def departments_below(self, department_id: int) -> list[int]: ...

    @statement
    def access_stamp(self) -> int: ...

    @statement
    def move_stamp(self) -> int:
        """Every process reads the grants anew before its next answer."""
        ...

    @statement
    def drop_roles(self, user_ids: list[int]) -> int: ...

    @statement
    def put_roles(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def stands_in(self, user_id: int, day: date) -> list[StandsIn]:
        """The people who are away on that day and whose stand-in the user is."""
        ...

    @statement
    def count_users(self) -> int:
        """How many there are or ever were."""
        ...
