"""Every file of the shared samples opens or is refused with a sentence; the known ones read right."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from crm.errors import Invalid
from crm.service.kit.sheet import open_sheet

CSV = Path(__file__).parents[5] / "shared/data/import/csv"
pytestmark = pytest.mark.skipif(not CSV.is_dir(), reason="the sample files (../shared/data/import/csv) are not here")

EVERY = sorted(path for path in CSV.rglob("*") if path.is_file())
SPECTRUM = sorted((CSV / "csv-spectrum/csvs").glob("*.csv"))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_no_sample_breaks_the_reader(path):
    try:
        sheet = open_sheet(path)
        read = list(sheet.rows())
    except Invalid as refused:
        assert path.name == "empty.csv" and "empty" in refused.fields["file"]
        return
    assert len(set(sheet.header)) == len(sheet.header) > 0
    assert all(len(cells) >= len(sheet.header) for _, cells in read)
    assert abs(sheet.estimated_rows - len(read)) <= max(2, len(read) // 10)


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_csv_spectrum_reads_as_its_json_says(path):
    said = (path.parents[1] / "json" / f"{path.stem}.json").read_text("utf-8", "replace")
    expected = json.loads(said.replace("\\r\\n", "\\n"))  # the CSVs of this copy have lost their carriage returns
    expected = [expected] if isinstance(expected, dict) else expected
    sheet = open_sheet(path)
    read = [dict(zip(sheet.header, cells, strict=True)) for _, cells in sheet.rows()]
    if path.stem == "location_coordinates":  # two of its cells are damaged in the sample itself, and so differ
        read, expected = ([[row["Cities"], row["Counties"]] for row in both] for both in (read, expected))
    assert read == expected


@pytest.mark.parametrize(
    ("name", "encoding", "last"),
    [
        ("test_utf8.csv", "utf-8", "ʤ"),
        ("test_utf8_bom.csv", "utf-8-sig", "ʤ"),
        ("test_utf16_big.csv", "utf-16", "ʤ"),
        ("test_utf16_little.csv", "utf-16", "ʤ"),
        ("test_latin1.csv", "latin-1", "©"),
    ],
)
def test_the_encodings_of_csvkit_are_found(name, encoding, last):
    sheet = open_sheet(CSV / "csvkit" / name)
    *_, (_, cells) = sheet.rows()
    assert (sheet.encoding, cells) == (encoding, ["4", "5", last])


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_sheet_of_a_workbook_is_read_by_name_with_its_kinds(kind):
    path = CSV / "csvkit" / f"sheets.{kind}"
    first = open_sheet(path)
    assert (first.kind, first.names, first.name) == (kind, ["not this one", "data", "ʤ"], "data")
    assert list(open_sheet(path, sheet="data").rows())[0] == (
        2,
        ["Chicago Reader", date(1971, 1, 1), 40, True, 1, datetime(1971, 1, 1, 4, 14), ""],
    )
    with pytest.raises(Invalid, match="no sheet of that name"):
        open_sheet(path, sheet="missing")


def test_a_workbook_whose_table_begins_further_down_keeps_its_line_numbers():
    sheet = open_sheet(CSV / "csvkit/test_skip_lines.xlsx")
    assert sheet.header[0] == "text"
    assert next(sheet.rows())[0] == 5
