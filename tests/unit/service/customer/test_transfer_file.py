"""The file of an import, and where it is kept."""

import io
from pathlib import Path

import pytest


@pytest.fixture
def transfers(sqlite_company):
    return sqlite_company.container.customer.transfer()


def test_a_file_is_found_where_the_data_is_now(sqlite_company, transfers, tmp_path):
    with sqlite_company.acting("wang"):
        run = transfers.upload("account", io.BytesIO("名称,城市\n云帆,北京\n".encode()), "a.csv")
        kept = Path(run.path).read_bytes()
        assert kept.startswith(b"CRM-FILE-1\n") and "云帆".encode() not in kept
        moved = tmp_path / "elsewhere"
        transfers.folder.rename(moved)
        transfers.folder = moved
        assert transfers.sample(transfers.get(run.id)) == [(2, ["云帆", "北京"])]
        transfers.discard(run.id)
    assert list(moved.iterdir()) == []


def test_what_is_no_table_is_not_kept(sqlite_company, transfers):
    with sqlite_company.acting("wang"), pytest.raises(Exception) as refused:
        transfers.upload("account", io.BytesIO(b""), "empty.csv")
    assert "file" in refused.value.fields
    assert list(transfers.folder.iterdir()) == []
