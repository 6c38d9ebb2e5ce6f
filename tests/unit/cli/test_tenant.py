"""Companies are looked after from the command line; each command can be run for one of them."""

import pytest

from crm.cli.tenant import operator
from crm.tenants import mover
from tests.unit.cli.conftest import Call


@pytest.fixture
def provider(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("CRM_TENANTS__HOST", "provider.test")
    monkeypatch.setattr(mover, "GRACE", 0)
    call("migrate")
    made = call("tenant", "create", "acme", "--host", "acme.test", "--title", "Acme")
    assert made.output == "acme is served at acme.test.\n"
    return call


def test_a_company_is_listed_changed_suspended_and_removed(provider: Call, tmp_path):
    assert "acme\tacme.test\tIn service\t" in provider("tenant", "list").output
    assert "people 25, records -" in provider("tenant", "change", "acme", "--people", "25").output
    wrong = provider("tenant", "change", "acme", "--people", "many")
    assert wrong.exit_code == 2 and "A whole number above zero" in wrong.output
    provider("tenant", "suspend", "acme")
    assert "\tSuspended\t" in provider("tenant", "list").output
    assert provider("tenant", "remove", "acme", typed="other\n").exit_code == 1
    gone = provider("tenant", "remove", "acme", "--keep", str(tmp_path / "last.crm"), typed="acme\n")
    assert "acme is removed." in gone.output and (tmp_path / "last.crm").exists()
    assert provider("tenant", "list").output == ""


def test_a_logo_is_put_and_taken_away(provider: Call, tmp_path):
    picture = tmp_path / "logo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert provider("tenant", "change", "acme", "--logo", str(picture)).exit_code == 0
    directory = operator().service
    assert directory.logo(directory.get("acme")).media == "image/png"
    picture.write_bytes(b"GIF89a" + bytes(40))
    wrong = provider("tenant", "change", "acme", "--logo", str(picture))
    assert wrong.exit_code == 2 and "A logo is a PNG or JPEG picture" in wrong.output
    assert directory.logo(directory.get("acme")).media == "image/png"
    assert provider("tenant", "change", "acme", "--no-logo").exit_code == 0
    assert operator().service.logo(operator().service.get("acme")) is None


def test_any_command_is_run_for_one_company_and_upgrades_for_all(provider: Call, monkeypatch: pytest.MonkeyPatch):
    assert "acme: nothing to do.\nCompanies up to date: 1 of 1.\n" in provider("migrate", "--all").output
    for name in ("CRM_DATABASE__URL", "CRM_APP__NAME", "CRM_APP__LANGUAGE", "CRM_APP__TIMEZONE", "CRM_SERVER__ADDRESS"):
        monkeypatch.setenv(name, "")  # what the command sets goes with the test
        monkeypatch.delenv(name)
    added = provider("tenant", "do", "acme", "user", "add", "boss", typed="unusual-Pferd-Rasenmaeher9\n")
    assert "boss may sign in as boss." in added.output


def test_an_installation_of_one_company_says_so(call: Call):
    call("migrate")
    refused = call("tenant", "list")
    assert refused.exit_code == 2 and "tenants.host" in refused.output
    assert call("migrate", "--all").output == "The database is up to date.\n"
