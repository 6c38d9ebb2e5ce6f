"""vCards (2.1, 3.0, 4.0) as a table: one card a row, under headings that an import knows."""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from crm.language import Words
from crm.service.kit.sheet.base import Line, Sheet, Source, refused, text_of
from crm.service.kit.sheet.encoding import detect

LONGEST = 4 << 20  # characters of one card; a photograph in it is one or two million
_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCARD\s*[\r\n]", re.IGNORECASE)
_PART = ("Street", "City", "Province", "Zip", "Country")
_BINARY = re.compile(r"(?:\w+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_NAMED = re.compile(r"[\w.-]+[;:]")
ADDRESSES = 3
HEADER = [
    "Name", "Family name", "Given name", "Company", "Job title", "Phones", "Mails", "WeChat", "Gender", "Birthday", "Website",
    *_PART, *(f"{part} {n}" for n in range(2, ADDRESSES + 1) for part in _PART), "Tags", "Remark",
]  # fmt: skip


logging.getLogger("vobject").setLevel(logging.CRITICAL)  # it would write lines of people's cards into our log


def is_card(source: Source) -> bool:
    with source.open("rb") as file:
        head = file.read(512)
    return bool(_BEGIN.match(head)) or bool(_BEGIN.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe")))


def open_cards(source: Source, encoding: str | None) -> Sheet:
    encoding = encoding or detect(source)
    with source.open("rb") as file:
        count = sum(chunk.upper().count(b"END:VCARD") for chunk in iter(lambda: file.read(1 << 20), b""))
    return Sheet("vcf", lambda: _feed(source, encoding), max(count, 1), encoding)


def _feed(source: Source, encoding: str) -> Iterator[Line]:
    import vobject  # with the tables of all time zones, which only cards need

    yield 1, list(HEADER)
    for line, text in _texts(source, encoding):
        try:
            card = next(iter(vobject.readComponents(text, ignoreUnreadable=True, allowQP=True)))
        except Exception:  # of many kinds, for a card in which nothing can be relied on
            raise refused(Words("The card that begins in line {line} cannot be read.", line=line)) from None
        yield line, _cells(card)


def _texts(source: Source, encoding: str) -> Iterator[tuple[int, str]]:
    """Each card with the line it begins in, one at a time: a file of them may be of any size."""
    lines: list[str] = []
    start, size, pictured = 0, 0, False
    try:
        with text_of(source, encoding) as file:
            for number, line in enumerate(file, 1):
                word = line.strip().upper()
                if word == "BEGIN:VCARD" and not lines:
                    start, size = number, 0
                elif not lines:
                    continue
                size += len(line)
                pictured = bool(_BINARY.match(line)) or pictured and not _NAMED.match(line)
                if not pictured:
                    lines.append(line)
                if size > LONGEST:
                    raise refused(Words("The card that begins in line {line} cannot be read.", line=start))
                if word == "END:VCARD":
                    yield start, "".join(lines)
                    lines = []
    except UnicodeError:
        raise refused(Words("This file cannot be read as {encoding}. Please choose another encoding.", encoding=encoding)) from None
    if lines:
        raise refused(Words("The card that begins in line {line} cannot be read.", line=start))


def _cells(card: Any) -> list[Any]:
    family, given = _names(card)
    places = [_place(one.value) for one in card.contents.get("adr", ())]
    places = [place for place in places if any(place)]
    filled = [*places[:ADDRESSES], *[[""] * len(_PART)] * (ADDRESSES - len(places))]
    more = [", ".join(filter(None, place)) for place in places[ADDRESSES:]]
    return [
        _one(card, "fn"), family, given, _one(card, "org"), _one(card, "title"), "\n".join(_phones(card)), "\n".join(_all(card, "email")),
        _one(card, "x-wechat"), _one(card, "gender", "x-gender"), _birthday(_one(card, "bday")), _one(card, "url"),
        *(part for place in filled for part in place), "\n".join(_all(card, "categories")), "\n".join([*_all(card, "note"), *more]),
    ]  # fmt: skip


def _said(value: Any) -> str:
    """A value of one part or of several; a group of parts is told by its first."""
    parts = value if isinstance(value, list) else [value]
    return ", ".join(text for part in parts if (text := str(part).replace("\\:", ":").strip()))


def _all(card: Any, name: str) -> list[str]:
    found = (_said(one.value) for one in card.contents.get(name, ()))
    return list(dict.fromkeys(text for text in found if text))


def _one(card: Any, *names: str) -> str:
    for name in names:
        for one in card.contents.get(name, ()):
            value = one.value[0] if name == "org" and isinstance(one.value, list) and one.value else one.value
            if text := _said(value):
                return text
    return ""


def _names(card: Any) -> tuple[str, str]:
    for one in card.contents.get("n", ()):
        if hasattr(one.value, "family"):
            return _said(one.value.family), _said(one.value.given)
    return "", ""


def _phones(card: Any) -> list[str]:
    """Numbers of version 4.0 may be addresses: tel:+1-418-656-9254;ext=102."""
    found = []
    for text in _all(card, "tel"):
        found.append(unquote(text[4:]).replace(";ext=", " ext ") if text.lower().startswith("tel:") else text)
    return found


def _place(value: Any) -> list[str]:
    if not hasattr(value, "street"):
        return [_said(value), "", "", "", ""]
    street = " ".join(filter(None, (_said(value.box), _said(value.extended), _said(value.street))))
    return [street, _said(value.city), _said(value.region), _said(value.code), _said(value.country)]


def _birthday(text: str) -> str:
    """A day without its year says nothing that a birthday field could hold."""
    return "" if text.startswith("--") else text[:10] if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text) else text
