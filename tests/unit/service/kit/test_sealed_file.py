"""Files that lie sealed: read from any place, and not at all once something of them was changed."""

import io
import os

import pytest

from crm.errors import Invalid
from crm.service.kit import sealed_file
from crm.service.kit.sealed_file import SealedFile, Sealing, box_of

KEY, HEAD = os.urandom(32), b"head"


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    """sealed(b"…") is a file of pieces of ten bytes."""
    monkeypatch.setattr(sealed_file, "PIECE", 10)

    def made(content: bytes) -> SealedFile:
        path = tmp_path / "t"
        with path.open("wb") as file:
            file.write(HEAD)
            with Sealing(file, box_of(KEY), HEAD) as sealing:
                for byte in content:
                    sealing.write(bytes([byte]))
        return SealedFile(path, len(HEAD), KEY)

    return made


@pytest.mark.parametrize("length", [0, 1, 9, 10, 11, 20, 35])
def test_what_was_written_is_read_from_any_place(sealed, length):
    content = bytes(range(length))
    found = sealed(content)
    assert length < 9 or content not in found.path.read_bytes()  # a few bytes stand anywhere by chance
    assert found.size == length
    with found.open() as file:
        assert file.read() == content
        for at in range(length + 2):
            file.seek(at)
            assert (file.tell(), file.read(7)) == (at, content[at : at + 7])
        assert file.seek(0, io.SEEK_END) == length


@pytest.mark.parametrize("wrong", ["cut", "cut at a piece", "longer", "byte", "head", "swapped", "key"])
def test_what_was_changed_opens_nowhere(sealed, wrong):
    found = sealed(b"abcdefghij" * 3)
    raw, step = found.path.read_bytes(), 10 + sealed_file.TAG
    first, second = raw[4 : 4 + step], raw[4 + step : 4 + 2 * step]
    found.path.write_bytes({
        "cut": raw[:-1], "cut at a piece": raw[:-step], "longer": raw + first, "byte": raw[:9] + bytes([raw[9] ^ 1]) + raw[10:],
        "head": b"HEAD" + raw[4:], "swapped": raw[:4] + second + first + raw[4 + 2 * step :], "key": raw,
    }[wrong])  # fmt: skip
    if wrong == "key":
        found = SealedFile(found.path, found.head, os.urandom(32))
    with found.open() as file, pytest.raises(Invalid):
        file.read()
