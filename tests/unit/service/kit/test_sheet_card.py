"""vCards read as a table and written for address books."""

from datetime import date
from pathlib import Path

import pytest

from crm.errors import Invalid
from crm.service.kit.sheet import Card, open_sheet, write_cards

DATA = Path(__file__).parents[5] / "shared/data/import/vcf/ez-vcard"


def rows(path, **more):
    sheet = open_sheet(path, **more)
    return [{name: cell for name, cell in zip(sheet.header, cells, strict=True) if cell} for _, cells in sheet.rows()]


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "a.vcf"
    path.write_bytes(text.encode(encoding))
    return path


def test_version_2_1_with_quoted_printable_chinese_is_read(tmp_path):
    path = written(
        tmp_path,
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3\r\n"
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=E8=8A=B3\r\nTEL;CELL:13800138000\r\n"
        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=8C=97=E4=BA=AC=E4=BA=91=E5=B8=86=\r\n=E7=A7=91=E6=8A=80\r\n"
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n/9j/\r\n\r\nTEL;WORK;VOICE:010-65529988\r\nEND:VCARD\r\n",
    )
    assert rows(path) == [
        {"Name": "王芳", "Family name": "王", "Given name": "芳", "Company": "北京云帆科技", "Phones": "13800138000\n010-65529988"}
    ]


def test_version_4_0_with_numbers_as_addresses_and_a_birthday_without_year_is_read(tmp_path):
    path = written(
        tmp_path,
        "BEGIN:VCARD\nVERSION:4.0\nFN:Simon Perreault\nN:Perreault;Simon;;;ing. jr\nBDAY:--0203\n"
        'TEL;VALUE=uri;PREF=1;TYPE="work,voice":tel:+1-418-656-9254;ext=102\nEND:VCARD\n',
    )
    (row,) = rows(path)
    assert (row["Phones"], "Birthday" in row) == ("+1-418-656-9254 ext 102", False)


def test_a_file_of_several_cards_is_told_line_by_line(tmp_path):
    path = written(tmp_path, "\ufeffBEGIN:VCARD\nFN:甲\nEND:VCARD\n\nbegin:vcard\nFN:乙\nNOTE:a\\nb\\, c\nend:vcard\n")
    sheet = open_sheet(path)
    assert (sheet.kind, sheet.estimated_rows) == ("vcf", 2)
    assert [(line, cells[0], cells[-1]) for line, cells in sheet.rows()] == [(1, "甲", ""), (5, "乙", "a\nb, c")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_found_out(tmp_path, encoding):
    path = written(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nFN:王芳\nORG:北京云帆科技有限公司\nEND:VCARD\n", encoding)
    assert rows(path) == [{"Name": "王芳", "Company": "北京云帆科技有限公司"}]


def test_a_card_that_never_ends_is_refused_with_its_line(tmp_path):
    with pytest.raises(Invalid, match="line 4"):
        rows(written(tmp_path, "BEGIN:VCARD\nFN:甲\nEND:VCARD\nBEGIN:VCARD\nFN:乙\n"))


def test_what_was_written_is_read_again(tmp_path):
    card = Card(
        "王芳", "北京云帆; 科技", "采购, 经理", ("+8613800138000", "+861065529988;ext=123"), ("wang@example.com",), "wf_1",
        birthday=date(1990, 1, 2), street="海淀区 中关村大街 1 号", city="北京", province="北京",
        tags=("VIP", "展会"), remark="第一行\n第二行",
    )  # fmt: skip
    path = tmp_path / "a.vcf"
    assert write_cards(path, [card, Card("James Butt")], "李雷导出：展会") == 2
    assert path.read_text("utf-8").count("X-EXPORTED:李雷导出：展会") == 2
    first, second = rows(path)
    assert first == {
        "Name": "王芳", "Family name": "王芳", "Company": "北京云帆; 科技", "Job title": "采购, 经理", "Birthday": "1990-01-02",
        "Phones": "+8613800138000\n+861065529988 ext 123", "Mails": "wang@example.com", "WeChat": "wf_1",
        "Street": "海淀区 中关村大街 1 号", "City": "北京", "Province": "北京", "Tags": "VIP, 展会", "Remark": "第一行\n第二行",
    }  # fmt: skip
    assert second == {"Name": "James Butt", "Family name": "Butt", "Given name": "James"}


@pytest.mark.skipif(not DATA.exists(), reason="the sample files are not here")
@pytest.mark.parametrize("path", sorted(DATA.glob("*.vcf")) if DATA.exists() else [], ids=lambda path: path.name)
def test_every_card_of_the_wild_has_its_name_numbers_and_mails(path):
    text = path.read_text(encoding="utf-8", errors="replace")
    found = rows(path)
    assert len(found) == text.upper().count("BEGIN:VCARD")
    assert all(row["Name"] for row in found)
    count = sum(len(row.get("Mails", "").split()) for row in found)
    assert count == sum("EMAIL" in line.split(":")[0].upper() for line in text.splitlines())
