"""Secrets at rest open under the same key at the same place, and nowhere else."""

import pytest

from crm.service.platform.keyring import Keyring
from crm.service.platform.vault import Vault

VAULT = Vault(Keyring("a secret of the tests"))


@pytest.mark.parametrize("text", ["", "geheim", "密码 🔑", "x" * 10_000])
def test_what_was_sealed_opens_again(text):
    sealed = VAULT.seal(text, "mail.url")
    assert text == "" or text not in sealed
    assert Vault(Keyring("a secret of the tests")).unseal(sealed, "mail.url") == text


def test_the_same_text_is_sealed_differently_each_time():
    assert VAULT.seal("geheim", "a") != VAULT.seal("geheim", "a")


def test_it_opens_under_no_other_key_and_at_no_other_place():
    sealed = VAULT.seal("geheim", "mail.url")
    assert Vault(Keyring("another secret")).unseal(sealed, "mail.url") is None
    assert VAULT.unseal(sealed, "company") is None


def test_what_was_touched_or_never_sealed_does_not_open():
    sealed = VAULT.seal("geheim", "a")
    head, body = sealed.rsplit(":", 1)
    touched = f"{head}:{'B' if body[0] == 'A' else 'A'}{body[1:]}"
    assert VAULT.unseal(touched, "a") is None
    assert (VAULT.unseal("", "a"), VAULT.unseal("plain text", "a"), VAULT.unseal("v0:x:y", "a")) == (None, None, None)
