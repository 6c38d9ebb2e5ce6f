"""People named in a text with @, as they are called or as they sign in."""

import re
from collections.abc import Mapping

LONGEST = 20  # characters of a name
MARK = re.compile(rf"(?<![A-Za-z0-9._+-])@([^\s@#,，。；;：、()（）<>]{{1,{LONGEST}}})")


def candidates(text: str) -> set[str]:
    """Everything behind an @ that may be a name, in lower case: Chinese goes on without a space behind it."""
    return {mark[1][:length].casefold() for mark in MARK.finditer(text) for length in range(1, len(mark[1]) + 1)}


def resolved(text: str, known: Mapping[str, int]) -> tuple[str, set[int]]:
    """(the text with a space behind each name that was recognised, whom it names). The longest name wins."""
    found: set[int] = set()

    def mark(match: re.Match[str]) -> str:
        said = match[1]
        for length in range(len(said), 0, -1):
            if (user := known.get(said[:length].casefold())) is not None:
                found.add(user)
                rest = said[length:]
                return f"@{said[:length]} {rest}" if rest else match[0]
        return match[0]

    return MARK.sub(mark, text), found
