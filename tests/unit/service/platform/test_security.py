"""Security events say what happened, to whom, and who did it."""

import pytest


def test_an_event_names_who_did_it(company):
    security = company.container.platform.security()
    with company.acting("lilei"):
        security.note("grant", company.users["wang"], "10.0.0.1", role="审计")
    (found, *_) = security.page(company.users["wang"])
    assert (found.kind, found.address, found.detail) == ("grant", "10.0.0.1", {"role": "审计", "by": company.users["lilei"]})


def test_a_kind_without_words_is_a_mistake_of_the_program(company):
    with pytest.raises(KeyError):
        company.container.platform.security().note("juggled")
