"""Checks of what an administrator types into settings, for the files that declare them."""

from collections.abc import Callable

from crm.domain.kit.text import Refused
from crm.language import Words


def at_least(least: int) -> Callable[[int], int]:
    def check(value: int) -> int:
        if value < least:
            raise Refused(Words("At least {min}.", min=least))
        return value

    return check
