"""Starts the bench's own server, signs in, and prints the marks of each page; 1 when one is below its limit."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import pages, server
from bench.run import prepared

HERE = Path(__file__).parent
PAGES = ("list, first page", "record page")
MARKS = {"performance": 95, "accessibility": 95, "best-practices": 95}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"


def marks(url: str, cookie: str, phone: bool) -> dict[str, int]:
    """Category -> 0 to 100, as Lighthouse gives them."""
    command = [
        str(HERE / "node_modules/.bin/lighthouse"), url, "--quiet", "--output=json", "--disable-full-page-screenshot",
        f"--chrome-flags={FLAGS}", f"--only-categories={','.join(MARKS)}", f"--extra-headers={json.dumps({'Cookie': cookie})}",
        *(() if phone else ("--preset=desktop",)),
    ]  # fmt: skip
    said = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    for audit in said["audits"].values():
        if audit.get("score") is not None and audit["score"] < 0.9 and audit.get("scoreDisplayMode") in ("binary", "metricSavings"):
            print(f"    {audit['id']}: {audit['title']}")
    return {name: round(100 * said["categories"][name]["score"]) for name in MARKS}


def main() -> int:
    if not (HERE / "node_modules").exists():
        subprocess.run(["npm", "ci"], cwd=HERE, check=True)
    below = 0
    with tempfile.TemporaryDirectory() as folder:
        container, where, url = prepared("sqlite", 2000, Path(folder))
        paths = pages.addresses(container, "admin")
        with server.running("app", where, url) as (port, _):
            browser = pages.Browser(port, "admin")
            for name in PAGES:
                for phone in (False, True):
                    found = marks(f"http://127.0.0.1:{port}{paths[name]}", browser.cookie, phone)
                    print(f"{name}, {'phone' if phone else 'desktop'}: {found}")
                    below += sum(found[mark] < least for mark, least in MARKS.items())
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
