"""Files that lie about themselves, or that become far larger than they are."""

import time
import zipfile
from io import BytesIO

import pytest

from crm.errors import Invalid
from crm.service.kit.sheet import open_sheet
from tests.unit.service.kit.test_sheet_book import ods, xlsx
from tests.unit.service.platform.test_file_look import DOCX, FileStore, look

LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
LONGEST = 10  # seconds for what is refused at once where nobody else works


@pytest.mark.parametrize("kind", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("make", ["xlsx", "ods"])
def test_entities_of_a_workbook_grow_and_reach_nowhere(tmp_path, kind, make):
    path = tmp_path / "t"
    if make == "xlsx":
        xlsx(path, [b'<row><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>'])
    else:
        ods(path, "<table:table-row><table:table-cell><text:p>&a11;</text:p></table:table-cell></table:table-row>")
    _with_entities(path, kind)
    began, said = time.monotonic(), ""
    try:
        sheet = open_sheet(path)
        said = repr([sheet.header, list(sheet.rows())])
    except Invalid:
        pass
    assert "root:" not in said and len(said) < 10_000 and time.monotonic() - began < LONGEST


def _with_entities(path, kind):
    """The same archive, each of its larger parts with the definitions before its first element."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, kind.encode() + data if b"&a11;" in data else data)


@pytest.mark.parametrize("kind", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_of_a_document_grow_and_reach_nowhere(tmp_path, kind):
    said, began = BytesIO(), time.monotonic()
    with zipfile.ZipFile(said, "w") as archive:
        for name, text in DOCX.items():
            archive.writestr(name, kind + text.replace("合同", "&a11;") if name == "word/document.xml" else text)
    found = look(FileStore(tmp_path / "files"), "a.docx", said.getvalue())
    assert "root:" not in (found.html or "") and len(found.html or "") < 10_000 and time.monotonic() - began < 3 * LONGEST


def test_a_document_that_unpacks_to_a_thousand_times_its_size_gives_no_more_than_a_page(tmp_path):
    said = BytesIO()
    with zipfile.ZipFile(said, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in DOCX.items():
            archive.writestr(name, text.replace("合同", "x" * 30_000_000) if name == "word/document.xml" else text)
    assert len(said.getvalue()) < 100_000
    assert len(look(FileStore(tmp_path / "files"), "a.docx", said.getvalue()).html or "") < 2_000_000


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("a.png", b"<html><script>alert(1)</script>"), ("a.pdf", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.svg", b"<svg onload=alert(1)>"), ("a.jpg", b"\xff\xd8\xff<script>alert(1)</script>"), ("a.txt", b"<!doctype html><script>"),
        ("../../etc/a.html", b"<script>alert(1)</script>"), ('a"\r\nX-Evil: yes.txt', b"x"), ("a\u202etxt.exe.txt", b"x"),
    ],
)  # fmt: skip
def test_a_file_is_given_back_as_what_no_browser_runs(world, name, contents):
    """Whatever it says it is: kept, not opened, without a script's rights, under a name that leads nowhere."""
    account = world.rows["account", "own"].id
    with world.undone():
        sent = {"data": {"file": (BytesIO(contents), name)}, "content_type": "multipart/form-data"}
        assert world.send("salesperson", "POST", f"/files/of/account/{account}", **sent).status_code == 303
        world.db.work.cursor.execute("SELECT id, name FROM file ORDER BY id DESC LIMIT 1")
        id, kept = world.db.work.cursor.fetchone()
        answer = world.send("salesperson", "GET", f"/files/{id}/contents")
    told = answer.headers
    assert answer.status_code == 200 and told["X-Content-Type-Options"] == "nosniff" and "X-Evil" not in told
    assert "sandbox" in told["Content-Security-Policy"] or "attachment" in told["Content-Disposition"]
    assert told.get("Content-Type", "").split(";")[0] not in ("text/html", "image/svg+xml", "application/xhtml+xml")
    assert not set('/\\"\r\n\u202e') & set(kept)
