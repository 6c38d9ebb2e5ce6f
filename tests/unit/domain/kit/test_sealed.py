"""Sealed values: how they stand in JSON, how they come back, and what digests are made of."""

import pytest

from crm.domain.kit.plain import canonical, recanonical
from crm.domain.kit.sealed import Marked, Opened, Unreadable, is_sealed, opened, opened_json, sealed, sealed_item, told
from crm.domain.platform.journal import item_digest
from crm.service.platform.keyring import Keyring
from crm.service.platform.vault import Vault

VAULT = Vault(Keyring("a secret of the tests"))
NAMES = frozenset({"x_card"})


def item(field, before, after):
    return {"module": "account", "record_id": 7, "version": 2, "field": field, "before": canonical(before), "after": canonical(after)}


def reread(made):
    """The item as the database gives it back, opened."""
    parts = {part: made[part] and recanonical(opened_json(VAULT, made[part], made["field"])) for part in ("before", "after")}
    return made | parts


def test_a_value_is_an_object_that_no_typed_text_can_be():
    stands = sealed(VAULT, "6217 0001", "x_card")
    assert is_sealed(stands) and "6217" not in str(stands)
    assert (found := opened(VAULT, stands, "x_card")) == "6217 0001" and isinstance(found, Opened)
    assert opened(VAULT, str(stands), "x_card") == str(stands), "a text that looks like it stays a text"


def test_what_was_sealed_for_another_field_or_under_a_lost_key_is_unreadable():
    stands = sealed(VAULT, "6217 0001", "x_card")
    for vault, name in ((VAULT, "x_note"), (Vault(Keyring("another secret of tests")), "x_card")):
        with pytest.raises(Unreadable):
            opened(vault, stands, name)


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [("x_card", "6217 0001", None), ("x_card", "6217 0001", "6217 0002"), (None, None, {"name": "云帆", "x_card": "6217 0001"})],
)
def test_the_digest_is_the_same_before_and_after_it_lies_in_the_database(field, before, after):
    plain = item(field, before, after)
    made = sealed_item(VAULT, plain, NAMES)
    assert "6217" not in str(made) and reread(made) == plain
    assert item_digest(told(made)) == item_digest(reread(made)) != item_digest(plain)


def test_what_is_sealed_late_keeps_the_digest_that_it_was_written_with():
    plain = item("x_card", "6217 0001", "6217 0002")
    made = sealed_item(VAULT, plain, NAMES, late=True)
    assert "6217" not in str(made) and item_digest(reread(made)) == item_digest(plain)


def test_other_fields_stay_as_they_are():
    plain = item("city", "北京", "杭州")
    assert sealed_item(VAULT, plain, NAMES) == plain == told(plain)


def test_a_mark_tells_equal_texts_of_one_place_alone():
    assert VAULT.mark("a", "account.x_card") == VAULT.mark("a", "account.x_card")
    assert len({VAULT.mark("a", "account.x_card"), VAULT.mark("b", "account.x_card"), VAULT.mark("a", "contact.x_card")}) == 3
    assert Marked("a", "idnumber") == "a" and Marked("a", "idnumber").label == "idnumber"
