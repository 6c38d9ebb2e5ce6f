"""Steps of flows: what they need, and who may sit there."""

import pytest

from crm.errors import Invalid
from tests.unit.service.platform.approvals import flow


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"kind": "role"}, "role_id"), ({"kind": "department"}, "team_id"), ({"kind": "person"}, "user_id"),
        ({"kind": "person", "user_id": 99}, "user_id"),
    ],
)  # fmt: skip
def test_a_step_names_who_decides(company, raw, field):
    with pytest.raises(Invalid) as refused:
        flow(company, {"name": "步骤", **raw})
    assert set(refused.value.fields) == {field}
