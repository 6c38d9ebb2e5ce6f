"""What was measured goes into the table of docs/faults.md, one row for each test and database; a row that was not measured stays."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

PATH = Path(__file__).parents[2] / "docs/faults.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
HEAD = "| fault | what holds | database | rounds | measured | date |\n|---|---|---|---:|---|---|"
Row = tuple[str, str, str, str, str, str]


def machine() -> str:
    """Cores, memory, system and Python of the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {system}, Python {platform.python_version()}"


def row(title: str, invariant: str, database: str, rounds: int, measured: str) -> Row:
    return title, invariant, database, str(rounds), measured, datetime.now(UTC).date().isoformat()


def write(rows: list[Row], path: Path = PATH) -> None:
    """Put the rows in the place of those of the same test and database."""
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    table, _, after = rest.partition(END)
    known = {(cells[0], cells[2]): tuple(cells) for cells in map(_cells, table.splitlines()) if len(cells) == 6 and cells[0] != "fault"}
    known = {key: cells for key, cells in known.items() if not re.fullmatch(":?-+:?", cells[0])}
    known |= {(one[0], one[2]): one for one in rows}
    lines = [f"| {' | '.join(known[key])} |" for key in sorted(known)]
    made = "\n".join(["", f"Measured on {machine()}.", "", HEAD, *lines, ""])
    path.write_text(f"{before}{BEGIN}{made}{END}{after}", encoding="utf-8")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
