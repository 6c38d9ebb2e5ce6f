"""`./crm uitest`: the browser tests as a tool, against any instance, with a report that people read."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.ui.tool.options import ROLES, Options
from tests.ui.tool.record import Recorder
from tests.ui.tool.report import Report

HERE = Path(__file__).parent
REPORT = HERE.parents[1] / "var/uitest.html"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tests and write the report. 0: all passed; 1: some failed, or data was left behind; 2: asked wrongly."""
    given = parser().parse_args(arguments)
    if given.base_url and not given.password:
        parser().error("--base-url needs --password (of --user, or of the demo's people)")
    options = Options(
        given.base_url, given.role, given.user, given.password, given.lang, given.width, given.grid, given.report.resolve()
    )  # fmt: skip
    recorder, began = Recorder(options), datetime.now().astimezone()
    left_out = ["not own", *(["not pages"] if "pages" not in given.tag else [])] if options.base_url else []
    chosen = [*left_out, *(f"({tag})" for tag in given.tag)]
    code = pytest.main(
        [str(HERE), f"--rootdir={HERE.parents[1]}", "-v", "--no-header", "--tb=line", "-p", "no:cacheprovider", "-p", "no:randomly",
         *(["-m", " and ".join(chosen)] if chosen else []), *(["-k", given.test] if given.test else [])],
        plugins=[recorder],
    )  # fmt: skip
    Report(options, began, recorder.browser).write(options.report or REPORT, list(recorder.results.values()), recorder.left)
    print(options.report)
    return int(code) or int(bool(recorder.left))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("crm uitest", description="Run the browser tests against any instance and write one HTML report.")
    made.add_argument("--base-url", help="the instance, such as https://crm.example.cn; without it the tests start one of their own")
    made.add_argument("--as", dest="role", choices=ROLES, default="manager", help="whom the tests work as (default: manager)")
    made.add_argument("--user", help="the account to sign in with; without it the demo's account of the role")
    made.add_argument("--password", help="its password, or the one of the demo's people")
    made.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the pages and of the report (default: zh)")
    made.add_argument("--width", type=int, default=1440, help="how wide the page is in pixels; 390 is a phone (default: 1440)")
    made.add_argument("--tag", action="append", default=[], help="only tests with this mark, such as smoke; may be given again")
    made.add_argument("--test", help="only tests whose name contains this")
    made.add_argument("--grid", help="a Selenium grid or a single driver, such as http://grid:4444")
    made.add_argument("--report", type=Path, default=REPORT, help="where the report goes (default: var/uitest.html)")
    return made


if __name__ == "__main__":
    sys.exit(main())
