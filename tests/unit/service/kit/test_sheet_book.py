"""Workbooks that are broken, locked, huge or hostile: refused with a sentence, in bounded time and memory."""

import random
import time
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from crm.errors import Invalid
from crm.service.kit.sheet import book, open_sheet, write_xlsx

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="客户">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def xlsx(path: Path, sheet: Iterable[bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _LINK.format(kind="officeDocument", target="xl/workbook.xml"))
        packed.writestr("xl/workbook.xml", _BOOK)
        packed.writestr("xl/_rels/workbook.xml.rels", _LINK.format(kind="worksheet", target="worksheets/sheet1.xml"))
        with packed.open("xl/worksheets/sheet1.xml", "w") as file:
            file.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for part in sheet:
                file.write(part)
            file.write(b"</sheetData></worksheet>")
    return path


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        packed.writestr("content.xml", _ODS.format(rows=rows))
    return path


def cell(place: str, value: str = "1") -> bytes:
    return f'<row><c r="{place}"><v>{value}</v></c></row>'.encode()


def refusal(path: Path, **options) -> str:
    with pytest.raises(Invalid) as caught:
        list(open_sheet(path, **options).rows())
    assert caught.value.fields["file"].said()
    return caught.value.fields["file"]


def test_a_workbook_is_known_by_its_content_not_by_its_name(tmp_path):
    path = tmp_path / "upload"
    write_xlsx(path, ["姓名", "电话", "生日"], [["王伟", 13800138000, date(1990, 3, 7)]])
    sheet = open_sheet(path)
    assert (sheet.kind, sheet.name, sheet.names, sheet.estimated_rows) == ("xlsx", "Sheet1", ["Sheet1"], 1)
    assert list(sheet.rows()) == list(sheet.rows()) == [(2, ["王伟", 13800138000, date(1990, 3, 7)])]


def test_an_ods_is_read_too(tmp_path):
    words = "".join(f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>' for word in "甲乙")
    sheet = open_sheet(ods(tmp_path / "t", f"<table:table-row>{words}</table:table-row>" * 2))
    assert (sheet.kind, sheet.name, sheet.header, list(sheet.rows())) == (
        "ods",
        "客户",
        ["甲", "乙"],
        [(2, ["甲", "乙"])],
    )


def test_an_abandoned_sheet_leaves_no_process_behind(tmp_path):
    write_xlsx(tmp_path / "t", ["a", "b"], [["x" * 1000, n] for n in range(3000)])
    feed = book._started(tmp_path / "t", None)
    next(feed)
    process = feed.gi_frame.f_locals["process"]
    assert process.poll() is None
    feed.close()
    assert process.poll() is not None


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ([cell("A1"), cell("XFD1048576")], "too large or too complex"),
        ([cell("A1"), cell("SH2")], "beyond column 500"),
        ([cell("A1"), cell("A1000002")], "more than 1,000,000 rows"),
        ([b'<row><c r="A1" t="inlineStr"><is><t>' + b"x" * 40_000 + b"</t></is></c></row>"], "more text than"),
        ([], "empty"),
        ([b"<row><c r='A1'><v>1</v"], "damaged"),
    ],
    ids=["sparse", "wide", "long", "cell", "empty", "cut"],
)
def test_a_workbook_beyond_the_limits_is_refused(tmp_path, sheet, sentence):
    assert sentence in refusal(xlsx(tmp_path / "t", sheet))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = xlsx(tmp_path / "t", (b" " * (1 << 20) for _ in range(80)))
    began = time.monotonic()
    assert "too large or too complex" in refusal(path)
    assert time.monotonic() - began < 0.5


def test_a_table_that_repeats_itself_endlessly_is_refused(tmp_path):
    word = '<table:table-cell table:number-columns-repeated="400"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{word}</table:table-row>'
    refusal(ods(tmp_path / "t", row * 4))


def _worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> Path:
    stand_in = tmp_path / "worker.py"
    limits = "import resource, sys, time\nresource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)\n"
    stand_in.write_text(limits + code)
    monkeypatch.setattr(book, "_WORKER", stand_in)
    write_xlsx(tmp_path / "t", ["a"], [[1]])
    return tmp_path / "t"


@pytest.mark.parametrize(
    ("code", "wait"),
    [("time.sleep(60)", 0.3), ("while True: pass", 30), ("sys.exit(3)", 30)],
    ids=["hangs", "spins", "dies"],
)
def test_a_reader_that_hangs_or_dies_is_ended(tmp_path, monkeypatch, code, wait):
    monkeypatch.setattr(book, "_WAIT", wait)
    monkeypatch.setattr(book, "_CPU", 1)
    began = time.monotonic()
    assert "too large or too complex" in refusal(_worker(tmp_path, monkeypatch, code))
    assert time.monotonic() - began < 10


def test_a_locked_workbook_says_so(tmp_path, monkeypatch):
    path = _worker(tmp_path, monkeypatch, """print('{"error": "password"}')""")
    assert "protected with a password" in refusal(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_the_head_of_a_workbook_alone_is_damaged(tmp_path, content):
    (tmp_path / "t").write_bytes(content)
    assert "damaged" in refusal(tmp_path / "t")


def test_another_zip_is_no_table(tmp_path):
    with zipfile.ZipFile(tmp_path / "t", "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert "not a table" in refusal(tmp_path / "t")


def test_no_damaged_byte_breaks_the_reader(tmp_path):
    write_xlsx(tmp_path / "whole", ["姓名", "n"], [["王伟", n] for n in range(20)])
    whole = (tmp_path / "whole").read_bytes()
    luck = random.Random(7)
    for _ in range(25):
        bytes_ = bytearray(whole)
        for _ in range(luck.choice((1, 5, 50))):
            bytes_[luck.randrange(len(bytes_))] = luck.randrange(256)
        (tmp_path / "t").write_bytes(bytes_)
        try:
            assert list(open_sheet(tmp_path / "t").rows()) is not None
        except Invalid as refused:
            assert refused.fields["file"].said()
