"""The settings, said with where they come from and without secrets."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call


def test_each_setting_says_where_it_comes_from(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_SERVER__PORT", "9001")
    said = call("config").output
    assert "server.port = 9001  (environment)\n    Default: 8000\n" in said
    assert "server.threads = 8  (default)" in said
    assert "app.timezone = Asia/Shanghai  (default.toml)" in said


def test_only_what_was_changed_can_be_asked_for(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_SERVER__PORT", "9001")
    said = call("config", "--changed").output
    assert "server.port" in said and "server.threads" not in said


def test_no_secret_is_shown(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_DATABASE__URL", "postgresql+psycopg://crm:hidden1@db/crm")
    monkeypatch.setenv("CRM_MAIL__URL", "smtps://crm:hidden2@mail:465")
    monkeypatch.setenv("CRM_SECRET", "hidden3" * 9)
    said = call("config").output
    assert "hidden" not in said
    assert "database.url = postgresql+psycopg://crm:••••@db/crm" in said


def test_the_configuration_is_exported_compared_and_applied(call: Call, data: Path):
    call("migrate")
    call("user", "add", "root", "--administrator", typed="correct horse battery\n")
    file = data / "configuration.json"
    assert call("config", "export", str(file)).exit_code == 0
    document = json.loads(file.read_text())
    document["parts"]["pipeline"] = [{"name": "渠道销售", "position": 10}]
    file.write_text(json.dumps(document))
    assert "+ Pipelines: 渠道销售" in call("config", "diff", str(file)).output
    said = call("config", "apply", str(file), "--user", "root", "--yes")
    assert "Changes of the configuration applied: 1." in said.output
    assert call("config", "diff", str(file)).output == ""


def test_maintenance_is_switched_by_a_command(call: Call):
    call("migrate")
    assert call("maintenance", "on", "--en", "Back soon", "--until", "+2h").exit_code == 0
    assert "This is in the past." in call("maintenance", "on", "--until", "2001-01-01").output
    assert call("maintenance", "off").exit_code == 0
