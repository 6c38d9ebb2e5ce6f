"""Second factors below the web floor, on both databases: apps, recovery codes, what roles demand, taking them away."""

from datetime import timedelta

import pyotp
import pytest

from crm import current
from crm.current import acting
from crm.errors import Forbidden, Invalid, NotFound, TooMany
from tests.kit.company import PASSWORD


@pytest.fixture
def identity(company):
    return company.container.identity


@pytest.fixture
def auth(company):
    return company.container.platform.auth()


@pytest.fixture
def app_of(company, identity):
    """app_of("wang"): Wang's authenticator app, set up half a minute ago, and his recovery codes."""

    def set_up(account):
        with company.acting(account, clock=current.now() - timedelta(seconds=60)):
            offer = identity.totp().offer()
            app = pyotp.TOTP(offer.secret)
            codes = identity.factor().confirm_totp(offer.sealed, app.at(current.now()))
        return app, codes

    return set_up


def demand(company, role, factor):
    with company.acting("lilei"):
        company.container.platform.role().change(company.roles[role], {"factor": factor})


def half(auth):
    opened = auth.sign_in("wang", PASSWORD)
    assert opened.half and auth.resume(opened.token) is None, "half a session opens nothing"
    return opened.token


def give(identity, token, code):
    return identity.step().give(token, code, "192.0.2.1", "Firefox")


def test_a_code_of_the_app_is_the_second_half_of_a_session(company, auth, identity, app_of):
    assert not auth.sign_in("wang", PASSWORD).half
    app, codes = app_of("wang")
    token = half(auth)
    opened = give(identity, token, app.at(current.now()))
    assert auth.resume(opened.token).actor.id == company.users["wang"]
    assert len(set(codes)) == 10
    with pytest.raises(NotFound):
        give(identity, token, app.at(current.now() + timedelta(seconds=30)))


def test_each_code_opens_once_and_one_from_a_step_before_or_after_is_taken(auth, identity, app_of):
    app, _ = app_of("wang")
    now = current.now()
    with acting(clock=now):
        give(identity, half(auth), app.at(now - timedelta(seconds=30)))
        give(identity, half(auth), app.at(now + timedelta(seconds=30)))
        for code in (app.at(now + timedelta(seconds=30)), app.at(now), app.at(now + timedelta(seconds=90))):
            with pytest.raises(Invalid):
                give(identity, half(auth), code)


def test_an_app_counts_only_after_it_has_shown_a_right_code(company, auth, identity):
    with company.acting("wang"):
        offer = identity.totp().offer()
        wrong = pyotp.TOTP(offer.secret).at(current.now() + timedelta(hours=1))
        with pytest.raises(Invalid):
            identity.factor().confirm_totp(offer.sealed, wrong)
    with company.acting("zhao"), pytest.raises(Invalid):
        identity.factor().confirm_totp(offer.sealed, pyotp.TOTP(offer.secret).now())
    assert not auth.sign_in("wang", PASSWORD).half


def test_the_secret_is_stored_sealed_and_recovery_codes_as_hashes(company, auth, app_of):
    app, codes = app_of("wang")
    with auth.db.transaction() as work:
        work.cursor.execute("SELECT secret FROM totp")
        assert app.secret not in str(work.cursor.fetchall())
        work.cursor.execute("SELECT code_hash FROM recovery_code")
        stored = str(work.cursor.fetchall())
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_a_recovery_code_works_once_however_it_is_typed_and_new_ones_end_the_old(company, auth, identity, app_of):
    _, codes = app_of("wang")
    assert give(identity, half(auth), f" {codes[0].upper().replace('-', ' ')} ").token
    with pytest.raises(Invalid):
        give(identity, half(auth), codes[0])
    with company.acting("wang"):
        fresh = identity.factor().renew_codes()
    with pytest.raises(Invalid):
        give(identity, half(auth), codes[1])
    assert give(identity, half(auth), fresh[1]).token


def test_guessing_codes_is_slowed_down_but_not_for_a_browser_that_is_known(company, auth, identity, app_of):
    app, _ = app_of("wang")
    token, wang = half(auth), company.users["wang"]
    for _ in range(5):
        with pytest.raises(Invalid):
            give(identity, token, "000000")
    with pytest.raises(TooMany):
        give(identity, token, app.at(current.now()))
    assert identity.step().give(token, app.at(current.now()), None, None, "desk", (wang,)).token


def test_half_a_session_ends_after_ten_minutes_and_with_its_person(company, auth, identity, app_of):
    app, _ = app_of("wang")
    token = half(auth)
    with acting(clock=current.now() + timedelta(minutes=11)), pytest.raises(NotFound):
        give(identity, token, app.at(current.now()))
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})
    with pytest.raises(NotFound):
        give(identity, token, app.at(current.now()))


def test_a_role_demands_a_factor_from_the_next_sign_in_on_and_no_longer_once_it_is_there(company, auth, identity, app_of):
    before = auth.sign_in("wang", PASSWORD).token
    demand(company, "salesperson", "any")
    assert auth.resume(before).wants == ""
    token = auth.sign_in("wang", PASSWORD).token
    assert auth.resume(token).wants == "any"
    app_of("wang")
    assert auth.resume(token).wants == ""
    with company.acting("wang"), pytest.raises(Invalid, match="demands"):
        identity.factor().remove_totp()


def test_an_app_is_not_enough_where_a_passkey_is_demanded(company, auth, identity, app_of):
    app, _ = app_of("wang")
    demand(company, "salesperson", "passkey")
    opened = give(identity, half(auth), app.at(current.now()))
    assert auth.resume(opened.token).wants == "passkey"


def test_factors_are_taken_away_by_nobody_of_a_lower_rank_and_end_all_sessions(company, auth, identity, app_of):
    app_of("lilei")
    with company.acting("han"), pytest.raises((Forbidden, NotFound)):
        identity.factor().reset(company.users["lilei"])
    app, _ = app_of("wang")
    token = give(identity, half(auth), app.at(current.now())).token
    with company.acting("lilei"):
        identity.factor().reset(company.users["wang"])
        known = {one.name: one.standing.asks for one in identity.factor().page(50)}
    assert auth.resume(token) is None and not auth.sign_in("wang", PASSWORD).half
    assert known["李雷"] and not known["王强"]
    kinds = [event.kind for event in company.container.platform.security().page(company.users["wang"])]
    assert {"factor_added", "recovery_codes", "factor_reset"} <= set(kinds)


def test_a_code_proves_who_one_is_as_the_password_does(company, auth, identity, app_of):
    app, _ = app_of("wang")
    token = give(identity, half(auth), app.at(current.now() - timedelta(seconds=30))).token
    later = current.now() + timedelta(minutes=20)
    with company.acting("wang", clock=later):
        session = auth.resume(token)
        assert not session.is_proven(later)
        with pytest.raises(Invalid):
            identity.step().prove(session.mark, "", "000000")
        identity.step().prove(session.mark, "", app.at(later))
        assert auth.resume(token).is_proven(later)
