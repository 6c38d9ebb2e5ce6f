"""Rules of retention: what each may be about, and which records it takes."""

from datetime import date, timedelta

import pytest

from crm.domain.kit.filter import Condition
from crm.domain.sales.retention_rule import TERMS, RetentionRuleDraft, due, subjects
from crm.errors import Invalid

RULE = {"name": "旧线索", "subject": "lead", "days": "400", "since": "updated_at", "action": "remove"}
TODAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        ({"days": "29"}, "days"),
        ({"subject": "pipeline"}, "subject"),
        ({"subject": "visit", "action": "erase"}, "action"),
        ({"action": "anonymise"}, "action"),
        ({"condition": '{"all": [{"field": "nonsense", "operator": "is", "value": 1}]}'}, "condition"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(raw, wrong):
    with pytest.raises(Invalid) as no:
        RetentionRuleDraft.parse(RULE | raw)
    assert no.value.fields.keys() == {wrong}


def test_a_rule_takes_what_meets_its_condition_and_is_old_enough():
    condition = '{"all": [{"field": "state", "operator": "any", "value": ["disqualified"]}]}'
    found = due(RetentionRuleDraft.parse(RULE | {"condition": condition}), TODAY)
    assert found.parts[1:] == (Condition("updated_at", "before", TODAY - timedelta(days=400)),)
    assert due(RetentionRuleDraft.parse(RULE | {"subject": "account", "action": "erase"}), TODAY).parts[-1].field == "kind"


@pytest.mark.parametrize("subject", TERMS)
def test_books_and_contracts_stay_for_as_long_as_the_law_asks(subject):
    rule = RetentionRuleDraft.parse(RULE | {"subject": subject, "action": "anonymise"})
    name, years = TERMS[subject]
    (_, term) = due(rule, TODAY).parts
    assert term.field == name and term.value < date(TODAY.year - years, TODAY.month, TODAY.day)


def test_no_papers_without_a_term_and_no_settings_are_up_for_rules():
    assert {"lead", "contact", "account", "visit", "contract", "consent"} <= subjects().keys()
    assert not {"order_change", "delivery_line", "consent_purpose", "pipeline", "user"} & subjects().keys()


def test_a_rule_whose_condition_names_a_field_that_is_gone_takes_nothing():
    rule = RetentionRuleDraft(name="x", subject="lead", days=400, condition='{"all": [{"field": "x_gone", "operator": "filled"}]}')
    assert due(rule, TODAY) is None
