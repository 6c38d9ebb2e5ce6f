"""No regular expression of the program is kept busy by what people write."""

import importlib
import pkgutil
import re
import time

import crm

LONG = 300  # letters: what cubes with each of them is busy for seconds, what squares for a moment
BUSY = 0.5  # seconds of the processor that all texts for one pattern may take


def patterns():
    """Every regular expression that stands in a module of ours under a name of its own."""
    found = {}
    for info in pkgutil.walk_packages(crm.__path__, "crm."):
        if info.name.endswith(("_worker", ".__main__")):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, re.Pattern):
                found.setdefault(value, f"{info.name}.{name}")
    return found


def evil(pattern: re.Pattern) -> list:
    """Long texts that nearly match: of letters that the pattern knows, alone and in pairs, with an end that fits nowhere."""
    known = pattern.pattern if isinstance(pattern.pattern, str) else ""
    letters = list(dict.fromkeys(re.sub(r"[\\\[\](){}|?*+^$]", "", known)[:4] + "a0 -"))
    texts = [one * LONG + "\x00" for one in letters] + [(one + "a") * (LONG // 2) + "\x00" for one in letters]
    return texts if isinstance(pattern.pattern, str) else [text.encode() for text in texts]


def test_no_regular_expression_can_be_kept_busy():
    slow = []
    for pattern, name in patterns().items():
        began = time.process_time()
        for text in evil(pattern):
            pattern.search(text)
        if (took := time.process_time() - began) > BUSY:
            slow.append(f"{name}: {took:.1f} s")
    assert slow == []
    assert len(patterns()) > 50
