"""Pairs put together to clusters, without the chains that make giants of them.

A pair that fits joins two clusters only when the clusters as a whole fit: the mean weight over all pairs between them
stays above a bound, and no pair speaks strongly against it (average linkage with a veto).
"""

from collections.abc import Callable, Iterable

MEAN = 0.0
VETO = -6.0
LARGEST = 50


def clusters(
    pairs: Iterable[tuple[int, int, float]],
    weigh: Callable[[int, int], float],
    threshold: float = 0.0,
    mean: float = MEAN,
    veto: float = VETO,
) -> list[list[int]]:
    """Groups of two and more. `pairs`: (one, other, weight); `weigh` gives the weight of a pair that is not among them."""
    known: dict[tuple[int, int], float] = {}
    for one, other, weight in pairs:
        known[min(one, other), max(one, other)] = weight
    group: dict[int, list[int]] = {}
    for (one, other), weight in sorted(known.items(), key=lambda item: (-item[1], item[0])):
        if weight < threshold:
            break
        mine, theirs = group.setdefault(one, [one]), group.setdefault(other, [other])
        if mine is theirs or len(mine) + len(theirs) > LARGEST or not _fits(mine, theirs, known, weigh, mean, veto):
            continue
        mine.extend(theirs)
        for member in theirs:
            group[member] = mine
    return [sorted(found) for found in {id(found): found for found in group.values()}.values() if len(found) > 1]


def _fits(
    mine: list[int], theirs: list[int], known: dict[tuple[int, int], float], weigh: Callable[[int, int], float], mean: float, veto: float
) -> bool:
    total = 0.0
    for one in mine:
        for other in theirs:
            pair = (min(one, other), max(one, other))
            if pair not in known:
                known[pair] = weigh(*pair)
            if known[pair] < veto:
                return False
            total += min(known[pair], 10.0)
    return total / (len(mine) * len(theirs)) >= mean
