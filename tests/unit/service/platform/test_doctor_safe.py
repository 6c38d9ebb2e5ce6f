"""What is open wider than it has to be is named, and a sound installation is passed over."""

from pathlib import Path

import pytest

from crm.service.platform.doctor_safe import LOSSES, folder_findings, reach_findings
from crm.settings import Settings, load

SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCD"


def settings(data: Path, **sections: object) -> Settings:
    return load("production", {}, **({"secret": SECRET, "app": {"data": data}} | sections))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"server": {"proxies": 1}}, []),
        ({"secret": "changeme" * 5}, ["bad: secret"]),
        ({"server": {"proxies": 3}}, ["bad: server.proxies"]),
        ({"server": {"host": "0.0.0.0", "proxies": 1}}, ["warn: Who"]),
    ],
)
def test_a_setting_that_opens_too_much_is_named(tmp_path, given, found):
    assert [f"{one.state}: {one.words.split()[0]}" for one in reach_findings(settings(tmp_path, **given))] == found


def test_a_demo_that_others_can_reach_is_bad_and_one_that_nobody_reaches_is_not(tmp_path):
    (tmp_path / "demo.key").write_text("geheim")
    assert list(reach_findings(settings(tmp_path))) == []
    (found,) = reach_findings(settings(tmp_path, server={"host": "0.0.0.0"}))
    assert found.state == "bad" and "demo" in found.words


def test_what_everybody_may_read_is_named_unless_nobody_gets_into_the_folder(tmp_path):
    data, config = tmp_path / "data", tmp_path / "crm.toml"
    (data / "backups").mkdir(parents=True)
    (data / "backups").chmod(0o755)
    config.write_text("")
    config.chmod(0o644)
    data.chmod(0o700)
    assert list(folder_findings(settings(data), {})) == []
    data.chmod(0o755)
    found = folder_findings(settings(data), {"CRM_CONFIG": str(config)})
    assert [(one.state, str(one.words).rsplit("/", 1)[1]) for one in found] == [("warn", "backups"), ("bad", "crm.toml")]


def test_a_database_that_would_forget_is_named(crm):
    service, db = crm.platform.doctor_safe(), crm.db()

    def named() -> set[str]:
        return {str(one.words) for one in service.findings(settings(Path("/nowhere")), {}) if one.state == "bad"}

    if db.dialect == "postgresql":
        with db.transaction() as work:
            for state, is_named in (("on", False), ("off", True)):
                work.cursor.execute(f"SET LOCAL synchronous_commit = {state}")
                assert (LOSSES["synchronous_commit"] in named()) is is_named
        return
    assert named() == set()
    own = db.engine.raw_connection()
    own.dbapi_connection.execute("PRAGMA synchronous = NORMAL")
    own.close()
    assert named() == {LOSSES["synchronous"]}
