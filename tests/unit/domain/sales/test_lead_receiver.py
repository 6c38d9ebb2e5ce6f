"""What may be said of a receiver of leads, and what makes no sense."""

import pytest

from crm.domain.sales.lead_receiver import LeadReceiverDraft
from crm.errors import Invalid


def test_hours_are_read_as_people_write_them():
    made = LeadReceiverDraft.parse({"user_id": "7", "works_from": "9点", "works_until": "下午6点"})
    assert (made.works_from, made.works_until, made.weight, made.most) == ("09:00", "18:00", 1, None)


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"works_from": "9:00"}, "works_until"),
        ({"works_until": "18:00"}, "works_from"),
        ({"works_from": "18:00", "works_until": "9:00"}, "works_until"),
        ({"away_from": "2026-10-08", "away_until": "2026-10-01"}, "away_until"),
        ({"weight": "-1"}, "weight"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(raw, field):
    with pytest.raises(Invalid) as refused:
        LeadReceiverDraft.parse({"user_id": "7"} | raw)
    assert set(refused.value.fields) == {field}
