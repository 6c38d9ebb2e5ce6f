"""What a change of roles does to the people who hold them: which permissions reach farther or less far, and to which records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crm.domain.kit.access import NOBODY, Grants, Ground, Predicate, Scope, predicate
from crm.domain.kit.filter import Condition, Group

MOST_PARTS = 60  # a database has to plan for each


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody to whom it happens, with all his roles together: what they grant now, and what they would."""

    id: int
    name: str
    department: str | None
    before: Grants
    after: Grants


@dataclass(frozen=True, slots=True)
class Shift:
    """One permission that reaches less far, or farther, in the same way for these people."""

    permission: str
    before: Scope
    after: Scope
    people: tuple[Touched, ...]

    @property
    def wider(self) -> bool:
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class Sight:
    """Records of a module that people will no longer see, or will see too. `count` is None where nobody counted.
    With `owners` it is about their records alone, which move to another department with them."""

    module: str
    wider: bool
    people: tuple[Touched, ...]
    count: int | None = None
    owners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something beyond looking that the same people may do less far, or farther, in several modules."""

    verb: str
    before: Scope
    after: Scope
    modules: tuple[str, ...]
    people: tuple[Touched, ...]

    @property
    def wider(self) -> bool:
        return self.after > self.before


def compared(left: Grants, right: Grants, permissions: Mapping[str, bool]) -> dict[str, tuple[Scope, Scope]]:
    """Every permission -> how far it reaches by the one and by the other; those without scopes all the way or not at all."""
    return {name: (_whole(left.scope(name), scoped), _whole(right.scope(name), scoped)) for name, scoped in permissions.items()}


def _whole(scope: Scope, scoped: bool) -> Scope:
    return scope if scoped or not scope else Scope.ALL


def differences(before: Grants, after: Grants, permissions: Mapping[str, bool]) -> Iterator[tuple[str, Scope, Scope]]:
    """The permissions that do not reach equally far."""
    for name, (had, has) in compared(before, after, permissions).items():
        if had != has:
            yield name, had, has


def deeds(shifts: Iterable[Shift]) -> list[Deed]:
    """All but looking, with the modules together in which the same happens to the same people; what is lost stands first."""
    found: dict[tuple[bool, str, Scope, Scope, tuple[int, ...]], tuple[list[str], tuple[Touched, ...]]] = {}
    for one in shifts:
        module, _, verb = one.permission.partition(".")
        if verb != "view":
            key = one.wider, verb, one.before, one.after, tuple(person.id for person in one.people)
            found.setdefault(key, ([], one.people))[0].append(module)
    listed = [Deed(verb, had, has, tuple(modules), people) for (_, verb, had, has, _), (modules, people) in found.items()]
    return sorted(listed, key=lambda one: (one.wider, -len(one.people)))


def sights(shifts: Iterable[Shift]) -> list[Sight]:
    """The modules of which people see less, then those of which they see more."""
    found: dict[tuple[str, bool], list[Touched]] = {}
    for one in shifts:
        module, _, verb = one.permission.partition(".")
        if verb == "view":
            found.setdefault((module, one.wider), []).extend(one.people)
    return sorted((Sight(module, wider, tuple(people)) for (module, wider), people in found.items()), key=lambda one: one.wider)


def own_sights(one: Touched, permissions: Mapping[str, bool]) -> list[Sight]:
    """What somebody sees less and more of when his department changes, and perhaps his roles: less stands first."""
    names = [name.partition(".")[0] for name, scoped in permissions.items() if scoped and name.endswith(".view")]
    found = [Sight(name, wider, (one,)) for wider in (False, True) for name in names]
    told = {(sight.module, sight.wider): sight for sight in found if moved(sight) is not None}
    plain = sights(Shift(*key, (one,)) for key in differences(one.before, one.after, permissions))
    return sorted(({(sight.module, sight.wider): sight for sight in plain} | told).values(), key=lambda sight: sight.wider)


def merged(found: Iterable[Sight]) -> list[Sight]:
    """The same module in the same direction told once, with all the people and owners; less stands first."""
    alike: dict[tuple[str, bool, bool], list[Sight]] = {}
    for one in found:
        alike.setdefault((one.module, one.wider, bool(one.owners)), []).append(one)
    told = [
        Sight(
            module, wider, tuple({person.id: person for one in some for person in one.people}.values()),
            owners=tuple(dict.fromkeys(owner for one in some for owner in one.owners)),
        )
        for (module, wider, _), some in alike.items()
    ]  # fmt: skip
    return sorted(told, key=lambda sight: sight.wider)


def reach(grants: Grants, permission: str) -> frozenset[int]:
    """The departments whose records the permission reaches because they are of that department."""
    grounds = predicate(grants, permission, near=False).grounds
    return frozenset(id for one in grounds if one.column == "department_id" for id in one.values)


def moved(sight: Sight) -> Group | None:
    """The records of which it speaks, as a filter: those that at least one of these people sees before and no longer after, or the
    other way round. None where there are none, or too many different reasons to ask for them."""
    if sight.owners:
        return Group((Condition("owner_id", "any", sight.owners),))
    name = f"{sight.module}.view"
    pairs = ((predicate(one.before, name, near=False), predicate(one.after, name, near=False)) for one in sight.people)
    found = beyond((after, before) if sight.wider else (before, after) for before, after in pairs)
    return found if found is None or len(found.parts) <= MOST_PARTS else None


def beyond(pairs: Iterable[tuple[Predicate, Predicate]]) -> Group | None:
    """What at least one of the pairs' first predicates lets in and its second does not; None for nothing.

    People whose first predicate is the same are asked for together: all of it but what every one of them keeps.
    """
    kept: dict[Predicate, list[Predicate]] = {}
    for wide, narrow in pairs:
        if wide != narrow and not narrow.always and (wide.always or wide.grounds):
            kept.setdefault(wide, []).append(narrow)
    whole = [wide for wide, narrow in kept.items() if not _shared(narrow)]
    if any(one.always for one in whole):
        return Group()
    parts = [Group((*_let_in(wide), _kept_out(shared))) for wide, narrow in kept.items() if (shared := _shared(narrow))]
    parts += _let_in(_joined(whole))
    return Group(tuple(parts), any=True) if parts else None


def _shared(predicates: list[Predicate]) -> list[Predicate]:
    """Predicates that together let in what each of these does; none where that is nothing."""
    if NOBODY in predicates:
        return []
    values: dict[str, set[int]] = {}
    several = []
    for one in dict.fromkeys(predicates):
        if len(one.grounds) == 1:
            (ground,) = one.grounds
            values[ground.column] = values.get(ground.column, set(ground.values)) & set(ground.values)
        else:
            several.append(one)
    if not all(values.values()):
        return []
    return [*several, *(Predicate((Ground(column, tuple(sorted(left)), ""),)) for column, left in values.items())]


def _joined(predicates: list[Predicate]) -> Predicate:
    values: dict[str, set[int]] = {}
    for one in predicates:
        for ground in one.grounds:
            values.setdefault(ground.column, set()).update(ground.values)
    return Predicate(tuple(Ground(column, tuple(sorted(found)), "") for column, found in values.items()))


def _let_in(found: Predicate) -> tuple[Group, ...]:
    return (Group(tuple(Condition(one.column, "any", one.values) for one in found.grounds), any=True),) if found.grounds else ()


def _kept_out(shared: list[Predicate]) -> Group:
    """Not all of them let it in."""
    return Group(tuple(Group(tuple(Condition(g.column, "none", g.values) for g in one.grounds)) for one in shared), any=True)
