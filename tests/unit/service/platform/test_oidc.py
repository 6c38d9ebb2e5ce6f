"""Signing in with a real provider: who comes in by it, and what is not believed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm import current
from crm.domain.platform.oidc import Untrusted
from crm.errors import NotFound
from crm.service.kit.fetch import Unreachable
from tests.kit import oidc

BACK = "http://127.0.0.1:1/sign-in/with/1/callback"


@pytest.fixture(scope="module")
def provider():
    with oidc.provider() as found:
        found.know("s-wang", email="Wang@Example.com", email_verified=True, name="王强")
        found.know("s-other", email="wang@example.com", email_verified=False)
        found.know("s-zoe", email="zoe@example.com", email_verified=True, name="Zoe Hart", groups=["/crm/sellers"], department="华东组")
        yield found


@pytest.fixture
def source(company, provider):
    """The provider as a sign-in source, with more or other settings."""

    def make(**more):
        service = company.container.identity.source()
        with company.acting("lilei"):
            made = service.create(service.module.draft.parse(provider.source(**more)))
            service.put_secret(made.id, "a secret")
        return made

    return make


@pytest.fixture
def come_in(company, provider):
    """Go to the provider, sign in there, come back."""
    service = company.container.identity.oidc()

    def run(source, subject, change=lambda flow, answer: (flow, answer)):
        url, flow = service.begin(source, BACK)
        flow, answer = change(flow, provider.sign_in(url, subject))
        return service.sign_in(flow, answer, "10.1.1.1", "a browser").user_id

    return run


def test_somebody_known_here_is_recognised_by_a_verified_mail_once_and_by_his_number_from_then_on(company, source, come_in, provider):
    made = source(link_known="1")
    assert come_in(made, "s-wang") == company.users["wang"]
    provider.know("s-wang", email="another@example.com", email_verified=True)
    assert come_in(made, "s-wang") == company.users["wang"]
    provider.know("s-wang", email="Wang@Example.com", email_verified=True, name="王强")


def test_a_mail_that_nobody_verified_opens_nothing(source, come_in):
    with pytest.raises(Untrusted, match="Nobody here"):
        come_in(source(link_known="1"), "s-other")


def test_nobody_is_recognised_or_added_unless_somebody_said_so(source, come_in):
    made = source()
    for subject in ("s-wang", "s-zoe"):
        with pytest.raises(Untrusted, match="Nobody here"):
            come_in(made, subject)


def test_somebody_new_is_added_and_loses_the_role_of_a_group_that_he_left(company, source, come_in, provider):
    groups, users = company.container.identity.group(), company.container.platform.user()
    auditor, seller = company.roles["auditor"], company.roles["salesperson"]
    with company.acting("lilei"):
        groups.create(groups.module.draft.parse({"name": "sellers", "role_id": str(seller)}))
    made = source(creates="1", role_id=str(auditor))
    id = come_in(made, "s-zoe")
    with company.acting("lilei"):
        row = users.get(id)
        assert (row.name, row.mail, row.department_id, row.roles) == (
            "Zoe Hart", "zoe@example.com", company.departments["east"], [auditor, seller]
        )  # fmt: skip
    provider.know("s-zoe", email="zoe@example.com", email_verified=True, name="Zoe Hart")
    assert come_in(made, "s-zoe") == id
    with company.acting("lilei"):
        assert users.get(id).roles == [auditor]
    provider.know("s-zoe", email="zoe@example.com", email_verified=True, name="Zoe Hart", groups=["/crm/sellers"], department="华东组")


def test_whoever_is_suspended_here_stays_out(company, source, come_in):
    made = source(link_known="1")
    come_in(made, "s-wang")
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})
    with pytest.raises(Untrusted, match="not active"):
        come_in(made, "s-wang")


def test_an_answer_counts_once_in_time_and_for_its_own_sign_in(company, source, come_in, provider):
    made = source(link_known="1")
    with pytest.raises(Untrusted, match="another sign-in"):
        come_in(made, "s-wang", lambda flow, answer: (replace(flow, nonce="another"), answer))
    with pytest.raises(Untrusted, match="another provider"):
        come_in(made, "s-wang", lambda flow, answer: (flow, answer | {"iss": "https://evil.example"}))
    with pytest.raises(Untrusted, match="did not accept"):
        come_in(made, "s-wang", lambda flow, answer: (flow, answer | {"code": "guessed"}))
    with pytest.raises(Untrusted, match="refused there"):
        come_in(made, "s-wang", lambda flow, answer: (flow, {"error": "access_denied"}))
    service = company.container.identity.oidc()
    url, flow = service.begin(made, BACK)
    answer = provider.sign_in(url, "s-wang")
    with current.acting(clock=current.now() + timedelta(minutes=11)), pytest.raises(Untrusted, match="has ended"):
        service.finish(flow, answer)
    assert service.finish(flow, answer)[1].subject == "s-wang"
    with pytest.raises(Untrusted, match="answered before"):
        service.finish(flow, answer)


def test_a_provider_may_change_its_keys_but_nobody_else_may_sign(company, source, come_in, provider):
    made = source(link_known="1")
    come_in(made, "s-wang")
    provider.change_keys()
    assert come_in(made, "s-wang") == company.users["wang"]
    service = company.container.identity.oidc()
    url, flow = service.begin(made, BACK)
    tokens = service._exchanged(made, service.metadata(made), flow, provider.sign_in(url, "s-wang")["code"])
    head, body, signature = tokens["id_token"].split(".")
    for forged in (f"{head}.{body}.{signature[:-8]}AAAAAAAA", f"eyJhbGciOiJub25lIn0.{body}.", "nonsense"):
        with pytest.raises(Untrusted, match="signature"):
            service.verified(made, service.metadata(made), forged)


def test_an_expired_token_is_not_believed(company):
    service, sources = company.container.identity.oidc(), company.container.identity.source()
    with oidc.provider(timedelta(minutes=1)) as brief, company.acting("lilei"):
        brief.know("s-wang", email="wang@example.com", email_verified=True)
        made = sources.create(sources.module.draft.parse(brief.source(link_known="1")))
        sources.put_secret(made.id, "a secret")
        url, flow = service.begin(made, BACK)
        answer = brief.sign_in(url, "s-wang")
        with current.acting(clock=current.now() + timedelta(minutes=5)), pytest.raises(Untrusted, match="expired"):
            service.finish(flow, answer)


def test_addresses_in_our_own_network_are_not_asked_unless_somebody_said_so(company, source):
    service = company.container.identity.oidc()
    with pytest.raises(Unreachable):
        service.metadata(source(private="no"))


def test_a_source_that_is_switched_off_opens_nothing(company, source):
    made = source(active="no")
    with pytest.raises(NotFound):
        company.container.identity.oidc().provider(made.id)


def test_one_links_oneself_and_ends_it_but_nobody_takes_what_another_has(company, source, provider):
    made, service, people = source(), company.container.identity.oidc(), company.container.identity.person()
    for name, refused in (("wang", False), ("zhao", True)):
        with company.acting(name):
            url, flow = service.begin(made, BACK)
            answer = provider.sign_in(url, "s-wang")
            if refused:
                with pytest.raises(Untrusted, match="Somebody else"):
                    service.link(flow, answer)
            else:
                service.link(flow, answer)
    with company.acting("wang"):
        [mine] = people.mine()
        people.unlink(mine.id)
        assert people.mine() == []


def test_the_trial_answers_in_sentences(company, source):
    made = source()
    said = [str(words) for words in company.container.identity.oidc().trial(made)]
    assert said == ["The provider answers and is the one it should be.", "It signs with 1 keys that can be read."]


# Proving again who one is, and how strongly one signed in ----------------------------------------------------------------


@pytest.fixture
def confirm(company, provider):
    """Go to the provider once more, sign in there again, come back."""
    service = company.container.identity.oidc()

    def run(source, subject, **claims):
        url, flow = service.begin(source, BACK, proves=True, user_id=current.actor().id)
        assert "prompt=login" in url and "max_age=0" in url
        provider.know(subject, email="wang@example.com", email_verified=True, **claims)
        service.prove("a mark", flow, provider.sign_in(url, subject))

    return run


def test_signing_in_there_again_proves_who_one_is_where_it_was_just_now(company, source, come_in, confirm):
    made, now = source(link_known="1"), int(current.now().timestamp())
    come_in(made, "s-wang")
    with company.acting("wang"):
        assert [one.id for one in company.container.identity.oidc().linked()] == [made.id]
        confirm(made, "s-wang", auth_time=now)
        with pytest.raises(Untrusted, match="did not ask again"):
            confirm(made, "s-wang", auth_time=now - 600)
        with pytest.raises(Untrusted, match="not linked"):
            confirm(made, "s-stranger", auth_time=now)
        kinds = [one.kind for one in company.container.platform.security().page(company.users["wang"])]
        assert kinds[:2] == ["proof_failed"] * 2
    with company.acting("zhao"), pytest.raises(Untrusted, match="not linked"):
        confirm(made, "s-wang", auth_time=now)


def test_a_level_that_is_demanded_is_asked_for_and_held_against_what_the_provider_says(company, source, come_in, provider):
    made = source(link_known="1", acr="urn:strong  urn:stronger")
    url, _ = company.container.identity.oidc().begin(made, BACK)
    assert "acr_values=urn%3Astrong+urn%3Astronger" in url
    for claims in ({}, {"acr": "urn:weak"}):
        provider.know("s-wang", email="wang@example.com", email_verified=True, **claims)
        with pytest.raises(Untrusted, match="not enough"):
            come_in(made, "s-wang")
    provider.know("s-wang", email="wang@example.com", email_verified=True, acr="urn:stronger")
    assert come_in(made, "s-wang") == company.users["wang"]
    with company.acting("wang"):
        assert [one.level for one in company.container.identity.person().mine()] == ["urn:stronger"]
    provider.know("s-wang", email="Wang@Example.com", email_verified=True, name="王强")
