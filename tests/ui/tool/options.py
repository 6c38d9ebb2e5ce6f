"""What the browser tests are asked to do: everything `./crm uitest` takes, with the values of a plain test run."""

from dataclasses import dataclass
from pathlib import Path

import pytest

ROLES = ("administrator", "manager", "salesperson", "auditor")
# What somebody of a role may not do, in an instance with the ready roles.
LACKS = {
    "salesperson": {"remove", "assign", "export"},
    "auditor": {"create", "edit", "remove", "assign", "import", "export"},
}


@dataclass(frozen=True)
class Options:
    """Where to test, as whom, how. Without a base address the tests start a server of their own."""

    base_url: str | None = None
    role: str = "manager"
    user: str | None = None
    password: str | None = None
    lang: str = "zh"
    width: int = 1440
    grid: str | None = None
    report: Path | None = None

    @property
    def height(self) -> int:
        return 900 if self.width >= 600 else 844


OPTIONS = pytest.StashKey[Options]()
