"""What an agreement is worth: Fellegi–Sunter weights, learnt from the records themselves by expectation–maximisation.

Fellegi and Sunter (1969), A Theory for Record Linkage; Winkler (1988) for EM. A pair of records is a pattern: one level
for each aspect, None where a value is missing. The weight of a level is log2(m / u): how much more often it is met in
twins (m) than in two records taken at random (u).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

Pattern = tuple[int | None, ...]
ROUNDS = 60
CLOSE = 1e-4
SAID = 5.0  # twins that the first guess counts for: where nothing is met it stays
FEW = 100
NEVER = -60.0


@dataclass
class Weights:
    """m and u of each level of each aspect, and how many of all pairs are twins.

    `apart`: for each aspect the highest level at which two records cannot be one, whatever else they share; -1 for none.
    """

    m: list[list[float]]
    u: list[list[float]]
    share: float
    apart: tuple[int, ...]
    _kept: dict[Pattern, float] = field(default_factory=dict, repr=False)

    def weight(self, pattern: Pattern) -> float:
        """log2 of the odds that the pair is one."""
        if (known := self._kept.get(pattern)) is None:
            known = math.log2(self.share / (1 - self.share))
            known += sum(self.of(at, level) for at, level in enumerate(pattern) if level is not None)
            if any(level is not None and level <= least for level, least in zip(pattern, self.apart, strict=True)):
                known = NEVER
            self._kept[pattern] = known
        return known

    def of(self, at: int, level: int) -> float:
        """What a level is worth: never more than a level above it, even where too few were met to learn that."""
        return min(math.log2(m / u) for m, u in zip(self.m[at][level:], self.u[at][level:], strict=True))

    def rises(self) -> bool:
        """Whether to agree is worth more than to differ, in every aspect: otherwise something else was learnt than twins."""
        return all(self.of(at, len(levels) - 1) > self.of(at, 0) for at, levels in enumerate(self.m))

    def as_json(self) -> dict[str, Any]:
        return {"m": self.m, "u": self.u, "share": self.share}

    @classmethod
    def of_json(cls, raw: Mapping[str, Any], apart: tuple[int, ...]) -> Self:
        return cls(raw["m"], raw["u"], raw["share"], apart)


def probability(weight: float) -> float:
    return 1 / (1 + 2 ** -min(max(weight, -60), 60))


def learn(pairs: Mapping[Pattern, int], random: Mapping[Pattern, int], sizes: Iterable[int], total: float, start: Weights) -> Weights:
    """Weights from the patterns of likely pairs and of pairs taken at random, each with how often it was met.

    `sizes`: the levels of each aspect; `total`: how many pairs there are at all. A pair that is in no block counts as different.
    """
    sizes, now = list(sizes), start
    drawn = sum(random.values()) or 1
    for _ in range(ROUNDS):
        likely = {pattern: probability(now.weight(pattern)) for pattern in pairs}
        twins = sum(count * likely[pattern] for pattern, count in pairs.items())
        m, u = [], []
        for at, size in enumerate(sizes):
            met = [SAID * one for one in start.m[at]]
            for pattern, count in pairs.items():
                if (level := pattern[at]) is not None:
                    met[level] += count * likely[pattern]
            m.append(_shares(met))
            met = [0.0] * size
            for pattern, count in random.items():
                if (level := pattern[at]) is not None:
                    met[level] += count * (1 - probability(now.weight(pattern)))
            u.append(_shares([one + 0.5 for one in met]) if sum(met) > FEW else start.u[at])
        share = min(max(twins / max(total, drawn), 1e-9), 0.5)
        new = Weights(m, u, share, start.apart)
        moved = max((abs(a - b) for one, other in zip(new.m, now.m, strict=True) for a, b in zip(one, other, strict=True)), default=0)
        now = new
        if moved < CLOSE:
            break
    return now


def _shares(met: list[float]) -> list[float]:
    total = sum(met)
    return [one / total for one in met]
