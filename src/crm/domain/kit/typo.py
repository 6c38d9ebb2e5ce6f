"""Latin words that are one slip of the finger away from what was typed."""

SHORTEST = 5  # a shorter word is near to too many others


def slips(word: str) -> list[str]:
    """The word as it was typed without one of its letters, or with two neighbours exchanged: what needs no look at the index."""
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return []
    shorter = [word[:at] + word[at + 1 :] for at in range(len(word))]
    turned = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return [one for one in dict.fromkeys([*shorter, *turned]) if one != word]


def stem(word: str) -> str:
    """The first half, which a slip in the second half leaves as it is."""
    return word[: max(3, len(word) // 2)]


def near(typed: str, word: str) -> bool:
    """Whether the word, or what it begins with, differs by one letter more, less, other, or by two exchanged."""
    return any(_near(typed, word[:size]) for size in {len(typed) - 1, len(typed), len(typed) + 1, len(word)})


def _near(a: str, b: str) -> bool:
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[at + 1 :] == shorter[at:]
