"""Evaluation schemes: their weights come to a hundred, and those in use evaluate by themselves."""

import pytest

from crm.domain.sales.evaluation_scheme import EvaluationSchemeDraft
from crm.errors import Invalid


@pytest.mark.parametrize(
    ("raw", "field", "words"),
    [
        ({"w_win": "16"}, "w_attainment", "come to 101"),
        ({"w_kept": "101"}, "w_kept", "At most 100"),
        ({"cycle_goal": "0"}, "cycle_goal", "above zero"),
        ({"win_goal": "0"}, "win_goal", "above zero"),
    ],
)
def test_what_cannot_be_scored_by_is_told_beside_its_field(raw, field, words):
    with pytest.raises(Invalid) as refused:
        EvaluationSchemeDraft.parse({"name": "季度评价", **raw})
    assert words in refused.value.fields[field]


def test_the_schemes_in_use_are_those_that_are_switched_on(company):
    service = company.container.performance.evaluation_scheme()
    with company.acting("lilei"):
        drafts = (service.module.draft.parse({"name": name, "active": active}) for name, active in (("甲", "yes"), ("乙", "no")))
        on, off = (service.create(draft) for draft in drafts)
        with company.container.db().transaction(writes=False):
            assert service.records.in_use() == [on.id] != [off.id]
