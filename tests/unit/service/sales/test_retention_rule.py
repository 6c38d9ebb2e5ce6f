"""Rules of retention: what one would take is shown beforehand, and who may not erase puts none in force."""

from datetime import timedelta

import pytest

from crm import current
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.retention_rule import RetentionRuleDraft
from crm.errors import Invalid

OLD = {"name": "旧线索", "subject": "lead", "days": "400", "since": "updated_at", "action": "remove"}


def test_a_preview_counts_what_is_old_enough_and_what_of_it_is_held(company):
    rules, holds = company.container.privacy.retention_rule(), company.container.privacy.legal_hold()
    with company.acting("lilei"):
        leads = [company.container.sales.lead().create(LeadDraft.parse({"name": name})) for name in ("周小川", "何一凡")]
        holds.put("lead", leads[0].id, "诉讼", None)
        rule = rules.create(RetentionRuleDraft.parse(OLD))
        assert rules.preview(rule.id).n == 0
        with current.acting(clock=current.now() + timedelta(days=402)):
            company.container.sales.lead().create(LeadDraft.parse({"name": "新来的"}))
            found = rules.preview(rule.id)
        assert (found.n, found.held, found.more) == (2, 1, False)
        assert [row.name for row in found.examples] == ["周小川", "何一凡"]
    with company.acting("wang"), current.acting(clock=current.now() + timedelta(days=402)):
        own = rules.create(RetentionRuleDraft.parse(OLD))
        assert rules.preview(own.id).examples == ()


def test_who_may_not_erase_puts_no_rule_in_force(company):
    rules = company.container.privacy.retention_rule()
    with company.acting("wang"):
        made = rules.create(RetentionRuleDraft.parse(OLD))
        with pytest.raises(Invalid) as no:
            rules.change(made.id, {"active": "yes"})
        assert no.value.fields.keys() == {"active"}
