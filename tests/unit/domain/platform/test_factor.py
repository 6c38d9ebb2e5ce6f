"""What somebody has beside his password against what his roles demand, and what recovery codes look like."""

import pytest

from crm.domain.platform.factor import CODES, Standing, new_codes, plain_code

NONE, ANY, PASSKEY = range(3)


@pytest.mark.parametrize(
    ("totp", "passkeys", "demand", "lacks", "takes_totp"),
    [
        (False, 0, NONE, "", False),
        (False, 0, ANY, "any", False),
        (True, 0, ANY, "", True),
        (False, 1, ANY, "", False),
        (True, 0, PASSKEY, "passkey", True),  # the way in to set up the passkey
        (True, 1, PASSKEY, "", False),
        (True, 1, ANY, "", True),
    ],
)
def test_what_is_lacking_and_whether_a_code_of_the_app_is_enough(totp, passkeys, demand, lacks, takes_totp):
    standing = Standing(totp, passkeys, 0, demand)
    assert (standing.lacks, standing.takes_totp, standing.asks) == (lacks, takes_totp, totp or passkeys > 0)


def test_recovery_codes_differ_and_are_read_however_they_are_typed():
    codes = new_codes()
    assert len(set(codes)) == CODES
    assert {plain_code(f" {code.upper().replace('-', ' - ')}") for code in codes} == {code.replace("-", "") for code in codes}
    assert not set("".join(codes)) & set("0o1li")
