"""Consents: whose they are, until when they hold, and which of several decides."""

from datetime import date

import pytest

from crm.domain.sales.consent import Consent, ConsentDraft, deciding, until
from crm.domain.sales.consent_purpose import Shown
from crm.errors import Invalid

TODAY = date(2026, 3, 31)


def consent(id, state="given", valid_until=None, purpose_id=7):
    return Consent(id=id, contact_id=1, purpose_id=purpose_id, state=state, valid_until=valid_until)


@pytest.mark.parametrize(
    ("given_on", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 10, 31), 26, date(2028, 12, 31)),
    ],
)
def test_a_consent_holds_for_whole_months(given_on, months, last):
    assert until(given_on, months) == last


def test_what_holds_decides_else_what_was_written_last():
    assert deciding([consent(1), consent(2, "withdrawn")], TODAY)[7].id == 1
    assert deciding([consent(3, valid_until=date(2026, 3, 30)), consent(4, "withdrawn")], TODAY)[7].id == 4
    assert deciding([consent(5, valid_until=TODAY), consent(6, "withdrawn", purpose_id=8)], TODAY)[7].id == 5


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        ({}, "lead_id"),
        ({"contact_id": "1", "lead_id": "2"}, "lead_id"),
        ({"contact_id": "1", "given_on": "2026-03-02", "valid_until": "2026-03-01"}, "valid_until"),
        ({"contact_id": "1", "given_on": "2026-03-02", "withdrawn_on": "2026-03-01", "state": "withdrawn"}, "withdrawn_on"),
    ],
)
def test_a_consent_is_one_person_s_and_ends_after_it_began(raw, wrong):
    with pytest.raises(Invalid) as no:
        ConsentDraft.parse(raw | {"purpose_id": "7"})
    assert wrong in no.value.fields


def test_the_seal_of_the_words_tells_their_language_and_their_version():
    shown = Shown(1, "短信", "同意接收短信", None, "2026-1")
    assert shown.text("en") == "同意接收短信" and shown.seal("zh") == shown.seal("en")
    assert shown.seal("zh") != Shown(1, "短信", "同意接收短信", None, "2026-2").seal("zh")
