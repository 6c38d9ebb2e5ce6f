"""What is kept of sign-in sources, and what the doctor says of them."""

from crm.domain.platform.security import KINDS
from crm.service.platform import identity_provider
from tests.kit import oidc


def made(company, **more):
    service = company.container.identity.source()
    with company.acting("lilei"):
        return service.create(service.module.draft.parse(oidc.Provider("https://login.example.cn").source(**more)))


def test_a_secret_is_kept_sealed_opens_for_its_own_address_alone_and_leaves_a_trace(company):
    service, source = company.container.identity.source(), made(company)
    with company.acting("lilei"):
        service.put_secret(source.id, "geheim")
        assert service.secret(source) == "geheim"
        moved = service.change(source.id, {"issuer": "https://elsewhere.example"})
        assert service.secret(moved) == ""
        kinds = [event.kind for event in company.container.platform.security().page(size=5)]
        assert "identity_provider" in kinds and "identity_provider" in KINDS
        journal = company.container.platform.journal().history("identity_provider", source.id, 50, None)
        assert "geheim" not in str(journal)


def test_the_doctor_names_a_source_that_this_installation_cannot_speak_to(company, monkeypatch):
    service = company.container.identity.source()
    made(company, active="no")
    monkeypatch.setitem(identity_provider.LACKING, "oidc", ("no_such_library", identity_provider.LACKING["oidc"][1]))
    assert [found.state for found in service.findings()] == ["ok"]
    made(company, name="2")
    [found] = service.findings()
    assert found.state == "bad" and "pip install" in str(found.words)
