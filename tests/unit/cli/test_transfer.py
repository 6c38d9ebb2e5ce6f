"""Import and export from the command line, with the rights of whoever is named."""

import json
from pathlib import Path
from unittest.mock import patch

import pytest

from crm.domain.customer.export_request import Terms
from tests.unit.cli.conftest import Call, founded

ROWS = "客户名称,级别,电话\n北京云帆科技有限公司,A,13800138000\n上海安泰医药股份有限公司,Z,13800138001\n广州远航物流有限公司,B,12\n"


@pytest.fixture
def file(call: Call, tmp_path: Path) -> str:
    founded(call)
    path = tmp_path / "customers.csv"
    path.write_text(ROWS, encoding="gb18030")
    return str(path)


def test_lines_that_cannot_be_taken_are_told_and_given_back(call: Call, file: str, tmp_path: Path):
    problems = tmp_path / "problems.csv"
    result = call("import", "account", file, "--problems", str(problems))
    assert result.exit_code == 1
    assert "1 created, 0 updated, 0 skipped, 2 failed." in result.output
    assert "line 3, 级别: " in result.output and "line 4, 电话: " in result.output
    names = [line.split(",")[0] for line in problems.read_text("utf-8-sig").splitlines()]
    assert names == ["客户名称", "上海安泰医药股份有限公司", "广州远航物流有限公司"]


def test_a_check_writes_nothing(call: Call, file: str, tmp_path: Path):
    call("import", "account", file, "--check")
    assert "all.csv: 0." in call("export", "account", str(tmp_path / "all.csv")).output


def test_a_column_can_be_told_where_to_go(call: Call, file: str, tmp_path: Path):
    result = call("import", "account", file, "--map", "级别=", "--map", "电话=remark")
    assert (result.exit_code, "3 created" in result.output) == (0, True), result.output
    assert "no column “Grade”" in call("import", "account", file, "--map", "Grade=grade").output


def test_an_export_holds_what_the_filter_finds(call: Call, file: str, tmp_path: Path):
    call("import", "account", file, "--map", "级别=", "--map", "电话=")
    target = tmp_path / "some.csv"
    result = call("export", "account", str(target), "--words", "物流")
    assert "some.csv: 1." in result.output
    assert "广州远航物流有限公司" in target.read_text("utf-8-sig")


def test_many_records_leave_with_a_reason(call: Call, file: str, tmp_path: Path):
    call("import", "account", file, "--map", "级别=", "--map", "电话=")
    asked = Terms(3, False, reason=True, approval=False, large=False)
    with patch("crm.service.customer.export_request.terms", return_value=asked):
        refused = call("export", "account", str(tmp_path / "all.json"))
        assert refused.exit_code == 2 and "what the file is for" in refused.output
        assert call("export", "account", str(tmp_path / "all.json"), "--reason", "Yearly audit").exit_code == 0
    assert "Yearly audit" in json.loads((tmp_path / "all.json").read_text())["mark"]


def test_wrong_words_are_answered_in_a_sentence(call: Call, file: str):
    assert "There is no module planet. There are: account," in call("export", "planet", "x.csv").output
    assert "Write --map as HEADING=FIELD." in call("import", "account", file, "--map", "级别").output
    refused = call("export", "account", "x.csv", "--filter", "mood:is:good")
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)


def test_somebody_without_the_right_exports_nothing(call: Call, file: str, tmp_path: Path):
    call("user", "add", "wang", typed="correct horse battery\n")
    result = call("export", "account", str(tmp_path / "x.csv"), "--as", "wang")
    assert (result.exit_code, result.output) == (2, "Error: You are not allowed to do this.\n")
    assert not (tmp_path / "x.csv").exists()


def test_people_come_in_with_their_departments_unless_these_are_not_to_be_made(call: Call, file: str, tmp_path: Path):
    people = tmp_path / "people.csv"
    people.write_text("sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\nMoses Frase,Melvin Marxen,Central\n")
    result = call("import", "user", str(people), "--no-create-companies")
    assert "0 created, 0 updated, 0 skipped, 2 failed." in result.output and "line 2, regional_office: " in result.output
    result = call("import", "user", str(people))
    assert result.exit_code == 0 and "2 created, 0 updated, 0 skipped, 0 failed." in result.output
    assert "line 3: “Central” has another manager already; that was left so." in result.output
    known = call("user", "list").output
    assert all(account in known for account in ("anna.snelling", "moses.frase", "dustin.brinkmann"))
