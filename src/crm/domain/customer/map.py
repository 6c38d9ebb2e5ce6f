"""Where customers are: provinces as squares of a grid, each about where it lies, and their cities.

A drawing of borders needs map data that may be used and is approved; squares show the same figures without any.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# The short name of a province -> (column, row) of the grid, and the beginnings by which longer names are known.
PLACES: Mapping[str, tuple[int, int]] = {
    "黑龙江": (8, 0), "新疆": (0, 1), "内蒙古": (5, 1), "吉林": (8, 1),
    "青海": (1, 2), "甘肃": (2, 2), "宁夏": (3, 2), "山西": (5, 2), "北京": (6, 2), "河北": (7, 2), "辽宁": (8, 2),
    "西藏": (0, 3), "四川": (2, 3), "陕西": (3, 3), "河南": (5, 3), "山东": (6, 3), "天津": (7, 3),
    "重庆": (3, 4), "湖北": (4, 4), "安徽": (5, 4), "江苏": (6, 4), "上海": (7, 4),
    "云南": (1, 5), "贵州": (2, 5), "湖南": (4, 5), "江西": (5, 5), "浙江": (6, 5),
    "广西": (3, 6), "广东": (4, 6), "福建": (5, 6), "台湾": (7, 6),
    "海南": (3, 7), "澳门": (4, 7), "香港": (5, 7),
}  # fmt: skip
COLUMNS, ROWS, STEPS = 9, 8, 5


@dataclass(frozen=True)
class Place:
    """A province (or a city) as it is written on customers, and how many are there."""

    name: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Square:
    """A province of the grid; `level` is 0 for nobody, 1 to STEPS for few to many. `written` are the ways its name is written."""

    name: str
    column: int
    row: int
    count: int
    level: int
    written: tuple[str, ...]


def short(name: str) -> str | None:
    """The province of the grid that a written name means: 浙江省, 广西壮族自治区 and 上海市 too; None for any other."""
    said = name.strip()
    return next((place for place in PLACES if said.startswith(place)), None)


def squares(found: list[Place]) -> tuple[list[Square], list[Place]]:
    """The grid, and what is written elsewhere: other countries, spelling of their own, or nothing."""
    counts: dict[str, int] = dict.fromkeys(PLACES, 0)
    written: dict[str, list[str]] = {name: [] for name in PLACES}
    others = []
    for place in found:
        known = short(place.name) if place.name else None
        if known and place.name:
            counts[known] += place.count
            written[known].append(place.name)
        else:
            others.append(place)
    most = max(counts.values(), default=0)
    return [Square(name, *PLACES[name], count, level(count, most), tuple(written[name])) for name, count in counts.items()], others


def level(count: int, most: int) -> int:
    """Five steps by the square root, so that the second largest is not as pale as the smallest."""
    return 0 if not count else max(1, min(STEPS, round(STEPS * (count / most) ** 0.5)))
