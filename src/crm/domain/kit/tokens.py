"""The search tokeniser: the words a record is found by, and the words a query looks for.

Tokens hold letters and digits only, so that SQLite's FTS5 (ascii) keeps each as one token and PostgreSQL's
tsvector takes them as they are. A record matches when every token of the query is among its tokens, or begins
one of them where the query token is a prefix.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from crm.domain.kit.pinyin import HAN, variants

LONGEST = 40  # characters of a token
MOST = 120  # tokens of a record
MOST_ASKED = 24  # tokens of a query

_PIECE = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
_HAN_CHAR = re.compile(f"[{HAN}]")
_JOINED = re.compile(f"[^\\W_{HAN}]+(?:[-'’.&+@]+[^\\W_{HAN}]+)+")
_GROUPED = re.compile(r"(?<![^\W_])[0-9]+(?:[-.,/][0-9]+)+(?![^\W_])")
_WEB = re.compile(r"https?://|\bwww\.")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,24}(?:;ext=[0-9]+)?")
_HOME = re.compile(r"(?:\+|00)86|86(?=1[3-9][0-9]{9}$)")
_LANDLINE = re.compile(r"(?!400|800|9[56][0-9]{3,4}$)(?:10|[2-9])[0-9]{6,}")
_UMLAUT = re.compile("(?<=[ln])ü")  # lü and nü are typed lv and nv
_FORM = re.compile("(股份有限|有限责任|集团有限|有限|集团|股份)?公司$")


def index_tokens(parts: Iterable[str]) -> list[str]:
    """What a record with these names, phones (E.164), mails and numbers is found by; the first parts matter most."""
    first: dict[str, None] = {}  # whole words
    more: dict[str, None] = {}  # what begins inside a word; the first to go when there are too many
    for part in parts:
        text = _normal(part)
        if _PHONE.fullmatch(text):
            _phone(text, first, more)
        else:
            _text(text, first, more)
    if len(first) < MOST:
        first.update(more)
    return list(first)[:MOST]


def query_tokens(text: str) -> list[tuple[str, bool]]:
    """(token, is prefix) of what must all be found. Nothing to look for is an empty list."""
    said = _normal(text).strip()
    if _PHONE.fullmatch(said):
        return [(_digits(said)[:LONGEST], True)]
    asked: dict[tuple[str, bool], None] = {}
    for word in _GROUPED.sub(_ungrouped, said).split():
        if "@" in word and not _HAN_CHAR.search(word):
            asked[_bare(word)[:LONGEST], True] = None
            continue
        for piece in _PIECE.findall(word):
            if not _is_han(piece):
                asked[_bare(_UMLAUT.sub("v", piece))[:LONGEST], True] = None
            elif len(piece) == 1:
                asked[piece, True] = None
            else:
                asked.update(((piece[i : i + 2], False), None) for i in range(len(piece) - 1))
    return [(token, prefix) for token, prefix in asked if token][:MOST_ASKED]


def found_in(said: str, text: str) -> bool:
    """Whether a record that is called so is found by the text."""
    known = index_tokens([said])
    return all(token in known or (prefix and any(one.startswith(token) for one in known)) for token, prefix in query_tokens(text))


def words_of(text: str) -> list[str]:
    """The Latin words of a title, and the pinyin and initials of its Han, as they are indexed."""
    return [token for token in index_tokens([text]) if token.isascii() and token.isalpha()]


def _normal(text: str) -> str:
    said = text.lower()
    if not said.isascii():
        said = unicodedata.normalize("NFKC", said)
    return _WEB.sub(" ", said) if "http" in said or "www." in said else said


def _is_han(piece: str) -> bool:
    return piece[0] >= "〇" and _HAN_CHAR.match(piece) is not None


def _bare(word: str) -> str:
    """Letters and digits only, without accents."""
    if word.isascii():
        return word if word.isalnum() else "".join(filter(str.isalnum, word))
    parted = unicodedata.normalize("NFKD", word)
    kept = "".join(c for c in parted if c.isalnum())
    return unicodedata.normalize("NFC", kept)


def _ungrouped(found: re.Match[str]) -> str:
    return re.sub("[^0-9]", "", found[0])


def _digits(text: str) -> str:
    """The digits of a phone as it is dialled at home: without +86, with the 0 of the area code."""
    dialled = re.sub("[^0-9+]", "", text.partition(";")[0])
    if home := _HOME.match(dialled):
        rest = dialled[home.end() :]
        return "0" + rest if _LANDLINE.fullmatch(rest) else rest
    return dialled.lstrip("+")


def _phone(text: str, first: dict[str, None], more: dict[str, None]) -> None:
    """The number and all its tails of four digits and more: so a prefix finds whatever part of it one knows."""
    number = _digits(text)[:LONGEST]
    first[number] = None
    more.update((number[start:], None) for start in range(1, len(number) - 3))


def _text(text: str, first: dict[str, None], more: dict[str, None]) -> None:
    if not text.isalnum():  # nothing is joined or grouped without a sign between
        for joined in _JOINED.findall(text):
            _join(joined, first)
        text = _GROUPED.sub(_ungrouped, text)
    for piece in _PIECE.findall(text):
        if _is_han(piece):
            whole, inner = _han(piece)
            first.update(whole)
            more.update(inner)
        elif bare := _bare(piece)[:LONGEST]:
            first[bare] = None
            first[_bare(_UMLAUT.sub("v", piece))[:LONGEST]] = None


def _join(joined: str, first: dict[str, None]) -> None:
    """co-op as coop; a mail address whole, and each of its sides."""
    first[_bare(joined)[:LONGEST]] = None
    if "@" in joined:
        local, _, domain = joined.rpartition("@")
        first[_bare(local)[:LONGEST]] = None
        first[_bare(domain)[:LONGEST]] = None


@lru_cache(maxsize=1024)
def _han(run: str) -> tuple[dict[str, None], dict[str, None]]:
    """Bigrams, pinyin and initials of a run; and the same from each of its inner characters on."""
    end = len(run)
    whole = {run[i : i + 2]: None for i in range(end - 1)}
    whole[run[-1]] = None  # the last one begins no bigram
    inner: dict[str, None] = {}
    for said in variants(run):
        syllables = [one[:-1] for one in said]
        pinyin, initials = "".join(syllables), "".join(one[:1] for one in syllables)
        if not pinyin:
            continue
        whole[pinyin[:LONGEST]] = None
        whole[initials[:LONGEST]] = None
        start = 0
        form = _FORM.search(run)  # nobody looks for what begins inside “有限公司”, and every company has it
        for place in range(1, min(form.start() if form else end, 24)):
            start += len(syllables[place - 1])
            inner[pinyin[start : start + LONGEST]] = None
            if place < end - 1:
                inner[initials[place : place + LONGEST]] = None
    inner.pop("", None)
    return whole, inner
