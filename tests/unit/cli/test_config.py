"""The settings, said with where they come from and without secrets."""

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
