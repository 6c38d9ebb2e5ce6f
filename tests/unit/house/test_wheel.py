"""A wheel holds everything the program reads at run time, and finds it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from tests.kit.servers import free_port

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
    built = ("crm.js", "crm.css", "icons.svg", "manifest.json", "fonts/NotoSansSC_400Regular.ttf", "fonts/NotoSansSC_700Bold.ttf")
    assert {f"static/dist/{name}" for name in built} - held == set()
    assert [name for name in held if name.startswith(("static/css/", "static/dist/test/"))] == []

    environment = {**os.environ, "PYTHONPATH": str(project / "installed")}
    seen = subprocess.run([sys.executable, "-c", LOOK], cwd="/", env=environment, capture_output=True, text=True)
    assert seen.stdout.count(f"{project}/installed/crm/") == 4, seen.stderr
    assert serves(environment | {"XDG_DATA_HOME": str(project / "home"), "CRM_LANG": "en"}) == [200, 200]
    assert (project / "home/crm/crm.db").is_file()


def serves(environment: dict[str, str]) -> list[int]:
    """The answers of the installed command, started in the root folder: to the first-run page and to its style."""
    port = free_port()
    command = [sys.executable, "-c", "from crm.cli import main; main()", "run", "--port", str(port)]
    with subprocess.Popen(command, cwd="/", env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            while f"127.0.0.1:{port}" not in server.stdout.readline():
                assert server.poll() is None
            with urlopen(f"http://127.0.0.1:{port}/setup") as first:
                style = re.search(r"/static/dist/crm\.css[^\"]*", first.read().decode())
            assert style
            with urlopen(f"http://127.0.0.1:{port}{style[0]}") as second:
                return [first.status, second.status]
        finally:
            server.terminate()


def test_building_without_the_front_end_assets_says_what_to_do(project):
    shutil.rmtree(project / "static/dist")
    done = build(project)
    assert done.returncode != 0
    assert "static/dist is missing: build the front-end assets first with ./crm assets" in done.stdout + done.stderr
