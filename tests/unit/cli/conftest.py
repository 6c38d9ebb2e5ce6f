"""The command line as it is called: arguments in, text and exit code out."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crm import current
from crm.cli import crm as program
from crm.cli.words import speak, spoken
from crm.observe import Lossy
from tests.kit import postgres

Call = Callable[..., Result]
CRM = (sys.executable, "-c", "from crm.cli import main; main()")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that nothing is in yet; everything is said in English."""
    for name in [name for name in os.environ if name.startswith("CRM_") and name not in ("CRM_TEST_SESSION", "CRM_TEST_PG_URL")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "data"
    monkeypatch.setenv("CRM_APP__DATA", str(folder))
    monkeypatch.setenv("CRM_LANG", "en")
    monkeypatch.setenv("CRM_SECRET", "a secret of the tests that is long enough")
    return folder


@pytest.fixture
def call(data: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command in this process: call("user", "list"). What other threads of the tests log meanwhile is no word of it."""
    here, write = threading.get_ident(), Lossy.write
    monkeypatch.setattr(Lossy, "write", lambda out, text: write(out, text) if threading.get_ident() == here else None)

    def run(*words: str, typed: str = "") -> Result:
        speak()
        with current.acting(language=spoken()):
            return CliRunner().invoke(program, words, input=typed, prog_name="crm")

    return run


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, call: Call, monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:
    """The same on each database, which is migrated and has a user in it."""
    if request.param == "postgresql":
        name = f"crm_cli_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
        monkeypatch.setenv("CRM_DATABASE__URL", postgres.create_database(name))
    founded(call)
    yield call


def founded(call: Call) -> None:
    assert call("migrate").exit_code == 0
    assert call("user", "add", "lilei", "--name", "李雷", "--administrator", typed="correct horse battery\n").exit_code == 0


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Run a command in a process of its own, from the root folder."""
    running: list[subprocess.Popen[str]] = []

    def run(*words: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src"), "PYTHONUNBUFFERED": "1"}
        made = subprocess.Popen([*CRM, *words], cwd="/", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running.append(made)
        return made

    yield run
    for one in running:
        if one.poll() is None:
            one.kill()
        one.wait(10)
