"""Forms on the web in the database."""

from crm.dao.sales.lead_form import LeadFormDao
from tests.kit.rows import NOON


def test_a_form_opens_by_its_token_while_it_is_active_and_there(company, rows):
    dao = LeadFormDao(rows.db)
    for token, more in (("a", {}), ("b", {"active": False}), ("c", {"removed_at": NOON})):
        rows.put("lead_form", **{"name": token, "token": token, "active": True, "receiver_id": company.users["wang"]} | more)
    assert [found and (found.name, found.receiver_name) for found in map(dao.by_token, "abcd")] == [("a", "王强"), None, None, None]
