"""The last run in a few lines for the README: `python -m bench.summary` writes it there."""

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
MARKS = "<!-- last run -->\n", "<!-- end of last run -->\n"
SIZED = "(?:10,000|100,000|1,000,000)"
KINDS = {  # what the README calls it -> the lines of the table that it stands for
    "lists, 10,000 to 1,000,000 customers": f"list, [^:]*, {SIZED}, ",
    "record page": f"record page, {SIZED}, ",
    "board": f"board, {SIZED}, ",
    "search": f"search by [^:]*, {SIZED}, ",
    "the same pages at 1,000,000 against 10,000": ".*: 1,000,000 against 10,000, ",
    "a restricted reader against an administrator": ".*: restricted user against ",
    "filter on an added field against a column": "filter on an added field: ",
    "filter on an added field of several choices": "filter on a field of several choices: ",
    "mapper against the driver's own call": "mapper: ",
    "journal and outbox on a write": "journal and outbox ",
}
ENGINES = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}


def summary(run: dict[str, Any]) -> str:
    """A Markdown table of the ratios of a run, as last.json holds it: from the lowest to the highest of each kind, and how many lie
    over their limit."""
    rows = [f"| times the floor | {' | '.join(ENGINES)} | limit |", f"|---|{'---:|' * len(ENGINES)}---:|"]
    for kind, pattern in KINDS.items():
        lines = [line for line in run["lines"] if re.match(pattern, line["name"])]
        parts = [_said([line for line in lines if re.search(rf"\b{engine}\b", line["name"])]) for engine in ENGINES.values()]
        rows.append(f"| {kind} | {' | '.join(parts)} | {max(line['limit'] for line in lines)} |")
    told = run["facts"]["throughput"]
    served = f"{told['crm list pages/s, 8 clients, 2 workers']:,.0f} list pages a second with 8 clients and 2 workers"
    bare = f"{told['floor list pages/s, 8 clients, 2 workers']:,.0f}"
    held = f"{told['crm resident MB, 2 workers']:.0f} MB"
    return "\n".join(rows) + f"\n\n{served} where the floor does {bare}, {held} resident.\n"


def _said(lines: list[dict[str, Any]]) -> str:
    ratios = sorted(line["seconds"] / line["floor"] for line in lines)
    over = sum(line["seconds"] / line["floor"] > line["limit"] for line in lines)
    span = f"{ratios[0]:.2f}–{ratios[-1]:.2f}" if len(ratios) > 1 else f"{ratios[0]:.2f}"
    return f"{span}{f', {over} of {len(ratios)} over' if over else ''}"


def within(text: str, run: dict[str, Any]) -> str:
    """The README with the summary in its place."""
    before, after = text.partition(MARKS[0])[0], text.partition(MARKS[1])[2]
    return f"{before}{MARKS[0]}{summary(run)}{MARKS[1]}{after}"


def last() -> dict[str, Any]:
    return json.loads((HERE / "last.json").read_text(encoding="utf-8"))


def main() -> None:
    README.write_text(within(README.read_text(encoding="utf-8"), last()), encoding="utf-8")


if __name__ == "__main__":
    main()
