"""The ring of keys: where they come from, which one writes, and what is no key."""

import base64
import stat
from datetime import UTC, datetime

import pytest

from crm.errors import CrmError
from crm.service.platform.keyring import FILE, Keyring
from crm.service.platform.vault import Vault, key_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_newest_key_writes_and_every_key_reads(tmp_path):
    given = base64.b64encode(b"k" * 32).decode()
    first, second = Keyring("a secret of the tests", tmp_path), Keyring("a secret of the tests", tmp_path, given)
    old = Vault(first).seal("6217", "x")
    assert [key.origin for key in second.all()] == ["secret", "environment"] and second.newest().origin == "environment"
    made = first.make(NOON)
    assert [key.origin for key in second.all()] == ["secret", "environment", "file"], "another process reads the file anew"
    assert (second.newest().id, second.newest().made_at) == (made.id, NOON)
    new = Vault(second).seal("6217", "x")
    assert key_of(new) == made.id != key_of(old) and key_of("6217") == ""
    assert Vault(first).unseal(new, "x") == Vault(second).unseal(old, "x") == "6217"
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_marks_stay_when_a_key_is_made(tmp_path):
    ring = Keyring("a secret of the tests", tmp_path)
    before = Vault(ring).mark("6217", "x")
    ring.make(NOON)
    assert Vault(ring).mark("6217", "x") == before


@pytest.mark.parametrize("text", ["short", "!!!", base64.b64encode(b"k" * 31).decode(), "a b c"])
def test_what_is_no_key_is_refused_and_never_told(text):
    with pytest.raises(CrmError) as met:
        Keyring("a secret of the tests", given=text).all()
    assert text not in str(met.value)
