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
    at = next((place for place, letter in enumerate(typed) if word[place : place + 1] != letter), len(typed))
    if at == len(typed):
        return True
    here, after = typed[at:], typed[at + 1 :]
    if word.startswith(after, at) or word.startswith(after, at + 1) or word.startswith(here, at + 1):
        return True
    return word[at : at + 2] == here[1::-1] and len(here) > 1 and word.startswith(here[2:], at + 2)
