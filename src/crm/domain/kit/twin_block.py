"""Keys that twins share in spite of how they are written: only records with a key in common are compared."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crm.domain.kit.twin_value import EVERYBODY, Name, sound

# What companies call their trade; without it the name's own part is left: 云帆 of 云帆网络科技.
_TRADE = re.compile(
    "(?:网络|信息|电子|软件|数据|智能|生物|环保|新能源|文化|传媒|广告|教育|咨询|管理|投资|金融|资产|医药|医疗|食品|餐饮|酒店|旅游|物流|运输|供应链|"
    "国际|进出口|贸易|商贸|电子商务|工程|建筑|建设|装饰|设计|机械|设备|制造|工业|实业|化工|材料|服装|纺织|家具|汽车|房地产|置业|物业|服务|科技|技术|发展)+$"
)
_MOBILE = re.compile("1[3-9][0-9]{9}")
VERSION = 1  # raised when keys are made in another way: the next search for twins writes those of all records anew
KEYED = frozenset(("name", "address", "phone", "mail", "date", "host", "text"))  # kinds whose values give keys
_STOP = frozenset("the of and for de la school center centre inc".split())  # noqa: SIM905


def keys(kind: str, value: Any) -> Iterator[tuple[str, str]]:
    """(kind of key, key) of one value, none longer than 60 characters. No kind: the value itself, as it is kept for looking it up."""
    if kind == "name":
        yield from _name_keys(value)
    elif kind == "address":
        if value.numbers and value.words:
            first = max(value.words.split(), key=len)
            yield "street", f"{value.numbers[0]} {first[:4] if first.isascii() else first[-6:]}"
    elif kind == "phone":
        if _MOBILE.fullmatch(value):
            yield "", f"+86{value}"
        else:
            yield "tail", value[-7:]  # some write the area code and some do not
    elif kind == "mail":
        yield "", value
        if (local := value.partition("@")[0]) not in EVERYBODY:
            yield "local", local
    elif kind in ("date", "host"):
        yield kind, value
    elif kind == "text" and len(value) > 5:
        yield kind, value[:60]


def _name_keys(value: Name) -> Iterator[tuple[str, str]]:
    yield "", value.core
    if value.core.isascii():
        for word in value.words:
            if len(word) > 2 and word not in _STOP:
                yield "word", word[:5]
    else:
        own = _TRADE.sub("", value.core)
        yield "sound", sound(own if len(own) > 1 else value.core)[:60]


def crossed(profile: Mapping[str, tuple[Any, ...]], kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Keys of two values together, for what is too common alone: a word of the name with the place, the street with it."""
    names = [value for aspect, values in profile.items() if kinds[aspect] == "name" for value in values if value.core.isascii()]
    places = [value for aspect, values in profile.items() if kinds[aspect] in ("place", "code") for value in values]
    starts = {word[:3] for value in names for word in value.words}
    for start in sorted(starts):
        for place in places:
            yield "name.at", f"{start} {str(place)[:20]}"
