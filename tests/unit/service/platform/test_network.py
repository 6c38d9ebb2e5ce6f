"""People are held to the networks of their company and their roles, and nobody locks himself out."""

import pytest

from crm.errors import Forbidden, Invalid


@pytest.fixture
def networks(company):
    return company.container.platform.network()


def test_who_signs_in_from_elsewhere_is_refused_and_an_event_is_kept(company, networks):
    role = company.roles["salesperson"]
    with company.acting("lilei"):
        networks.change({str(role): "10.0.0.0/8"}, "192.168.0.1")
    auth, wang = company.container.platform.auth(), company.users["wang"]
    assert auth.open(wang, "10.1.1.1", "").token
    with pytest.raises(Invalid):
        auth.open(wang, "192.168.0.1", "")
    assert company.container.platform.security().page(wang)[0].kind == "sign_in_refused"
    assert auth.open(company.users["lilei"], "192.168.0.1", "").token


def test_a_token_is_no_way_around(company, networks):
    tokens = company.container.platform.token()
    with company.acting("lilei"):
        token = tokens.create("报表", ["account.view"], 30)
        networks.change({"company": "10.0.0.0/8"}, "10.0.0.1")
    assert tokens.resolve(token, "10.0.0.2")
    with pytest.raises(Forbidden):
        tokens.resolve(token, "192.168.0.1")


def test_nobody_locks_himself_out_but_whoever_has_the_machine_opens_again(company, networks):
    with company.acting("lilei"):
        with pytest.raises(Invalid) as refusal:
            networks.change({"company": "10.0.0.0/8\nhier", str(company.roles["administrator"]): "10.0.0.0/8"}, "192.168.0.1")
        assert set(refusal.value.fields) == {"company", str(company.roles["administrator"])}
        networks.change({"company": "10.0.0.0/8"}, "10.0.0.1")
        assert not networks.allows((), "192.168.0.1")
        networks.clear()
    assert networks.allows((), "192.168.0.1")
