"""What somebody follows or has starred, and what is told of a record that others follow."""

from dataclasses import dataclass

KINDS = ("star", "follow")
QUIET = ("create", "import")  # nobody can follow yet what is only now being made


@dataclass(frozen=True)
class Own:
    """Something of one person's own about a record: a star, that he follows it, or what he was typing (JSON)."""

    what: str  # star, follow, draft.<kind>
    data: str | None


@dataclass(frozen=True)
class Mark:
    """Whose star, or who follows."""

    user_id: int
    kind: str


@dataclass(frozen=True)
class Moved(Mark):
    """A mark that a merge moved from the record that went to the one that stayed."""

    group_id: int
    kept_id: int
    gone_id: int


@dataclass(frozen=True)
class Titled:
    """A record by its title, of any module."""

    id: int
    module: str
    title: str
    second: str | None


@dataclass(frozen=True)
class Place:
    """What decides who may see a record."""

    id: int
    owner_id: int | None
    department_id: int | None
    pool_id: int | None


@dataclass(frozen=True)
class Follower(Place):
    """Somebody who follows a record, with what decides whether he may still see it."""

    user_id: int
    title: str


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """Somebody named colleagues in a text about a record; `anchor` is where on its page."""

    people: tuple[int, ...]
    module: str
    record_id: int
    anchor: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordTold:
    """Something was logged about records: whoever follows them wants to hear of it."""

    module: str
    ids: tuple[int, ...]
    name: str
