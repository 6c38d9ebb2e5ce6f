"""Sessions that show what somebody else sees, in the database."""

from datetime import timedelta

from crm.dao.platform.view_as import ViewAsDao
from tests.kit.rows import NOON


def test_a_session_looks_at_one_person_at_a_time_and_at_nobody_once_it_ends(company, rows):
    views, later = ViewAsDao(rows.db), NOON + timedelta(minutes=1)
    for token, who, at in (("a", "wang", NOON), ("b", "zhao", NOON), ("a", "chen", later)):
        views.put(token, company.users[who], at)
    assert vars(views.view("a")) == {"user_id": company.users["chen"], "begun_at": later}
    assert (views.drop("a"), views.drop("a"), views.view("a")) == (1, 0, None) and views.view("b").user_id == company.users["zhao"]
