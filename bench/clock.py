"""Measuring two things side by side, so that a busy machine slows both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of the table: what, its seconds, the floor's seconds, the ratio and its limit."""

    name: str
    seconds: float
    floor: float
    limit: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor

    @property
    def holds(self) -> bool:
        return self.ratio <= self.limit


def side_by_side(one: Callable[[], Any], other: Callable[[], Any], rounds: int = 40, inner: int = 20) -> tuple[float, float]:
    """Median seconds a call of each, measured in turns."""
    for _ in range(inner):
        one(), other()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for at, work in enumerate((one, other)):
            began = time.perf_counter()
            for _ in range(inner):
                work()
            times[at].append((time.perf_counter() - began) / inner)
    return statistics.median(times[0]), statistics.median(times[1])


def table(lines: list[Line]) -> str:
    """The lines as a Markdown table."""
    rows = ["| what | ms | floor ms | ratio | limit | |", "|---|---:|---:|---:|---:|---|"]
    for line in lines:
        mark = "holds" if line.holds else "**over**"
        rows.append(
            f"| {line.name} | {line.seconds * 1000:.3f} | {line.floor * 1000:.3f} | {line.ratio:.2f} | {line.limit} | {mark} {line.note} |"
        )
    return "\n".join(rows)
