"""Which records are probably one: profiles of what is compared, patterns of how alike they are, a weight for each pair.

Every user of the matcher describes its records by aspects; all else is the same: customers, contacts, leads, test data.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crm.domain.kit.module import Module
from crm.domain.kit.sealed import Marked
from crm.domain.kit.twin_aspect import Aspect, aspects_of
from crm.domain.kit.twin_block import KEYED, crossed, keys
from crm.domain.kit.twin_level import LEVELS
from crm.domain.kit.twin_value import VALUES
from crm.domain.kit.twin_weight import Pattern, Weights, learn

Profile = dict[str, tuple[Any, ...]]
Key = tuple[str, str]
DRAWN = 200_000  # pairs taken at random to see what agrees by chance
BLOCK = 60  # a key that more records share says too little


@dataclass(frozen=True)
class Matcher:
    """Compares records of one module. `weights` are learnt, or the first guess."""

    aspects: tuple[Aspect, ...]

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {aspect.name: aspect.kind for aspect in self.aspects}

    @cached_property
    def _comparers(self) -> tuple[tuple[str, Callable[[Any, Any], int]], ...]:
        return tuple((aspect.name, LEVELS[aspect.kind][0]) for aspect in self.aspects)

    def profile(self, row: Mapping[str, Any], keyed: bool = False) -> Profile:
        """What of a record is compared; aspects that it says nothing about are missing. `keyed`: only what gives keys."""
        found: Profile = {}
        for name, readers in self._keyed if keyed else self._readers:
            values: list[Any] = []
            for field, read in readers:
                if not (raw := row.get(field)):
                    continue
                for one in raw if isinstance(raw, (list, tuple)) else (raw,):
                    if one and (value := read(one)) is not None and value not in values:
                        values.append(value)
            if values:
                found[name] = tuple(values)
        return found

    @cached_property
    def _readers(self) -> list[tuple[str, list[tuple[str, Callable[[Any], Any]]]]]:
        """Of each aspect its fields, and how each is read."""
        parts = [(aspect, [field.partition(":") for field in aspect.fields]) for aspect in self.aspects]
        return [(aspect.name, [(name, VALUES[kind or aspect.kind]) for name, _, kind in fields]) for aspect, fields in parts]

    @cached_property
    def _keyed(self) -> list[tuple[str, list[tuple[str, Callable[[Any], Any]]]]]:
        names = {aspect.name for aspect in self.aspects if aspect.key or aspect.kind in KEYED}
        return [reader for reader in self._readers if reader[0] in names]

    def keys_of(self, row: Mapping[str, Any]) -> set[Key]:
        """The keys of a record that is not compared now: places are read only where a Latin name needs them."""
        profile = self.profile(row, keyed=True)
        names = (value for aspect in self.aspects if aspect.kind == "name" for value in profile.get(aspect.name, ()))
        return self.keys(self.profile(row) if any(value.core.isascii() for value in names) else profile)

    def keys(self, profile: Profile) -> set[Key]:
        """What twins share: records without a key in common are never compared."""
        found = set(crossed(profile, self.kinds))
        for aspect in self.aspects:
            for value in profile.get(aspect.name, ()):
                for kind, key in keys(aspect.kind, value):
                    found.add((f"{aspect.name}.{kind}" if kind else aspect.key or aspect.name, key))
                if aspect.key and aspect.kind in ("code", "mark"):
                    found.add((aspect.key, Marked(value, aspect.key) if aspect.kind == "mark" else value))
        return found

    def pattern(self, one: Profile, other: Profile) -> Pattern:
        """The level of each aspect; None where one of the two says nothing. Of several values the best pair counts."""
        levels: list[int | None] = []
        for name, compare in self._comparers:
            if (mine := one.get(name)) is None or (theirs := other.get(name)) is None:
                levels.append(None)
            elif len(mine) == 1 and len(theirs) == 1:
                levels.append(compare(mine[0], theirs[0]))
            else:
                levels.append(max([compare(a, b) for a in mine for b in theirs]))
        return tuple(levels)

    def first_guess(self, share: float = 1e-4) -> Weights:
        """What twins agree in as a rule: most in all of it, the more alike the likelier."""
        m, u = [], []
        for aspect in self.aspects:
            top = LEVELS[aspect.kind][1]
            rising = [0.5**(top - level) for level in range(top + 1)]
            m.append([0.95 * one / sum(rising) + 0.05 / (top + 1) for one in rising])
            falling = [aspect.chance * 2.5 ** (top - level) for level in range(1, top + 1)]
            rest = sum(falling)
            u.append([max(1 - rest, 0.2), *falling])
        return Weights(m, u, share, tuple(aspect.apart for aspect in self.aspects))

    def learn(self, profiles: Sequence[Profile], patterns: Iterable[Pattern], start: Weights | None = None) -> Weights:
        """Weights of these records, from the patterns of the pairs that share a key."""
        total = len(profiles) * (len(profiles) - 1) / 2
        drawn = Counter(self.pattern(profiles[a], profiles[b]) for a, b in drawn_pairs(len(profiles), DRAWN))
        sizes = [LEVELS[aspect.kind][1] + 1 for aspect in self.aspects]
        guess = start or self.first_guess(min(len(profiles) / 4 / max(total, 1), 0.1))
        return learn(Counter(patterns), drawn, sizes, total, guess)


def drawn_pairs(size: int, most: int) -> Iterator[tuple[int, int]]:
    """Pairs of numbers below `size`, the same ones every time."""
    draw = random.Random(7)
    for _ in range(most if size > 1 else 0):
        one, other = draw.randrange(size), draw.randrange(size)
        if one != other:
            yield one, other


def blocked(keyed: Iterable[Iterable[Key]], most: int = BLOCK) -> set[tuple[int, int]]:
    """Pairs of records that share a key which at most so many have; records are numbered in their order."""
    holders: dict[Key, list[int]] = defaultdict(list)
    for at, found in enumerate(keyed):
        for key in found:
            holders[key].append(at)
    return {(one, other) for at in holders.values() if 1 < len(at) <= most for n, one in enumerate(at) for other in at[n + 1 :]}


_matchers: dict[str, Matcher] = {}  # by name: to hash a whole description takes as long as to compare two records


def matcher_of(module: Module) -> Matcher:
    """The matcher of a module's records."""
    if (known := _matchers.get(module.name)) is None:
        known = _matchers[module.name] = Matcher(aspects_of(module))
    return known
