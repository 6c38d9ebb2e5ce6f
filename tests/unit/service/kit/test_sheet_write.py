"""Writing CSV and XLSX: nothing is ever a formula, and what is written reads back as it was."""

import io
import os
import re
import tempfile
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Invalid
from crm.service.kit.sheet import Mark, open_sheet, write_book, write_csv, write_xlsx

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
    monkeypatch.setattr(write_book, "MOST_ROWS", 2)
    with pytest.raises(Invalid, match="at most 2 rows"):
        write_xlsx(tmp_path / "t.xlsx", ["a"], [[1], [2], [3]])


def test_a_day_before_spreadsheets_begin_is_a_text_and_the_false_leap_day_is_passed_over(tmp_path: Path):
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), datetime(2024, 2, 29, 23, 59, 59)]
    write_xlsx(path := tmp_path / "t.xlsx", ["a", "b", "c", "d", "e"], [[*days, date(1899, 12, 30)]])
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall("<v>([0-9.]+)</v></c>", sheet.partition('<row r="2"')[2]) == ["1", "59", "61", "45351.99998842592"]
    assert [*open_sheet(path).rows()][0][1][3:] == [days[3], "1899-12-30"]


def test_what_markup_has_no_room_for_reads_back_as_it_was(tmp_path: Path):
    texts = ['<a href="x">&amp; </a>', " both ends ", "\x01\x0b\x1f", "_x0041_", "line\nline", "𝄞 长"]
    write_xlsx(path := tmp_path / "t.xlsx", texts, [texts], Mark("by <lilei> & co", "t", "a", "first"))
    assert [*open_sheet(path).rows()][-1] == (3, texts)
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert 'topLeftCell="A3"' in sheet and sheet.count("<row ") == 2 + 1 and "_x005F_x0041_" in sheet


def test_a_workbook_lies_nowhere_in_clear_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def nowhere(*_args, **_more):
        raise AssertionError("a temporary file")

    for name in ("mkstemp", "TemporaryFile", "NamedTemporaryFile", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, nowhere)
    stream = io.BytesIO()
    assert write_xlsx(stream, ["a", "b"], ([n, "王伟"] for n in range(2000)), Mark("m", "t", "a", "last")) == 2000
    assert [*open_sheet(_kept(stream, tmp_path)).rows()][-2:] == [(2001, [1999, "王伟"]), (2002, ["m", ""])]


def test_a_workbook_is_written_in_the_memory_of_a_few_rows():
    rows = ([f"{n}-{column}" for column in range(20)] for n in range(10_000))
    tracemalloc.start()
    try:
        with open(os.devnull, "wb") as nothing:
            write_xlsx(nothing, ["c"] * 20, rows)
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def _kept(stream: io.BytesIO, folder: Path) -> Path:
    (path := folder / "kept.xlsx").write_bytes(stream.getvalue())
    return path
