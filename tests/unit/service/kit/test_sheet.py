"""Reading CSV: encodings, delimiters, quotes, ragged rows, and what is refused with a sentence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Invalid
from crm.service.kit.sheet import open_sheet
from crm.service.kit.sheet.delimited import sniff

CHINESE = "姓名,电话,备注\r\n王伟,13800138000,老客户\r\n欧阳娜娜,010-65529988,请周五联系\r\n"
PARSED = [(2, ["王伟", "13800138000", "老客户"]), (3, ["欧阳娜娜", "010-65529988", "请周五联系"])]


@pytest.fixture
def file(tmp_path: Path):
    def write(content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "table"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def rows(path: Path, **options) -> list:
    return list(open_sheet(path, **options).rows())


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_chinese_is_read_in_any_common_encoding(file, written, found):
    sheet = open_sheet(file(CHINESE, written))
    assert (sheet.kind, sheet.encoding, sheet.delimiter) == ("csv", found, ",")
    assert sheet.header == ["姓名", "电话", "备注"]
    assert list(sheet.rows()) == PARSED


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("name,city\nMüller,Köln\nSøren,Ærø\n", "latin-1"),
        ("name,price\ncafé,5 €\n", "cp1252"),
        ("名前,都市\n" + "山田太郎さん,とうきょう\n" * 20, "shift_jis"),
        ("姓名,城市\n" + "陳大文先生,臺北市信義區\n" * 20, "big5"),
    ],
)
def test_other_encodings_are_not_taken_for_chinese(file, text, written):
    header, *lines = text.splitlines()
    sheet = open_sheet(file(text, written))
    assert sheet.header == header.split(",")
    assert [cells for _, cells in sheet.rows()] == [line.split(",") for line in lines]


def test_a_file_whose_first_han_comes_late_is_read_whole(file):
    text = "name,remark\n" + "Smith,none\n" * 40_000 + "王伟,老客户\n"
    sheet = open_sheet(file(text, "gb18030"))
    *_, last = sheet.rows()
    assert last == (40_002, ["王伟", "老客户"])
    assert sheet.estimated_rows == pytest.approx(40_001, rel=0.05)


def test_the_user_may_name_the_encoding_and_is_told_when_it_does_not_fit(file):
    path = file("ID,Größe\n1,ä\n", "latin-1")
    assert open_sheet(path, encoding="latin-1").header == ["ID", "Größe"]
    for wrong in ("utf-8", "no-such-encoding", "zlib"):
        with pytest.raises(Invalid) as caught:
            open_sheet(path, encoding=wrong)
        assert "cannot be read as" in caught.value.fields["file"]


def test_a_wrong_byte_far_down_is_refused_when_it_is_reached(file):
    sheet = open_sheet(file(b"a,b\n" + b"1,2\n" * 40_000 + b"\xff\xff,2\n"), encoding="utf-8")
    with pytest.raises(Invalid, match="cannot be read as utf-8"):
        list(sheet.rows())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_though_the_others_stand_in_the_cells(file, delimiter):
    cells = [["a;x", "b,y", "c|z"], ['q"q', "d\te", "1:2"]]
    text = "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in [["h1", "h2", "h3"], *cells])
    sheet = open_sheet(file(text))
    assert sheet.delimiter == delimiter
    assert [row for _, row in sheet.rows()] == cells


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("name,time\nx,10:00\ny,11:30\n", ","),
        ("name:x\nvalue:y\n", ":"),
        ("time\n10:00\n11:30:15\n", ","),
        ("one column\nonly\n", ","),
        ("sep=|\na,1|b\n", "|"),
        ("a,b\n", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_makes_even_rows(text, delimiter):
    assert sniff(text) == delimiter


def test_the_line_that_names_the_delimiter_is_no_header(file):
    sheet = open_sheet(file("sep=;\r\na;b\r\n1;2\r\n"))
    assert (sheet.header, list(sheet.rows())) == (["a", "b"], [(3, ["1", "2"])])


@pytest.mark.parametrize("wrong", ["", "ab", "\n", '"'])
def test_a_delimiter_is_one_character(file, wrong):
    with pytest.raises(Invalid, match="single character"):
        open_sheet(file("a,b\n"), delimiter=wrong)


def test_lines_are_counted_as_an_editor_counts_them(file):
    path = file('\n\na,b\n"x\ny",1\n\n  ,\nz,2\n')
    assert rows(path) == [(4, ["x\ny", "1"]), (8, ["z", "2"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(file, end):
    assert rows(file(f"a,b{end}1,2{end}3,4")) == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_short_rows_are_padded_and_long_ones_are_kept_with_a_note(file):
    sheet = open_sheet(file("a,b,c\n1\n1,2,3,4,5\n1,2,3,,\n"))
    assert list(sheet.rows()) == [(2, ["1", "", ""]), (3, ["1", "2", "3", "4", "5"]), (4, ["1", "2", "3"])]
    assert sheet.notes == [(3, "This row goes on beyond the last column of the header: 4, 5")]


def test_each_column_gets_a_name_of_its_own(file):
    sheet = open_sheet(file('name,Name,,"two\nlines",name, ,name (2)\n'))
    assert sheet.header == ["name", "Name (2)", "column 3", "two lines", "name (3)", "column 6", "name (2) (2)"]
    assert list(sheet.rows()) == []


def test_the_rows_can_be_read_again(file):
    sheet = open_sheet(file(CHINESE))
    assert list(sheet.rows()) == list(sheet.rows()) == PARSED


def test_zeros_in_a_cell_stay_in_it(file):
    assert rows(file(b"a\0,b\n1\0,2\n")) == [(2, ["1\0", "2"])]
    assert open_sheet(file(b"a\0,b\n1\0,2\n")).header == ["a", "b"]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " , \n"])
def test_an_empty_file_is_refused(file, content):
    with pytest.raises(Invalid, match="empty"):
        open_sheet(file(content))


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest(file):
    sheet = open_sheet(file('a,b\n1,2\n3,"4\n5,6\n7,8\n'))
    with pytest.raises(Invalid, match="opens in line 3"):
        list(sheet.rows())
    sheet = open_sheet(file('a,b\n3,"4\n' + "5,6\n" * 50_000))
    with pytest.raises(Invalid, match="Line 2: a cell is far too long"):
        list(sheet.rows())


def test_inches_in_a_cell_are_no_quotation(file):
    assert rows(file('a,b\n27" monitor,"two\nlines"\n5" tube,x')) == [
        (2, ['27" monitor', "two\nlines"]),
        (4, ['5" tube', "x"]),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n", "not a table"),
        (b"\x89PNG\r\n\x1a\n", "not a table"),
        (bytes(range(1, 32)) * 40, "not a table"),
        (b"\xef\xbb\xbf<html><table><tr><td>a</td>", "web page or XML"),
        (b'<?xml version="1.0"?><Workbook/>', "web page or XML"),
        (b",".join(b"c%d" % n for n in range(501)), "501 columns; at most 500"),
    ],
)
def test_what_is_no_table_is_refused_with_what_would_be_one(file, content, sentence):
    with pytest.raises(Invalid, match=sentence):
        open_sheet(file(content))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    try:
        sheet = open_sheet(path)
        assert all(len(cells) >= len(sheet.header) for _, cells in sheet.rows())
    except Invalid as refused:
        assert refused.fields["file"].said()
