"""Where the program's own files stand: beside src/ in a checkout, inside the package in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"
ROOT = SHIPPED if SHIPPED.is_dir() else PACKAGE.parents[1]

CONFIG = ROOT / "config"
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
SQL = PACKAGE / "sql"
