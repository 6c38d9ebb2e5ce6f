"""What people hold against the forecast, in the database."""

from datetime import date, timedelta

from crm.dao.sales.forecast_override import ForecastOverrideDao
from tests.kit.rows import NOON

START = date(2026, 10, 1)


def test_of_a_period_the_last_word_comes_first_as_far_as_one_may_see_it(company, rows):
    dao, wang, zhao = ForecastOverrideDao(rows.db), company.users["wang"], company.users["zhao"]

    def said(who, hours=0, **more):
        at = {"updated_at": NOON + timedelta(hours=hours), "owner_id": who, "person_id": who}
        return rows.put("forecast_override", **{"span": "quarter", "starts_on": START} | at | more)

    old, new, other = said(wang), said(wang, 2), said(zhao, 1)
    said(wang, span="month"), said(wang, starts_on=date(2026, 7, 1)), said(wang, removed_at=NOON)
    with company.acting("lilei"):
        assert [(one.id, one.person_name) for one in dao.of_period("quarter", START, 9)] == [(new, "王强"), (other, "赵敏"), (old, "王强")]
        assert [one.id for one in dao.of_period("quarter", START, 1)] == [new]
    with company.acting("zhao"):
        assert [one.id for one in dao.of_period("quarter", START, 9)] == [other]
    rows.set("app_user", zhao, removed_at=NOON)
    assert [(one.owner_id, one.department_id) for one in dao.people([wang, zhao])] == [(wang, company.departments["east"])]
