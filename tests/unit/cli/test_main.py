"""Every command explains itself and answers an error with one sentence."""

import threading

import click
import pytest
import structlog

from crm.cli import COMMANDS
from crm.cli import crm as program
from crm.cli.words import spoken
from tests.unit.cli.conftest import Call


def test_the_help_names_every_command(call: Call):
    said = call("--help").output
    assert [name for name in COMMANDS if f"\n  {name} " not in said] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_in_both_languages(call: Call, monkeypatch: pytest.MonkeyPatch, name: str):
    english = call(name, "--help").output
    program.get_command(click.Context(program), name)._help_option = None  # click words it once a process
    monkeypatch.setenv("CRM_LANG", "zh")
    chinese = call(name, "--help").output
    assert english.startswith(f"Usage: crm {name}") and "Show this message and exit." in english
    assert chinese.startswith(f"用法： crm {name}") and "显示本说明。" in chinese
    assert not any("\u4e00" <= char <= "\u9fff" for char in english)


LOCALES = [({"LANG": "C.UTF-8"}, "zh"), ({"LANG": "en_GB.UTF-8"}, "en"), ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh")]


@pytest.mark.parametrize(("environment", "language"), LOCALES)
def test_the_locale_decides_the_language(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str):
    for name in ("CRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert spoken() == language


def test_an_unknown_setting_is_one_clear_line(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_SERVER__PROT", "9000")
    result = call("migrate")
    assert result.exit_code == 2
    assert result.output == "Error: There is no setting server.prot. `crm config` lists all.\n"


def test_a_wrong_setting_is_named(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_SERVER__PORT", "many")
    result = call("migrate")
    assert result.exit_code == 2
    assert result.output.startswith("Error: The setting server.port cannot be used: ") and result.output.count("\n") == 1


def test_a_stack_trace_is_shown_to_those_who_ask_for_it(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_CONFIG", "/nowhere/crm.toml")
    assert call("migrate").output == "Error: There is no settings file crm.toml.\n"
    monkeypatch.setenv("CRM_DEBUG", "1")
    assert type(call("migrate").exception).__name__ == "SettingsError"


def test_a_database_that_is_not_there_is_told_in_one_line(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_DATABASE__URL", "postgresql+psycopg://nobody:hidden@127.0.0.1:1/nothing")
    result = call("migrate")
    assert result.exit_code == 2 and result.output.count("\n") == 1
    assert "hidden" not in result.output


def test_a_database_without_a_schema_is_refused_with_what_to_do(call: Call):
    result = call("user", "list")
    assert (result.exit_code, "run `crm migrate` first" in result.output) == (2, True)


def test_what_another_thread_logs_is_no_word_of_a_command(call):
    log, stopped = structlog.get_logger(), threading.Event()

    def talk() -> None:
        while not stopped.wait(0.001):
            log.info("job")

    talking = threading.Thread(target=talk, daemon=True)
    talking.start()
    call("migrate")
    assert call("migrate").output == "The database is up to date.\n"
    stopped.set(), talking.join()
