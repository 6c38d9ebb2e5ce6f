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


def test_events_about_many_people_are_one_chain(company):
    security, wang, zhao = company.container.platform.security(), company.users["wang"], company.users["zhao"]
    with company.acting("lilei"):
        security.note("sign_in", wang)
        security.note_all("session_end", {wang: {"sessions": 2}, zhao: {"sessions": 1}})
        security.note_all("session_end", {})
        security.note("sign_out", zhao)
    found = [(one.kind, one.user_id, one.detail.get("sessions")) for one in security.page(size=4)]
    assert found == [("sign_out", zhao, None), ("session_end", zhao, 1), ("session_end", wang, 2), ("sign_in", wang, None)]
    assert company.container.trace.chain().verify("security").broken is None
