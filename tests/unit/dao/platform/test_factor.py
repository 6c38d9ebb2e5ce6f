"""Second factors in the database: what is spent once, whose keys are whose, and what roles demand."""

from datetime import timedelta

import pytest

from crm.dao.platform.factor import FactorDao
from tests.kit.rows import NOON

SECOND = timedelta(seconds=1)


@pytest.fixture
def factors(rows):
    return FactorDao(rows.db)


@pytest.fixture
def wang(company):
    return company.users["wang"]


@pytest.fixture
def zhao(company):
    return company.users["zhao"]


def test_a_time_step_is_spent_once_and_no_earlier_one_after_it(factors, wang, zhao):
    factors.put_totp(wang, "s", 0, NOON)
    factors.put_totp(zhao, "z", 0, NOON)
    assert [factors.spend_step(wang, step) for step in (5, 5, 4, 6)] == [1, 0, 0, 1] and factors.totp(zhao).last_step == 0
    factors.put_totp(wang, "new", 2, NOON)
    assert (factors.totp(wang).secret, factors.totp(wang).last_step) == ("new", 2)
    assert factors.drop_totp(wang) == 1 and factors.totp(wang) is None and factors.totp(zhao)


def test_a_recovery_code_is_its_owner_s_and_spent_once(factors, wang, zhao):
    factors.insert_codes([{"user_id": user, "code_hash": code} for user, code in ((wang, "a"), (wang, "b"), (zhao, "c"))])
    assert [factors.spend_code(wang, code, NOON) for code in ("a", "a", "c")] == [1, 0, 0]
    assert (factors.standing(wang).codes, factors.standing(zhao).codes, factors.drop_codes(wang)) == (1, 1, 2)


def test_a_passkey_is_registered_once_and_changed_by_its_owner_alone(factors, wang, zhao):
    def register(user, credential):
        return factors.insert_passkey(user, credential, "key", 0, credential, NOON)

    assert [register(wang, "one"), register(zhao, "one"), register(wang, "two"), register(zhao, "three")] == [1, 0, 1, 1]
    one, two = (key.id for key in factors.passkeys(wang))
    assert (factors.rename_passkey(one, zhao, "x"), factors.drop_passkey(one, zhao), factors.rename_passkey(one, wang, "手机")) == (0, 0, 1)
    factors.note_use(two, 7, NOON)
    assert [(key.name, key.used_at) for key in factors.passkeys(wang)] == [("手机", None), ("two", NOON)]
    assert [(key.credential_id, key.sign_count) for key in factors.public_keys(wang)] == [("one", 0), ("two", 7)]
    assert factors.public_key("one").user_id == wang and factors.public_key("four") is None
    assert factors.drop_passkey(one, wang) == 1 and factors.drop_passkeys(wang) == 1 and len(factors.passkeys(zhao)) == 1


def test_what_somebody_has_stands_beside_the_strictest_demand_of_his_roles_that_are_there(company, rows, factors, wang, zhao):
    role, auditor = company.roles["salesperson"], company.roles["auditor"]
    rows.put("user_role", user_id=wang, role_id=auditor)
    assert (factors.standing(wang).demand, factors.standing(wang).totp) == (0, False)
    rows.set("role", role, factor="any")
    rows.set("role", auditor, factor="passkey")
    factors.put_totp(wang, "s", 0, NOON)
    factors.insert_passkey(wang, "one", "key", 0, "x", NOON)
    found = factors.standing(wang)
    assert (found.demand, found.totp, found.passkeys) == (2, True, 1)
    assert (factors.standing(zhao).demand, factors.standing(zhao).totp, factors.standing(zhao).passkeys) == (1, False, 0)
    rows.set("role", auditor, removed_at=NOON)
    assert factors.standing(wang).demand == 1


def test_an_answer_and_a_half_sign_in_hold_until_they_end_and_are_gone_through_once(factors, wang, zhao):
    assert [factors.spend_answer(nonce, NOON) for nonce in ("n", "n", "m")] == [1, 0, 1]
    assert (factors.forget_answers(NOON), factors.forget_answers(NOON + SECOND)) == (0, 2)
    for token, user, ends in (("t", wang, NOON + SECOND), ("u", wang, NOON), ("v", zhao, NOON + SECOND)):
        factors.insert_step(token, user, "password", ends)
    assert factors.step("t", NOON).user_id == wang and factors.step("u", NOON) is None
    assert (factors.drop_step("t"), factors.drop_step("t"), factors.forget_steps(NOON + SECOND)) == (1, 0, 1)
    assert (factors.drop_steps([wang]), factors.drop_steps([zhao])) == (0, 1)


def test_the_list_names_active_people_in_the_order_of_their_names_as_far_as_one_may_see_them(company, rows, factors, wang, zhao):
    factors.put_totp(zhao, "s", 0, NOON)
    rows.set("app_user", company.users["chen"], state="suspended")
    rows.put("app_user", account="n", state="active", removed_at=NOON)
    rows.set("role", company.roles["manager"], factor="any")
    with company.acting("lilei"):
        found = factors.page(9)
        assert [one.name for one in found] == ["韩梅梅", "李雷", "孙丽", "王强", "赵敏"]
        assert ([one.name for one in found if one.totp], [one.name for one in found if one.demand]) == (["赵敏"], ["韩梅梅"])
        assert [one.name for one in factors.page(2, found[1].sort_key, found[1].id)] == ["孙丽", "王强"]
