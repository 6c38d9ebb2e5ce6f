"""Settings: typed, remembered, journalled, noticed by other processes; secrets are sealed."""

import json

import pytest

from crm.domain.platform.pace import PERIODS
from crm.errors import Forbidden, Invalid
from crm.service.platform import setting as module
from crm.service.platform.keyring import Keyring
from crm.service.platform.vault import Vault

SMTP = "smtp+starttls://crm:geheim@smtp.example.cn:587"


@pytest.fixture
def settings(company):
    return company.container.platform.setting()


def test_what_nobody_changed_is_the_default(settings):
    assert (settings.get("language"), settings.get("password_length"), settings.get("session_idle")) == ("zh", 10, 720)
    with pytest.raises(KeyError):
        settings.get("nothing")


def test_a_change_holds_at_once_and_says_who_made_it(company, settings):
    with company.acting("lilei"):
        settings.change({"company": " 云帆科技 ", "session_idle": "60"})
    assert (settings.get("company"), settings.get("session_idle")) == ("云帆科技", 60)
    assert settings.changed()["company"].updated_by_name == "李雷"


def test_other_processes_notice(company, settings, monkeypatch):
    other = module.SettingService(settings.db, settings.settings, settings.journal, settings.security, settings.vault, CONFIG)
    assert other.get("company") == "CRM"
    with company.acting("lilei"):
        settings.change({"company": "云帆科技"})
    monkeypatch.setattr(module, "FRESH", -1)
    assert other.get("company") == "云帆科技"


CONFIG = {
    "app": {"name": "CRM", "language": "en", "timezone": "UTC", "currency": "USD"}, "mail": {"url": "", "sender": "crm@localhost"},
    "server": {"address": ""}, "limits": {"session_idle": 3600}, "pace": dict.fromkeys(PERIODS, 0),
}  # fmt: skip


def test_the_session_is_told_the_stamp_of_the_settings(company, settings):
    auth = company.container.platform.auth()
    token = auth.sign_in("wang", "correct horse battery").token
    with company.container.db().transaction(), company.acting("lilei"):
        settings.settings.put("company", {"value": "远航"}, module.current.now(), None)
        settings.settings.move_stamp()
    auth.resume(token)
    assert settings._values["company"] == "远航"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("company", ""), ("timezone", "Mars/Base"), ("language", "fr"), ("currency", "ABC"), ("password_length", "9"),
        ("password_length", "x"), ("session_idle", "1"), ("mail_url", "ftp://x"), ("nothing", "x"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_nothing_is_written(company, settings, name, text):
    with company.acting("lilei"), pytest.raises(Invalid, match=name):
        settings.change({"company": "另一家", name: text})
    assert settings.changed() == {}


def test_only_who_may_edit_settings_does(company, settings):
    with company.acting("han"), pytest.raises(Forbidden):
        settings.change({"company": "另一家"})


def test_a_change_is_journalled_and_leaves_a_security_event(company, settings):
    with company.acting("lilei"):
        id = settings.change({"company": "云帆科技"})
    journal = company.container.platform.journal()
    (item,) = journal.items(id)
    assert (item.module, item.field, json.loads(item.after)) == ("setting", "company", "云帆科技")
    assert company.container.platform.security().page(company.users["lilei"])[0].detail["name"] == "company"


def test_nothing_is_written_when_nothing_differs(company, settings):
    with company.acting("lilei"):
        assert settings.change({"password_length": "10"}) is None
    assert settings.changed() == {}


def test_secrets_are_sealed_in_the_database_and_hidden_in_the_journal(company, settings):
    with company.acting("lilei"):
        id = settings.change({"mail_url": SMTP})
    assert settings.get("mail_url") == SMTP
    assert "geheim" not in str(settings.changed()) and "geheim" not in str(company.container.platform.journal().items(id))
    with company.acting("lilei"):
        settings.change({"mail_url": ""})
    assert settings.get("mail_url") is None


def test_a_sealed_secret_opens_only_under_its_key_and_in_its_place():
    vault = Vault(Keyring("one key"))
    sealed = vault.seal("geheim", "mail_url")
    assert vault.unseal(sealed, "mail_url") == "geheim"
    assert vault.unseal(sealed, "other") is None and Vault(Keyring("another key")).unseal(sealed, "mail_url") is None
    assert vault.unseal(sealed[:-4] + "AAAA", "mail_url") is None and vault.unseal("geheim", "mail_url") is None
    assert vault.seal("geheim", "mail_url") != sealed
