"""How alike two values are: a level for each kind, 0 when they differ, the highest when they are the same."""

from collections.abc import Callable
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.fuzz import token_set_ratio

from crm.domain.kit.twin_value import EVERYBODY, Address, Name

_alike = JaroWinkler.normalized_similarity
_edits = DamerauLevenshtein.distance
_near = DamerauLevenshtein.normalized_similarity


def name_level(one: Name, other: Name) -> int:
    """6 the same, 5 the same but for typing, 4 one is part of the other, 3 much alike, 2 a word shared, 1 somewhat alike."""
    if one.core == other.core or one.words == other.words:
        return 6
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return 0
    if one.sound == other.sound:
        return 5
    if len(one.words) == 1 and len(other.words) == 1:
        return _word_level(one.sound, other.sound, one.core, other.core)
    if len(one.words) > 4 and len(other.words) > 4:
        return _phrase_level(one, other)
    return _words_level(one, other)


def _word_level(one: str, other: str, core: str, other_core: str) -> int:
    likeness = _near(one, other)
    if likeness >= 0.84 and abs(len(core) - len(other_core)) <= 1:
        return 5 if len(core) > 3 else 3
    short, long = sorted((core, other_core), key=len)
    if len(short) > 2 and (long.startswith(short) or short in long):
        return 4
    return 3 if likeness >= 0.75 else 1 if likeness >= 0.6 else 0


def _phrase_level(one: Name, other: Name) -> int:
    likeness = token_set_ratio(" ".join(one.words), " ".join(other.words))
    return 5 if likeness >= 95 else 4 if likeness >= 88 else 3 if likeness >= 78 else 1 if likeness >= 60 else 0


def _words_level(one: Name, other: Name) -> int:
    """Words are paired off, the best first; what is left over on one side alone counts as not said."""
    short, long = sorted((one.words, other.words), key=len)
    left = list(long)
    exact = near = 0
    for word in short:
        best = max(left, key=lambda candidate: _likeness(word, candidate))
        likeness = _likeness(word, best)
        if likeness >= 0.8:
            left.remove(best)
            exact, near = (exact + 1, near) if likeness == 1 else (exact, near + 1)
    if exact + near == len(short):
        if len(short) == len(long):
            return 5
        return 4 if exact or len(short[0]) > 3 else 3
    if _near(one.core, other.core) >= 0.8:
        return 3
    return 2 if exact else 1 if near else 0


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) > 2 and other.startswith(one) or len(other) > 2 and one.startswith(other):
        return 0.85
    return min(_alike(one, other), 0.99) if len(one) > 2 and len(other) > 2 else 0.0


def text_level(one: str, other: str) -> int:
    """4 the same, 3 a slip of the finger, 2 alike, 1 somewhat alike."""
    if one == other:
        return 4
    likeness = _near(one, other)
    return 3 if likeness >= 0.8 else 2 if likeness >= 0.65 or token_set_ratio(one, other) >= 95 else 1 if likeness >= 0.5 else 0


def address_level(one: Address, other: Address) -> int:
    """5 the same, 4 the same numbers and words alike, 3 the first number and words alike, 2 no numbers to compare and words alike,
    1 other numbers or other words, 0 different."""
    if one == other:
        return 5
    likeness = max(_near(one.words, other.words) * 100, token_set_ratio(one.words, other.words)) if one.words and other.words else 0
    same = one.numbers == other.numbers and bool(one.numbers)
    shared = same or bool(one.numbers and other.numbers and one.numbers[0] == other.numbers[0])
    if likeness >= 75:
        return 4 if same else 3 if shared else 2 if not one.numbers or not other.numbers else 1
    return 1 if shared and likeness >= 50 else 0


def code_level(one: str, other: str) -> int:
    """2 the same, 1 a digit wrong or two exchanged."""
    return 2 if one == other else 1 if min(len(one), len(other)) > 2 and _edits(one, other, score_cutoff=1) == 1 else 0


def phone_level(one: str, other: str) -> int:
    """3 the same, 2 the same without what stands before it, 1 a digit wrong."""
    if one == other:
        return 3
    if one[-7:] == other[-7:]:
        return 2
    return 1 if _edits(one, other, score_cutoff=1) == 1 else 0


def mail_level(one: str, other: str) -> int:
    """4 the same, 3 a slip of the finger, 2 the same name elsewhere or alike, 1 somewhat alike."""
    if one == other:
        return 4
    likeness = _near(one, other)
    if likeness >= 0.88:
        return 3
    local = one.partition("@")[0]
    if likeness >= 0.75 or (local not in EVERYBODY and local == other.partition("@")[0]):
        return 2
    return 1 if likeness >= 0.6 else 0


def same_level(one: str, other: str) -> int:
    return 1 if one == other else 0


def date_level(one: str, other: str) -> int:
    """3 the same, 2 a digit wrong or day and month exchanged, 1 two of the three the same."""
    if one == other:
        return 3
    if _edits(one, other, score_cutoff=1) == 1 or one == other[:4] + other[6:] + other[4:6]:
        return 2
    return 1 if (one[:4] == other[:4]) + (one[4:6] == other[4:6]) + (one[6:] == other[6:]) == 2 else 0


LEVELS: dict[str, tuple[Callable[[Any, Any], int], int]] = {
    "name": (name_level, 6), "text": (text_level, 4), "place": (text_level, 4), "address": (address_level, 5), "code": (code_level, 2),
    "phone": (phone_level, 3), "mail": (mail_level, 4), "host": (same_level, 1), "same": (same_level, 1), "date": (date_level, 3),
    "mark": (code_level, 2),
}  # fmt: skip
