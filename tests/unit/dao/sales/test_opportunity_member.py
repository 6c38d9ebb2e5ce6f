"""Teams of deals in the database."""

from crm.dao.sales.opportunity_member import OpportunityMemberDao
from tests.kit.rows import NOON


def test_members_are_still_there_who_have_not_left(rows):
    ids = [rows.put("opportunity_member", opportunity_id=5, user_id=user, removed_at=at) for user, at in ((1, None), (2, NOON), (3, None))]
    assert [(one.id, one.opportunity_id, one.user_id) for one in OpportunityMemberDao(rows.db).still(ids[:2])] == [(ids[0], 5, 1)]
