"""The variants that a product can have: every combination of the values of its attributes."""

import re
from itertools import product

MOST = 100
Values = tuple[tuple[str, str], ...]


def attributes(text: str | None) -> list[tuple[str, list[str]]]:
    """“Colour: red, blue” a line -> [("Colour", ["red", "blue"])]. Lines without a colon say nothing about variants."""
    found = []
    for line in (text or "").splitlines():
        name, colon, values = re.sub("[：]", ":", line).partition(":")
        known = list(dict.fromkeys(part.strip() for part in re.split("[,，、;；/]", values) if part.strip()))
        if name.strip() and colon and known:
            found.append((name.strip(), known))
    return found


def combinations(text: str | None) -> list[Values]:
    """Each combination of one value an attribute; none for a product without attributes."""
    known = attributes(text)
    if not known:
        return []
    return [tuple(zip((name for name, _ in known), values, strict=True)) for values in product(*(values for _, values in known))]


def written(values: Values) -> str:
    """As a variant keeps them."""
    return "\n".join(f"{name}: {value}" for name, value in values)


def normal(text: str | None) -> str:
    """By which variants are told apart, however somebody wrote their attributes."""
    return written(tuple((name, values[0]) for name, values in sorted(attributes(text))))
