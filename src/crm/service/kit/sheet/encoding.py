"""In which encoding a text file is: byte order mark, UTF-16 by its zeros, UTF-8, GB18030, then a guess."""

import codecs
from collections.abc import Iterator

from crm.service.kit.sheet.base import Source

CHUNK = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect(source: Source) -> str:
    """The name of the codec that reads the whole file without an error."""
    with source.open("rb") as file:
        head = file.read(CHUNK)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if utf16 := _utf16(head):
        return utf16
    if reads(source, "utf-8"):
        return "utf-8"
    sample = next((chunk for chunk in _chunks(source) if not chunk.isascii()), b"")
    if _looks_chinese(sample) and reads(source, "gb18030"):
        return "gb18030"
    guess = _guess(sample)
    return guess if guess and reads(source, guess) else "latin-1"


def _chunks(source: Source) -> Iterator[bytes]:
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def reads(source: Source, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(source):
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(head: bytes) -> str | None:
    """Delimiters, digits and line ends are ASCII in any language: zeros stand on one side of the pairs only."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros >= 2 and zeros * 20 >= len(head) // 2 and not others:
            text = head[: len(head) // 2 * 2].decode(name, "replace")
            if any(mark in text for mark in "\n\r,;\t"):
                return name
    return None


def _looks_chinese(sample: bytes) -> bool:
    """Nearly any bytes are GB18030 of something; Chinese text is mostly of its oldest and commonest part."""
    wide = [char for char in sample.decode("gb18030", "ignore") if char > "\x7f"][:2000]
    common = sum(len(char.encode("gb2312", "ignore")) == 2 for char in wide)
    return bool(wide) and common >= 0.6 * len(wide)


def _guess(sample: bytes) -> str | None:
    high = [byte for byte in sample if byte > 0x7F]
    if len(high) < 20:  # too few to tell the languages apart: Western Europe
        return "cp1252" if any(byte < 0xA0 for byte in high) else "latin-1"
    from charset_normalizer import from_bytes  # only for files that are none of the usual

    best = from_bytes(sample[: 1 << 16]).best()
    return best.encoding if best else None
