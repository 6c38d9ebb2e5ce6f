"""What becomes of one value when it is sealed anew."""

from crm.domain.kit.plain import canonical
from crm.domain.kit.sealed import MARK, opened, sealed
from crm.domain.platform.reseal import Item, item_anew, values_anew
from crm.service.platform.keyring import Keyring
from crm.service.platform.vault import Vault

VAULT = Vault(Keyring("a secret of the tests"))


def always(_):
    return True


def never(_):
    return False


def test_values_follow_what_their_field_says_now():
    shut = sealed(VAULT, "6217", "x_card")
    values = {"x_card": shut, "x_note": "open", "x_old": sealed(VAULT, "1101", "x_old")}
    assert values_anew(VAULT, values, {"x_card": True, "x_note": False}, never) is None
    made = values_anew(VAULT, values, {"x_card": False, "x_note": True}, never)
    assert made["x_card"] == "6217" and opened(VAULT, made["x_note"], "x_note") == "open" and made["x_old"] == values["x_old"]
    anew = values_anew(VAULT, values, {"x_card": True}, always)
    assert anew["x_card"] != shut and opened(VAULT, anew["x_card"], "x_card") == "6217"
    assert opened(VAULT, anew["x_old"], "x_old") == "1101", "a field that was removed still has its values"


def test_an_item_of_the_journal_keeps_its_marks_and_what_was_sealed_once_stays_so():
    value = sealed(VAULT, "6217", "x_card", mark=True)
    one = Item(1, 0, "account", "x_card", canonical("plain before"), canonical(value))
    made = item_anew(VAULT, one, frozenset({"x_card"}), never)
    assert made["after"] == one.after and "plain" not in made["before"]
    made = item_anew(VAULT, one, frozenset(), always)
    assert made["before"] == one.before and made["after"] != one.after and value[MARK] in made["after"]
    assert item_anew(VAULT, one, frozenset(), never) is None
