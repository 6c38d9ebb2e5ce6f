"""What others' scanners find: the hole that was planted in the twin, and nothing in the program.

Run by `./crm test -m scanners -n 0 -s tests/security`; each is installed when it is asked for the first time.
"""

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kit.servers import live
from tests.security.twin import twin
from tests.security.world import cookie, made
from tests.unit.web.api.conftest import in_file

pytestmark = pytest.mark.scanners
LONGEST = int(os.environ.get("CRM_SCAN_SECONDS", "1800"))
# What wapiti tries. Not "ssrf": it asks a receiver of its maker on the internet what reached it, and finds nothing without one.
KINDS = ("xss", "sql", "exec", "file", "redirect", "crlf", "xxe", "upload", "htaccess")
# What a scanner of ours asks: lists with their filters, the search, a record, what others may write without being signed in.
PLACES = ("/api/v1/accounts?q=a&filter=city:is:a&sort=name&size=5", "/api/v1/search?q=a&module=account", "/api/v1/accounts/{id}")


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """The company in a file of its own: several requests come at once, and what they write stays."""
    folder = tmp_path_factory.mktemp("scanned")
    return made(folder, next(in_file(folder)))


@contextmanager
def counted(app):
    """The application as it is served, and how many requests it was sent."""
    asked = []

    def counting(environ, start):
        asked.append(environ["PATH_INFO"])
        return app(environ, start)

    with live(counting) as address:
        yield address, asked


def run(folder: Path, package: str, *command: str) -> str:
    """What the tool said; it is taken from the package index the first time."""
    whole = [str(Path(sys.executable).parent / "uv"), "tool", "run", "--from", package, *command]
    done = subprocess.run(whole, cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False)
    return done.stdout + done.stderr


def sqlmap(folder: Path, url: str, *more: str) -> bool:
    """Whether it gets at the database by any parameter of the address, at level 3."""
    options = ("--batch", "--level=3", "--dbms=sqlite", "--flush-session", "--threads=2", "--output-dir=out", "--disable-coloring")
    said = run(folder, "sqlmap", "sqlmap", "-u", url, *options, *more)
    assert re.search("injection point|do not appear to be injectable", said), said[-1500:]
    return "injection point" in said


def wapiti(folder: Path, url: str, *more: str) -> tuple[dict[str, int], list[str]]:
    """What it finds, by kind, and the kinds that it did not end with in their time.

    Its time for a scan bounds the walk through the pages alone: without one for each kind of attack as well it would be ended from
    outside before it has told anything.
    """
    options = ("-m", ",".join(KINDS), "-f", "json", "-o", "found.json", "--no-bugreport", "--flush-session")
    bounds = ("-S", "polite", "--max-links-per-page", "15", "-d", "2", "--scope", "folder")
    times = ("--max-scan-time", str(LONGEST // 4), "--max-attack-time", str(LONGEST // (2 * len(KINDS))))
    said = run(folder, "wapiti3", "wapiti", "-u", url, *options, *bounds, *times, *more)
    assert (folder / "found.json").exists(), said[-1500:]
    assert [kind for kind in KINDS if f"Launching module {kind}" not in said] == [], said[-1500:]
    found = json.loads((folder / "found.json").read_text())["vulnerabilities"]
    return {kind: len(each) for kind, each in found.items() if each}, re.findall(r"attack time was reached for module (\w+)", said)


def schemathesis(folder: Path, url: str, *more: str) -> bool:
    """Whether a request drawn from the description breaks it."""
    command = [sys.executable, "-m", "schemathesis.cli", "run", url, "--phases", "fuzzing", "--max-examples", "10", "--no-color", *more]
    done = subprocess.run([*command, "-c", "not_a_server_error"], cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False)
    return "Server error" in done.stdout


def test_sqlmap_finds_the_planted_injection_and_none_of_ours(ours, tmp_path):
    with counted(twin()) as (address, asked):
        assert sqlmap(tmp_path, f"{address}/twin/customers?q=a")
    print(f"sqlmap, twin: found after {len(asked)} requests")
    token = f"--headers=Authorization: Bearer {ours.tokens['administrator']}"
    with counted(ours.app) as (address, asked):
        for place in PLACES:
            url = address + place.format(id=f"{ours.rows['account', 'own'].id}*")
            assert not sqlmap(tmp_path, url, token, "--ignore-code=401", "--skip=user-agent,referer,host"), place
    print(f"sqlmap, ours: nothing in {len(PLACES)} addresses after {len(asked)} requests")


def test_wapiti_finds_the_planted_holes_and_none_of_ours(ours, tmp_path):
    with counted(twin()) as (address, asked):
        found, cut = wapiti(tmp_path, f"{address}/twin/")
    print(f"wapiti, twin: {found} after {len(asked)} requests; not ended: {cut}")
    assert {"Reflected Cross Site Scripting", "Open Redirect", "SQL Injection"} <= set(found)
    with counted(ours.app) as (address, asked):
        session = ("-H", f"Cookie: {cookie(ours.app, 'salesperson')}")
        found, cut = wapiti(tmp_path, f"{address}/accounts", *session, "-x", f"{address}/sign-out")
    print(f"wapiti, ours: {found} after {len(asked)} requests; not ended: {cut}")
    assert found == {} and len(asked) > 100


def test_schemathesis_finds_the_planted_failure_and_none_of_ours(ours, tmp_path):
    with counted(twin()) as (address, asked):
        assert schemathesis(tmp_path, f"{address}/twin/openapi.json")
    print(f"schemathesis, twin: found after {len(asked)} requests")
    token = ("--header", f"Authorization: Bearer {ours.tokens['manager']}")
    with counted(ours.app) as (address, asked):
        assert not schemathesis(tmp_path, f"{address}/api/openapi.json", *token, "--include-path-regex", "^/api/v1/(leads|search)")
    print(f"schemathesis, ours: nothing after {len(asked)} requests")
