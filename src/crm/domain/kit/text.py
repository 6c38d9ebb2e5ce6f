"""Text as people type and paste it: what is kept, what is dropped, what is refused."""

import re
import unicodedata

from crm.language import Words


class Refused(ValueError):
    """A value that cannot be accepted; `words` says what is wrong and what would be right."""

    def __init__(self, words: Words):
        super().__init__(str(words))
        self.words = words


_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Bidi embeddings, overrides and isolates can make a name read as another one; Windows pastes them around
# phone numbers. Zero-width spaces, soft hyphens and byte order marks would make two equal names differ.
# Joiners (200C, 200D) stay: emoji and Persian need them; so do the harmless marks 200E and 200F.
_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad]")
_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_BLANK_LINES = re.compile("\n{3,}")
_TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)

# Only the forms an input method makes of ASCII. NFKC would also make 102 of 10² and 1 of ①.
_FOLD = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x00A0: " ",
    0x202F: " ",
    0x2007: " ",
    0x3002: ".",
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x2013: "-",
    0x2014: "-",
    0x2212: "-",
    0xFE63: "-",
    0xFFE5: "¥",
    0xFF61: ".",
}


def clean(text: str, max: int, *, lines: bool = False) -> str:
    """The text without invisible marks and outer space; one line unless `lines`. At most `max` characters."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):  # nothing in it that _tidy would change
        said = text.strip()
        if "  " in said:
            said = " ".join(said.split()) if not lines else said
    else:
        said = _tidy(text, lines)
    if len(said) > max:
        raise Refused(Words("This is {length} characters long; at most {max} are possible.", length=len(said), max=max))
    return said


def _tidy(text: str, lines: bool) -> str:
    if _CONTROL.search(text):
        raise Refused(Words("This contains control characters that cannot be stored. Please type it again."))
    said = _BREAK.sub("\n", unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))
    if not lines:
        return " ".join(said.split())
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", said)).strip()


def fold(text: str) -> str:
    """The text on one line, the full-width digits and punctuation of an input method turned into ASCII."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _tidy(text, False).translate(_FOLD).strip()


_TAGS = {"p", "br", "b", "strong", "i", "em", "u", "s", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "pre"}
_PARAGRAPH = re.compile("\n{2,}")


def harmless(text: str) -> str:
    """The HTML without anything that could act: a few elements, links with http, https, mailto and tel."""
    import nh3

    return nh3.clean(text, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto", "tel"})


def rich(text: str, max: int) -> str:
    """Formatted text as it may be stored; what holds no element at all is plain text and becomes paragraphs."""
    said = clean(text, max, lines=True)
    if not re.search("<[a-zA-Z/]", said):
        escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        said = "".join(f"<p>{part}</p>" for part in _PARAGRAPH.split(escaped)).replace("\n", "<br>")
    return harmless(said)
