"""Values that lie sealed, on their way into the database and out of it."""

from dataclasses import dataclass
from typing import Any

import pytest

from crm.dao.kit.seal import locked, sealed_in, unlock
from crm.domain.customer.account import MODULE, Account
from crm.domain.kit.mask import Mask
from crm.domain.kit.sealed import Opened, Sealed, Unreadable, is_sealed
from crm.domain.sales.tax_rate import TaxRate
from crm.service.platform.keyring import Keyring
from crm.service.platform.vault import Vault

NUMBER = "11010519491231002X"


@pytest.fixture
def seals():
    return Vault(Keyring("a secret of the tests"))


@dataclass
class Item:
    """A row with what may lie sealed."""

    id_number: Sealed | None
    custom: dict[str, Any] | None = None


def test_what_may_lie_sealed_is_told_by_the_types_of_a_row():
    assert dict(sealed_in(Account)).keys() == {"id_number", "custom"} and sealed_in(TaxRate) == () == sealed_in(int)


def test_an_encrypted_column_and_a_known_added_value_are_shut_and_come_back_as_they_were(seals):
    row = {"id": 1, "name": "云帆", "id_number": NUMBER, "custom": {"x_card": Opened("6222"), "x_size": 5}}
    (shut,) = locked(MODULE, [row], seals)
    assert shut["id_number"].startswith("v1:") and NUMBER not in str(shut) and "6222" not in str(shut)
    assert is_sealed(shut["custom"]["x_card"]) and (shut["custom"]["x_size"], shut["name"]) == (5, "云帆")
    assert row["id_number"] == NUMBER and row["custom"]["x_card"] == "6222"  # whoever wrote it keeps what he has
    back = Item(shut["id_number"], custom=dict(shut["custom"]))
    unlock([back], sealed_in(Account), seals)
    assert (back.id_number, back.custom) == (NUMBER, {"x_card": "6222", "x_size": 5}) and isinstance(back.id_number, Opened)


def test_nothing_to_seal_needs_no_keys_and_something_is_refused_without_them(seals):
    bare = {"id": 1, "id_number": None, "custom": {"x_size": 5}}
    assert locked(MODULE, [bare], None) == [bare]
    with pytest.raises(Unreadable):
        locked(MODULE, [bare | {"id_number": NUMBER}], None)


@pytest.mark.parametrize("more", [{"id_number": Mask("1***X")}, {"custom": {"x_card": Mask("6***")}}])
def test_a_mask_is_never_written(seals, more):
    with pytest.raises(ValueError, match="mask"):
        locked(MODULE, [{"id": 1} | more], seals)


def test_what_was_written_in_the_clear_is_read_and_what_has_no_key_here_is_not(seals):
    clear = Item("旧号码")
    unlock([clear], (("id_number", Sealed),), seals)
    assert clear.id_number == "旧号码"
    with pytest.raises(Unreadable):
        unlock([Item(Vault(Keyring("another secret")).seal(NUMBER, "field id_number"))], (("id_number", Sealed),), seals)
    with pytest.raises(Unreadable):  # sealed for another place
        unlock([Item(seals.seal(NUMBER, "field phone"))], (("id_number", Sealed),), seals)
