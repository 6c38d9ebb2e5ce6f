"""Which system an export comes from, and what its columns are here."""

import re
import unicodedata
from functools import cache

from crm.domain.customer.transfer_pipeline import PIPELINES
from crm.domain.customer.transfer_system import READY as SYSTEMS
from crm.domain.customer.transfer_system import Ready

READY = (*SYSTEMS, *PIPELINES)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")


def normal(heading: str) -> str:
    """A heading without case, spaces, punctuation and what stands in brackets: “Phone_No. (必填)*” is phoneno."""
    said = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(filter(str.isalnum, _BRACKETS.sub("", said))) or "".join(filter(str.isalnum, said))


def ready(name: str) -> Ready | None:
    return next((one for one in READY if one.name == name), None)


def offered(module: str) -> tuple[Ready, ...]:
    return tuple(one for one in READY if module in one.maps)


@cache
def columns(name: str, module: str) -> dict[str, str]:
    """Heading -> field, as this system exports the module; `#` stands for a number."""
    one = ready(name)
    found: dict[str, str] = {}
    for line in one.maps.get(module, "").split("\n") if one else ():
        field, _, headings = line.partition(": ")
        for heading in filter(None, headings.split(" | ")):
            for n in range(1, 10) if "#" in heading else (0,):
                found.setdefault(normal(heading.replace("#", str(n))), field)
    return found


def recognised(module: str, header: list[str]) -> str:
    """The system whose export has such a header; nothing when none has. One heading that only it has is enough."""
    said = {normal(heading) for heading in header}
    best, most = "", 0
    for one in offered(module):
        marks = {normal(mark) for mark in one.marks.split(" | ") if mark}
        known = len(said & columns(one.name, module).keys())
        if said & marks and known > most:
            best, most = one.name, known
    return best
