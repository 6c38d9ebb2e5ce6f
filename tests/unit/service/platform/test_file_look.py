"""What files look like on our own page."""

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from crm.domain.platform.file import File, media_of
from crm.service.platform.file_look import FileLook, Look, Unreadable
from crm.service.platform.file_store import FileStore

DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    "合同 &lt;script&gt;</w:t></w:r></w:p></w:body></w:document>",
}


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def kept(store: FileStore, name: str, contents: bytes) -> File:
    found = store.keep(BytesIO(contents), 10_000_000)
    return File(name=name, digest=found.digest, size=found.size, media=media_of(name, found.head))


def look(store: FileStore, name: str, contents: bytes) -> Look:
    return FileLook(store).look(kept(store, name, contents))


def pdf(pages: int = 2) -> bytes:
    sheets = [Image.new("RGB", (200, 300), "white") for _ in range(pages)]
    said = BytesIO()
    sheets[0].save(said, "PDF", save_all=True, append_images=sheets[1:])
    return said.getvalue()


def docx() -> bytes:
    import zipfile

    said = BytesIO()
    with zipfile.ZipFile(said, "w") as archive:
        for name, text in DOCX.items():
            archive.writestr(name, text)
    return said.getvalue()


def test_text_in_any_encoding(store: FileStore) -> None:
    for encoding in ("utf-8", "gb18030"):
        said = look(store, "记录.txt", ("客户记录：今天拜访了北京云帆科技有限公司，下周再联系。" * 5).encode(encoding))
        assert said.kind == "text" and said.text.startswith("客户记录：今天拜访了北京云帆科技有限公司")


def test_a_long_text_is_cut_and_says_so(store: FileStore) -> None:
    said = look(store, "a.log", b"x" * 100_000)
    assert said.cut and len(said.text) == 60_000


def test_a_table_of_csv_and_of_a_workbook(store: FileStore) -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for line, row in enumerate([("客户", "金额"), *(("云帆", n) for n in range(60))]):
            sheet.write_row(line, 0, row)
    for name, contents in (("a.csv", "客户,金额\n云帆,0\n".encode()), ("a.xlsx", book.getvalue())):
        said = look(store, name, contents)
        assert (said.kind, said.header, said.rows[0]) == ("table", ("客户", "金额"), ("云帆", "0"))
    assert said.cut and len(said.rows) == 50


def test_the_pages_of_a_pdf_are_pictures(store: FileStore) -> None:
    file = kept(store, "a.pdf", pdf())
    assert FileLook(store).look(file).pages == 2
    assert FileLook(store).page(file, 1).startswith(b"\x89PNG")
    with pytest.raises(Unreadable):
        FileLook(store).page(file, 2)


def test_a_document_is_plain_html_without_anything_that_acts(store: FileStore) -> None:
    said = look(store, "a.docx", docx())
    assert said.kind == "document" and "合同 &lt;script&gt;" in said.html and "<script" not in said.html


@pytest.mark.parametrize(("name", "contents"), [("a.pdf", b"%PDF-1.7 torn"), ("a.docx", b"PK torn"), ("a.xlsx", b"PK\x03\x04 torn")])
def test_what_cannot_be_read_says_so(store: FileStore, name: str, contents: bytes) -> None:
    said = look(store, name, contents)
    assert said.kind == "none" and said.refusal


def test_other_kinds_have_no_preview(store: FileStore) -> None:
    assert look(store, "a.zip", b"PK\x05\x06") == Look("none")
