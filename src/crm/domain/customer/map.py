"""Where customers are: provinces as squares of a grid, each about where it lies, and their cities.

A drawing of borders needs map data that may be used and is approved; squares show the same figures without any.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# The short name of a province -> (column, row) of the grid, and the beginnings by which longer names are known.
PLACES: Mapping[str, tuple[int, int]] = {
    "黑龙江": (10, 0), "新疆": (1, 1), "内蒙古": (7, 1), "吉林": (10, 1),
    "青海": (2, 2), "甘肃": (4, 2), "宁夏": (5, 2), "山西": (7, 2), "北京": (8, 2), "河北": (9, 2), "辽宁": (10, 2),
    "西藏": (1, 3), "四川": (4, 3), "陕西": (5, 3), "河南": (7, 3), "山东": (8, 3), "天津": (9, 3),
    "重庆": (5, 4), "湖北": (6, 4), "安徽": (7, 4), "江苏": (8, 4), "上海": (9, 4),
    "云南": (3, 5), "贵州": (4, 5), "湖南": (6, 5), "江西": (7, 5), "浙江": (8, 5),
    "广西": (5, 6), "广东": (6, 6), "福建": (7, 6), "台湾": (9, 6),
    "海南": (5, 7), "澳门": (6, 7), "香港": (7, 7),
}  # fmt: skip
COLUMNS, ROWS, STEPS = 12, 8, 5


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
