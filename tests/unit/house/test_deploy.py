"""The files for running the program hold what the guide says of them, and name what exists."""

import re
import shutil
import subprocess
import tomllib
from configparser import RawConfigParser

import pytest

from crm.cli import COMMANDS
from crm.paths import ROOT
from crm.settings import Settings

DEPLOY = ROOT / "deploy"
UNITS = ("crm.service", "crm-worker.service")
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "CapabilityBoundingSet": "",
    "UMask": "0077", "StateDirectoryMode": "0700", "User": "crm",
}  # fmt: skip


@pytest.mark.parametrize("name", UNITS)
def test_units_are_hardened_and_call_commands_that_exist(name):
    unit = RawConfigParser()
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEPLOY / name)
    service = dict(unit["Service"])
    assert {key: service[key] for key in HARDENED} == HARDENED
    for key in ("ExecStart", "ExecStartPre"):
        if key in service:
            assert service[key].split()[1] in COMMANDS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_units(name, tmp_path):
    """But for the program, which is not installed here."""
    text = re.sub(r"/opt/crm/\S+", "/bin/true", (DEPLOY / name).read_text(encoding="utf-8"))
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", tmp_path / name], capture_output=True, text=True)
    assert name not in done.stderr, done.stderr


def test_the_settings_are_known():
    found = Settings(**tomllib.loads((DEPLOY / "crm.toml").read_text(encoding="utf-8")))
    assert (found.server.proxies, str(found.app.data)) == (1, "/var/lib/crm")


def test_the_container_is_small_and_runs_as_nobody_special():
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    stages = [number for number, line in enumerate(lines) if line.startswith("FROM ")]
    assert len(stages) == 3 and not any(
        line.endswith(":latest") or ":" not in line for line in (lines[at].split(" AS ")[0] for at in stages)
    )
    last = lines[stages[-1] :]
    assert "USER 10001" in last and any(line.startswith("HEALTHCHECK") for line in last)
    for name in re.findall(r"requirements/\S+\.txt", "\n".join(lines)):
        assert (ROOT / name).is_file()


def test_a_proxy_replaces_what_clients_claim_of_themselves():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "X-Forwarded-For $remote_addr;" in text and "$proxy_add_x_forwarded_for" not in text
    assert text.count("{") == text.count("}")


def test_the_guide_names_files_and_commands_that_exist():
    guide = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
    assert {path for path in re.findall(r"deploy/[\w.-]+\w", guide) if not (ROOT / path).exists()} == set()
    assert {name for name in re.findall(r"`crm (\w+)|^    crm (\w+)", guide, re.M) for name in name if name} <= set(COMMANDS)
