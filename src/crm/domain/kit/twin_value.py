"""What is compared when two records may be one: values of each kind, brought down to what their spellings share."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from crm.domain.kit.company import company_key, company_place, simplified
from crm.domain.kit.pinyin import HAN, readings

_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
_NUMBER = re.compile("[0-9]+")
_COUNTS = re.compile("[0-9]+|(?<=第)[一二三四五六七八九十]+")  # the second hospital is not the first
# Mail at these says nothing of a company.
PUBLIC = frozenset(
    (  # noqa: SIM905
        "qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn 21cn.com "
        "aliyun.com gmail.com hotmail.com outlook.com live.com msn.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net "
        "proton.me protonmail.com mail.ru example.com"
    ).split()
)
# Mailboxes that every company has.
EVERYBODY = frozenset("info sales service services support admin contact office hr mail kf webmaster marketing hello".split())  # noqa: SIM905
# In an address these say that a number follows; some write them and some do not.
_STREET = {
    "street": "st", "road": "rd", "avenue": "ave", "av": "ave", "drive": "dr", "boulevard": "blvd", "place": "pl", "court": "ct",
    "lane": "ln", "square": "sq", "north": "n", "south": "s", "east": "e", "west": "w", "first": "1st", "second": "2nd", "third": "3rd",
    "floor": "fl", "suite": "ste", "building": "bldg", "room": "rm",
}  # fmt: skip
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_COUNTED = re.compile("(?=[〇零一二三四五六七八九十])([〇零一二三四五六七八九]*)(?:(十)([〇零一二三四五六七八九]*))?(?=[号楼层室栋幢座单])")


@dataclass(frozen=True)
class Name:
    """A company's or a person's name: its core, the words of it in order of the alphabet, and its numbers."""

    core: str
    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()

    @cached_property
    def sound(self) -> str:
        """Worked out once: a search for twins holds each name against dozens."""
        return sound(self.core)


@dataclass(frozen=True, slots=True)
class Address:
    """The numbers of an address and its words, both as they stand."""

    numbers: tuple[str, ...]
    words: str


def plain(text: str) -> str:
    """Lower case, half width, simplified, without accents."""
    if text.isascii():
        return text.lower().strip()
    said = unicodedata.normalize("NFKC", text).lower().strip()
    if said.isascii():
        return said
    if not unicodedata.is_normalized("NFKD", said):
        parted = unicodedata.normalize("NFKD", said)
        said = unicodedata.normalize("NFC", "".join(c for c in parted if not "\u0300" <= c <= "\u036f"))
    return simplified(said)


def sound(text: str) -> str:
    """Han as pinyin without tones, the rest as it is."""
    return text if text.isascii() else _HAN_RUN.sub(lambda run: "".join([one[:-1] for one in readings(run[0])]), text)


@lru_cache(maxsize=1024)
def name(text: str) -> Name | None:
    words = tuple(sorted(_WORD.findall(plain(text).replace(".", " ").replace("'", ""))))
    if not words:
        return None
    core = company_key(text)
    numbers = tuple(_COUNTS.findall(core))
    if _HAN_RUN.search(core):
        return Name(core, (core,), numbers)
    return Name(core, words, numbers)


def text(raw: str) -> str | None:
    return " ".join(_WORD.findall(plain(raw))) or None


@lru_cache(maxsize=4096)
def place(raw: str) -> str | None:
    """A province, city or suburb, without the word that says which of them it is."""
    said = text(raw)
    if said and len(said) > 2 and said[-1] in "省市区县州盟":
        return said[:-1]
    return said


def where(raw: str) -> str | None:
    """The place that the name of a company begins with."""
    return company_place(plain(raw))


def _counted(found: re.Match[str]) -> str:
    """十二 as 12, 一二 too."""
    before, ten, behind = (part.translate(_DIGITS) for part in found.groups(""))
    return f"{before or 1}{behind or 0}" if ten else before + behind


def address(raw: str) -> Address | None:
    said = _COUNTED.sub(_counted, plain(raw))
    numbers = tuple(number.lstrip("0") or "0" for number in _NUMBER.findall(said))
    words = (_STREET.get(word, word) for word in _WORD.findall(_NUMBER.sub(" ", said)))
    joined = " ".join(word for word in words if word not in ("号", "no"))
    return Address(numbers, joined) if numbers or joined else None


def code(raw: Any) -> str | None:
    """A number that names something: a postcode, a tax id, a house number."""
    said = plain(str(raw))
    return said if said.isascii() and said.isalnum() else "".join(_WORD.findall(said)) or None


def phone(raw: str) -> str | None:
    digits = "".join(_NUMBER.findall(plain(raw).partition(";")[0]))
    return digits[-11:] if len(digits) >= 5 else None


def mail(raw: str) -> str | None:
    said = plain(raw)
    return said if "@" in said else None


def host(raw: str) -> str | None:
    """The domain of a mail address or of a website that belongs to a company, without www."""
    behind = plain(raw).rpartition("@")[2]
    said = behind.partition("://")[2] or behind
    found = said.partition("/")[0].partition(":")[0].removeprefix("www.")
    return found if "." in found and found not in PUBLIC else None


def day(raw: Any) -> str | None:
    """Eight digits: year, month, day."""
    digits = "".join(_NUMBER.findall(str(raw)))[:8]
    return digits if len(digits) == 8 else None


def same(raw: Any) -> str:
    return str(raw)


VALUES: dict[str, Callable[[Any], Any]] = {
    "name": name, "text": text, "place": place, "where": where, "address": address, "code": code, "phone": phone, "mail": mail,
    "host": host, "date": day, "same": same, "mark": code,
}  # fmt: skip
