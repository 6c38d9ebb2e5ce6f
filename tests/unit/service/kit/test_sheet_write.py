"""Writing CSV and XLSX: nothing is ever a formula, and what is written reads back as it was."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Invalid
from crm.service.kit.sheet import open_sheet, write, write_csv, write_xlsx

HEADER = ["姓名", "值"]


def csv_of(*rows) -> list[str]:
    stream = io.BytesIO()
    assert write_csv(stream, HEADER, rows) == len(rows)
    return stream.getvalue().decode().splitlines()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_a_cell_that_a_spreadsheet_would_compute_gets_an_apostrophe(start):
    assert csv_of(["x", f"{start}cmd|'/c calc'!A0"])[1] == f"x,'{start}cmd|'/c calc'!A0"


def test_a_carriage_return_cannot_start_a_formula_either():
    assert csv_of(["x", "\r=1+1"])[1] == "x,\"'"


def test_a_header_is_escaped_too():
    stream = io.BytesIO()
    write_csv(stream, ["=1+1"], [])
    assert stream.getvalue().decode() == "\ufeff'=1+1\r\n"


def test_negative_numbers_stay_numbers_and_phones_stay_readable():
    assert csv_of(["-12.50", -3], ["+8613800138000", Decimal("-0.10")])[1:] == ["-12.50,-3", "'+8613800138000,-0.10"]


def test_a_file_begins_with_the_mark_that_makes_spreadsheets_read_utf8(tmp_path: Path):
    write_csv(tmp_path / "t.csv", HEADER, [["王伟", date(2026, 11, 21)], [None, datetime(2026, 11, 21, 14, 30, tzinfo=UTC)]])
    assert (tmp_path / "t.csv").read_bytes() == ("\ufeff姓名,值\r\n王伟,2026-11-21\r\n,2026-11-21 14:30:00+00:00\r\n".encode())


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n"), max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_written_reads_back_as_it_was(tmp_path_factory, cells):
    path = tmp_path_factory.getbasetemp() / "round.csv"
    write_csv(path, ["first", *(f"c{n}" for n in range(len(cells)))], [["x", *cells], ["x", *("'" + cell for cell in cells)]])
    sheet = open_sheet(path, encoding="utf-8-sig", delimiter=",")
    assert [read for _, read in sheet.rows()] == [["x", *cells], ["x", *("'" + cell for cell in cells)]]


def test_a_workbook_keeps_kinds_and_its_strings_are_never_formulas(tmp_path: Path):
    path = tmp_path / "t.xlsx"
    row = [
        "=1+1",
        "+8613800138000",
        "https://example.com",
        12,
        Decimal("1.5"),
        True,
        date(2026, 11, 21),
        datetime(2026, 11, 21, 14, 30),
        110101199003074530,
        None,
        "末",
    ]
    assert write_xlsx(path, [f"列{n}" for n in range(len(row))], [row]) == 1
    [(line, cells)] = open_sheet(path).rows()
    assert line == 2
    assert cells == [*row[:4], 1.5, True, row[6], row[7], "110101199003074530", "", "末"]


def test_a_moment_with_a_zone_and_a_very_long_text_do_not_break_a_workbook(tmp_path: Path):
    path = tmp_path / "t.xlsx"
    write_xlsx(path, ["t", "s", "n"], [[datetime(2026, 11, 21, 14, 30, tzinfo=UTC), "长" * 40_000, float("nan")]])
    [(_, cells)] = open_sheet(path).rows()
    assert cells[0] == datetime(2026, 11, 21, 14, 30)
    assert cells[1] == "长" * 32_767


def test_a_workbook_that_would_be_cut_off_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(write, "MOST_ROWS", 2)
    with pytest.raises(Invalid, match="at most 2 rows"):
        write_xlsx(tmp_path / "t.xlsx", ["a"], [[1], [2], [3]])
