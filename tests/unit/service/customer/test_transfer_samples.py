"""Imports of files that others made: samples of the trade, and files of the wild."""

from pathlib import Path

import pytest

from crm.domain.kit.filter import Query
from crm.errors import Invalid

DATA = Path(__file__).parents[5] / "shared/data"
SAMPLES = DATA / "crm_samples"


@pytest.fixture
def transfers(company):
    return company.container.customer.transfer()


@pytest.fixture
def accounts(company):
    return company.container.customer.account()


@pytest.fixture
def contacts(company):
    return company.container.customer.contact()


def every(service):
    return {service.module.title(row): row for row in service.page(Query(size=1000))}


def counts(run):
    return run.created, run.updated, run.skipped, run.failed


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")
def test_the_companies_of_maven_come_in_with_their_parents(company, transfers, accounts):
    with company.acting("lilei"):
        run = transfers.import_file("account", SAMPLES / "maven_crm/accounts.csv")
        made = every(accounts)
    assert (counts(run), len(made)) == ((85, 0, 0, 0), 85)
    assert {row.industry for row in made.values()} >= {"technology", "medical", "retail"}
    assert (made["Acme Corporation"].industry, made["Acme Corporation"].founded, made["Acme Corporation"].province) == (
        "technology", 1996, "United States",
    )  # fmt: skip
    assert {row.parent_name for row in made.values()} == {
        None, "Acme Corporation", "Bubba Gump", "Golddex", "Inity", "Massive Dynamic", "Sonron", "Warephase",
    }  # fmt: skip


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")
def test_five_hundred_american_contacts_come_in_with_their_companies(company, transfers, contacts, accounts):
    with company.acting("lilei"):
        run = transfers.import_file("contact", SAMPLES / "us_500_contacts.csv")
        james = every(contacts)["James Butt"]
        assert (counts(run), run.companies, run.options["region"], accounts.count(Query())) == ((500, 0, 0, 0), 500, "US", 500)
    assert (james.account_name, james.phones, james.mails) == (
        "Benton, John B Jr", ["+15046218927", "+15048451427"], ["jbutt@gmail.com"],
    )  # fmt: skip


@pytest.mark.skipif(not DATA.exists(), reason="the sample files are not here")
@pytest.mark.parametrize("path", sorted((DATA / "import/csv").rglob("*.*")) if DATA.exists() else [], ids=lambda path: path.name)
def test_no_file_of_the_wild_breaks_upload_preview_or_rehearsal(sqlite_company, path):
    transfers = sqlite_company.container.customer.transfer()
    with sqlite_company.acting("lilei"):
        try:
            with path.open("rb") as stream:
                run = transfers.upload("account", stream, path.name)
        except Invalid as refusal:
            assert set(refusal.fields) == {"file"}
            return
        transfers.sample(run)
        mapping = run.mapping if {"name", "family"} & set(run.mapping) else ["name", *run.mapping[1:]]
        run = transfers.set_up(run.id, mapping, run.options)
        run = transfers.start(run.id, "check")
        assert run.state == "checked" or run.error
        transfers.problem_file(run)
