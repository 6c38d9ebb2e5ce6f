"""Where the program's own files stand: beside src/ in a checkout, inside the package in a wheel."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"
ROOT = SHIPPED if SHIPPED.is_dir() else PACKAGE.parents[1]

CONFIG = ROOT / "config"
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
SQL = PACKAGE / "sql"


def data_folder() -> Path:
    """Where data stands unless a setting says otherwise: beside the checkout, or in the home of whoever installed the program."""
    if ROOT != SHIPPED:
        return ROOT / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "crm"
