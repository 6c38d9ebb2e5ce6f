"""What a file is called, what it is, how it can be shown."""

import pytest

from crm.domain.platform.file import File, check_type, file_name, media_of
from crm.errors import Invalid


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("合同.pdf", "合同.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\报价.xlsx", "报价.xlsx"),
        ("a<b>:c|d?.txt", "abcd.txt"),
        ("\u202egnp.exe", "gnp.exe"),
        (".gitignore ", "gitignore"),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_a_name_keeps_what_file_systems_take(given: str, kept: str) -> None:
    assert file_name(given) == kept


@pytest.mark.parametrize("given", ["", "..", "///", "\0", "???"])
def test_a_name_of_nothing_is_refused(given: str) -> None:
    with pytest.raises(Invalid):
        file_name(given)


def test_a_refused_type_is_told_whatever_its_case() -> None:
    with pytest.raises(Invalid) as refusal:
        check_type("Setup.EXE", "bat, .exe")
    assert "exe" in str(refusal.value.fields["file"])
    check_type("exe", "exe")
    check_type("合同.pdf", "exe")


def test_the_type_is_told_by_the_contents_where_a_browser_would_open_them() -> None:
    assert media_of("photo.txt", b"\x89PNG\r\n\x1a\n....") == "image/png"
    assert media_of("page.pdf", b"<html><script>") == "application/octet-stream"
    assert media_of("photo.webp", b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert media_of("drawing.svg", b"<svg onload=") == "image/svg+xml"


@pytest.mark.parametrize(
    ("name", "media", "look"),
    [
        ("a.png", "image/png", "image"),
        ("a.svg", "image/svg+xml", "none"),
        ("a.bin", "application/pdf", "pages"),
        ("a.xlsx", "application/zip", "table"),
        ("a.docx", "application/zip", "document"),
        ("a.html", "text/html", "text"),
        ("a.zip", "application/zip", "none"),
    ],
)
def test_how_it_can_be_shown(name: str, media: str, look: str) -> None:
    assert File(name=name, media=media).look == look
