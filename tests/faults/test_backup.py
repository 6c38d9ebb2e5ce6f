"""A backup that is damaged, cut off, empty, sealed elsewhere or of another kind."""

import random
from pathlib import Path

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query
from crm.errors import CrmError
from crm.service.platform.backup_seal import Seal
from tests.faults.invariants import broken
from tests.faults.site import Site

FLIPS = pytest.mark.parametrize("flips", [pytest.param(3, id="quick"), pytest.param(60, id="full", marks=pytest.mark.faults)])


@FLIPS
def test_a_damaged_backup_is_restored(tmp_path: Path, flips, figure):
    """It is refused with a sentence, and the running data stays as it was; the whole one is taken."""
    data, chance = tmp_path / "data", random.Random(flips)
    data.mkdir()
    site = Site(data, f"sqlite:///{data}/crm.db")
    backups, accounts = site.crm.platform.backup(), site.crm.customer.account()
    with site.acting():
        kept = accounts.create(AccountDraft.parse({"name": "云帆"}))
    whole = tmp_path / "whole"
    backups.save(whole, data)
    good = whole.read_bytes()
    with site.acting():
        accounts.create(AccountDraft.parse({"name": "远航"}))
    bad = [b"", b"a foreign file", good[: len(good) // 2], good[:-1], good[: len(good) - 4000]]
    for _ in range(flips):
        at = chance.randrange(len(good))
        bad.append(good[:at] + bytes([good[at] ^ 1 << chance.randrange(8)]) + good[at + 1 :])
    elsewhere = Seal("another secret than ours, of the same length at least")
    with (tmp_path / "bad").open("wb") as file:
        sealing = elsewhere.onto(file)
        sealing.write(good)
        sealing.close()
    bad.append((tmp_path / "bad").read_bytes())
    for content in bad:
        (tmp_path / "bad").write_bytes(content)
        with pytest.raises(CrmError) as refused:
            backups.check(tmp_path / "bad")
        assert refused.value.words
        with site.acting():
            assert len(accounts.page(Query())) == 2
    with pytest.raises((CrmError, OSError)):
        backups.check(tmp_path / "not there")
    assert broken(site) == []
    backups.restore(whole, data)
    with site.acting():
        assert [row.id for row in accounts.page(Query())] == [kept.id]
    site.close()
    figure(len(bad), "all refused with a sentence; data untouched")
