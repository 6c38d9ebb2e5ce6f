"""Numbers of documents by a pattern such as HT{yyyy}-{0000}: they begin anew with each year, month or day that it names."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from crm.domain.kit.text import Refused
from crm.language import Words

DIGITS = re.compile(r"\{(0{1,12})\}")
PERIODS = {"{yyyy}": "%Y", "{yy}": "%y", "{mm}": "%m", "{dd}": "%d"}
ZONE = ZoneInfo("Asia/Shanghai")  # numbers of one day are the same for everybody


def known_pattern(text: str) -> str:
    if len(DIGITS.findall(text)) != 1:
        raise Refused(Words("One place for the number, please, such as {example}.", example="{0000}"))
    return text


class Numbering:
    """A pattern on a day: in which period it counts, and how the n-th number is written."""

    def __init__(self, pattern: str, now: datetime):
        here, self.period, self.pattern = now.astimezone(ZONE), "", pattern
        for mark, format in PERIODS.items():
            if mark in self.pattern:
                self.pattern, self.period = self.pattern.replace(mark, here.strftime(format)), self.period + here.strftime(format)

    def written(self, n: int) -> str:
        return DIGITS.sub(lambda found: f"{n:0{len(found[1])}}", self.pattern)
