"""Passkeys below the web floor, on both databases: what a right answer opens, and all that is refused."""

from datetime import timedelta

import pytest

from crm import current
from crm.current import acting
from crm.domain.platform.factor import Site
from crm.errors import Invalid
from tests.kit.authenticator import PRESENT, Authenticator
from tests.kit.company import PASSWORD

SITE = Site("crm.example.cn", "https://crm.example.cn")


@pytest.fixture
def identity(company):
    return company.container.identity


@pytest.fixture
def device(company, identity):
    """Wang's device, which has his passkey."""
    made = Authenticator()
    with company.acting("wang"):
        codes = identity.factor().add_passkey(SITE, made.make(identity.passkey().creation(SITE)), "电脑")
    assert len(codes) == 10
    return made


def sign_in(identity, credential):
    return identity.step().sign_in(SITE, credential, "192.0.2.1", "Firefox")


def ask(identity):
    return identity.step().sign_in_options(SITE)


def test_a_passkey_opens_a_session_without_a_password(company, identity, device):
    auth = company.container.platform.auth()
    opened = sign_in(identity, device.use(ask(identity)))
    assert not opened.half and auth.resume(opened.token).actor.id == company.users["wang"]


def test_a_passkey_is_the_second_half_after_the_password(company, identity, device):
    auth, steps = company.container.platform.auth(), identity.step()
    token = auth.sign_in("wang", PASSWORD).token
    opened = steps.give_passkey(SITE, token, device.use(steps.options(SITE, token)), None, None)
    assert auth.resume(opened.token).actor.id == company.users["wang"]


def test_an_answer_is_taken_once_in_time_and_for_its_purpose(company, identity, device):
    answer, options = device.use(ask(identity)), ask(identity)
    sign_in(identity, answer)
    with company.acting("wang"):
        other_purpose = identity.step().prove_options(SITE)
    for refused in (answer, device.use(other_purpose)):
        with pytest.raises(Invalid):
            sign_in(identity, refused)
    with acting(clock=current.now() + timedelta(minutes=6)), pytest.raises(Invalid):
        sign_in(identity, device.use(options))


def test_what_another_site_a_stranger_or_a_mere_touch_sends_is_refused(identity, device):
    bent = [
        Authenticator(id=device.id, key=device.key, origin="https://crm.example.cn.evil.example", count=8),
        Authenticator(id=device.id, key=device.key, host="evil.example", count=8),
        Authenticator(id=device.id, key=device.key, flags=PRESENT, count=8),
        Authenticator(id=device.id, count=8),
        Authenticator(count=8),
    ]
    for one in bent:
        with pytest.raises(Invalid):
            sign_in(identity, one.use(ask(identity)))
    for nonsense in ("", "{}", "[]", "7", '{"response": {"clientDataJSON": "e30"}}'):
        with pytest.raises(Invalid):
            sign_in(identity, nonsense)
    assert sign_in(identity, device.use(ask(identity))).token


def test_a_copy_that_counts_from_the_beginning_is_refused(identity, device):
    sign_in(identity, device.use(ask(identity)))
    sign_in(identity, device.use(ask(identity)))
    with pytest.raises(Invalid):
        sign_in(identity, Authenticator(id=device.id, key=device.key).use(ask(identity)))


def test_somebody_suspended_is_not_let_in_by_his_passkey(company, identity, device):
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})
    with pytest.raises(Invalid):
        sign_in(identity, device.use(ask(identity)))


def test_a_passkey_is_registered_once_and_changed_only_by_whoever_has_it(company, identity, device):
    with company.acting("zhao"):
        with pytest.raises(Invalid, match="already"):
            identity.factor().add_passkey(SITE, device.make(identity.passkey().creation(SITE)), "电脑")
        assert identity.factor().mine().passkeys == []
    with company.acting("wang"):
        (mine,) = identity.factor().mine().passkeys
        identity.factor().rename_passkey(mine.id, "  新电脑 ")
        assert identity.factor().mine().passkeys[0].name == "新电脑"
        identity.factor().remove_passkey(mine.id)
        assert identity.factor().mine().standing.codes == 0, "codes go with the last factor"
    with pytest.raises(Invalid):
        sign_in(identity, device.use(ask(identity)))
