"""A real directory decides about passwords; who comes in by it, and who does not."""

import pytest

from crm.errors import Invalid
from crm.service.kit.fetch import Unreachable
from tests.kit import ldap
from tests.kit.company import PASSWORD

pytestmark = pytest.mark.skipif(not ldap.is_installed(), reason="slapd is not installed")
OURS = "a password of the directory"


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    with ldap.directory(tmp_path_factory.mktemp("slapd")) as found:
        yield found


@pytest.fixture
def source(company, directory):
    """The directory as a sign-in source, with more or other settings."""

    def make(**more):
        service = company.container.identity.source()
        with company.acting("lilei"):
            made = service.create(service.module.draft.parse(directory.source(**more)))
            service.put_secret(made.id, ldap.SECRET)
        return made

    return make


def sign_in(company, account, password):
    return company.container.platform.auth().sign_in(account, password, "10.1.1.1", "a browser").user_id


def test_somebody_known_here_signs_in_with_the_password_of_the_directory(company, source):
    source(link_known="1")
    assert sign_in(company, "wang", OURS) == company.users["wang"]
    assert sign_in(company, "wang", PASSWORD) == company.users["wang"]  # his own one here still holds


@pytest.mark.parametrize("security", ["ldaps", "starttls"])
def test_wrong_empty_and_crafted_ones_do_not(company, source, directory, security):
    port = directory.ldaps if security == "ldaps" else directory.plain
    made = source(security=security, host=f"localhost:{port}")
    find = company.container.identity.ldap().find
    assert find(made, "wang", OURS).mail == "wang@example.com"
    for account, password in (("wang", "wrong"), ("wang", ""), ("*", OURS), ("wang)(uid=*", OURS), ("nobody", OURS), ("", "")):
        assert find(made, account, password) is None


def test_a_certificate_that_nobody_vouches_for_is_refused_in_words(company, source, directory):
    bare = source(certificate="")
    with pytest.raises(Unreachable, match="certificate"):
        company.container.identity.ldap().find(bare, "wang", OURS)
    other = source(name="2", host=f"127.0.0.1:{directory.ldaps}")  # the certificate is of another name
    with pytest.raises(Unreachable):
        company.container.identity.ldap().find(other, "wang", OURS)


def test_somebody_new_is_added_with_role_department_and_the_roles_of_his_groups(company, source):
    groups = company.container.identity.group()
    with company.acting("lilei"):
        groups.create(groups.module.draft.parse({"name": "Sellers", "role_id": str(company.roles["salesperson"])}))
    source(creates="1", role_id=str(company.roles["auditor"]))
    id = sign_in(company, "zoe", "another password")
    with company.acting("lilei"):
        user = company.container.platform.user().get(id)
    assert (user.account, user.name, user.mail, user.department_id) == ("zoe", "Zoe Hart", "zoe@example.com", company.departments["east"])
    assert user.roles == [company.roles["auditor"], company.roles["salesperson"]]
    assert sign_in(company, "zoe", "another password") == user.id


def test_whoever_is_not_wanted_stays_out(company, source):
    source()
    with pytest.raises(Invalid, match="Nobody here"):
        sign_in(company, "zoe", "another password")


def test_local_passwords_are_left_to_administrators(company, source):
    source(exclusive="1", link_known="1")
    assert sign_in(company, "lilei", PASSWORD) == company.users["lilei"]
    with pytest.raises(Invalid):
        sign_in(company, "wang", PASSWORD)


def test_whoever_is_suspended_here_stays_out_with_the_right_password(company, source):
    source(link_known="1")
    sign_in(company, "wang", OURS)
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})
    with pytest.raises(Invalid, match="not active"):
        sign_in(company, "wang", OURS)


def test_whoever_signs_in_by_the_directory_proves_by_its_password_who_he_is(company, source):
    source(exclusive="1", link_known="1")
    auth = company.container.platform.auth()
    with company.acting("wang"):
        auth.prove(OURS)
        with pytest.raises(Invalid, match="not your current password"):
            auth.prove(PASSWORD)


def test_a_directory_that_cannot_be_reached_keeps_administrators_in(company, source):
    source(host="localhost:1", exclusive="1")
    assert sign_in(company, "lilei", PASSWORD) == company.users["lilei"]
    with pytest.raises(Invalid, match="does not answer"):
        sign_in(company, "wang", PASSWORD)


def test_the_trial_answers_in_sentences(company, source):
    made, ldaps = source(), company.container.identity.ldap()
    said = [str(words) for words in ldaps.trial(made, "zoe")]
    assert "Found: Zoe Hart, zoe@example.com." in said and "Groups: sellers" in said
    assert "Nobody" in str(ldaps.trial(made, "nobody")[1])
