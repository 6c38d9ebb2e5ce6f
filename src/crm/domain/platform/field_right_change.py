"""What a change of rights of fields does to the people who hold the role: which fields they no longer read, or read too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crm.domain.kit.custom import HIDDEN, MASKED, READ_ONLY

Place = tuple[str, str]  # (module, field)
READ = {HIDDEN: 0, MASKED: 1, READ_ONLY: 2, "": 2}  # nothing, a part, all of it
WRITTEN = (MASKED, "")
# What may happen to somebody, the losses first.
LOSSES = ("hidden", "masked", "locked")
HAPPENS = (*LOSSES, "mask", "clear", "edits")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to whom it happens."""

    id: int
    name: str
    department: str | None


@dataclass(frozen=True, slots=True)
class FieldShift:
    """The same that happens to these people with these fields."""

    what: str
    fields: tuple[Place, ...]
    people: tuple[Reader, ...]

    @property
    def wider(self) -> bool:
        return self.what not in LOSSES


def happens(before: str, after: str) -> Iterator[str]:
    """What somebody notices when a level becomes another."""
    had, has = READ[before], READ[after]
    if has < had:
        yield "hidden" if not has else "masked"
    elif has > had:
        yield "mask" if has == READ[MASKED] else "clear"
    if had and has and (before in WRITTEN) != (after in WRITTEN):
        yield "edits" if after in WRITTEN else "locked"


def shifts(people: Iterable[tuple[Reader, Mapping[Place, str], Mapping[Place, str]]]) -> list[FieldShift]:
    """Of each person with the levels before and after: alike things together, what is lost first."""
    told: dict[tuple[str, Place], list[Reader]] = defaultdict(list)
    for one, before, after in people:
        for place in sorted({*before, *after}):
            for what in happens(before.get(place, ""), after.get(place, "")):
                told[what, place].append(one)
    alike: dict[tuple[str, tuple[Reader, ...]], list[Place]] = defaultdict(list)
    for (what, place), readers in told.items():
        alike[what, tuple(readers)].append(place)
    found = [FieldShift(what, tuple(places), readers) for (what, readers), places in alike.items()]
    return sorted(found, key=lambda one: (HAPPENS.index(one.what), -len(one.people)))
