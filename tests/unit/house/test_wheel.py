"""A wheel holds everything the program reads at run time, and finds it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[3]
FILES = ("pyproject.toml", "setup.cfg", "setup.py", "README.md", "MANIFEST.in")
FOLDERS = ("config", "src", "static", "templates")
BUILD = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", "."]
LOOK = "from crm import paths as p; print(*(next(f.rglob('*.*')) for f in (p.CONFIG, p.STATIC, p.TEMPLATES, p.SQL)))"


@pytest.fixture
def project(tmp_path):
    """A copy of what is built from, so that building leaves nothing behind in the checkout."""
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return tmp_path


def build(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BUILD, "."], cwd=project, capture_output=True, text=True)


def test_a_wheel_holds_templates_assets_settings_statements_and_catalogues(project):
    done = build(project)
    assert done.returncode == 0, done.stdout + done.stderr
    with ZipFile(next(project.glob("*.whl"))) as wheel:
        held = {name.replace("crm/_shipped/", "") for name in wheel.namelist()}
        wheel.extractall(project / "installed")

    package = (path.relative_to(ROOT / "src") for path in (ROOT / "src").rglob("*.*") if path.suffix in (".sql", ".po"))
    beside = (path.relative_to(ROOT) for name in ("config", "templates") for path in (ROOT / name).rglob("*.*"))
    assert {str(path) for path in (*package, *beside)} - held == set()
    assert {f"static/dist/{name}" for name in ("crm.js", "crm.css", "icons.svg", "manifest.json")} - held == set()
    assert [name for name in held if name.startswith(("static/css/", "static/dist/test/"))] == []

    environment = {**os.environ, "PYTHONPATH": str(project / "installed")}
    seen = subprocess.run([sys.executable, "-c", LOOK], cwd="/", env=environment, capture_output=True, text=True)
    assert seen.stdout.count(f"{project}/installed/crm/") == 4, seen.stderr


def test_building_without_the_front_end_assets_says_what_to_do(project):
    shutil.rmtree(project / "static/dist")
    done = build(project)
    assert done.returncode != 0
    assert "static/dist is missing: build the front-end assets first with ./crm assets" in done.stdout + done.stderr
