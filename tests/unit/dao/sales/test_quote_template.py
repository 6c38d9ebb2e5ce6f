"""Templates of papers in the database."""

from crm.dao.sales.quote_template import QuoteTemplateDao
from tests.kit.rows import NOON


def test_usable_are_active_ones_of_a_language_the_standard_first_then_by_name(rows):
    dao, ids = QuoteTemplateDao(rows.db), {}
    for name, more in (
        ("c", {}),
        ("a", {}),
        ("z", {"standard": True}),
        ("en", {"language": "en", "standard": True}),
        ("off", {"active": False}),
        ("gone", {"removed_at": NOON, "standard": True}),
    ):
        ids[name] = rows.put("quote_template", **{"name": name, "sort_key": name, "language": "zh", "active": True} | more)
    assert [one.name for one in dao.usable("zh", 9)] == ["z", "a", "c"] and len(dao.usable("zh", 2)) == 2
    assert dao.other_standards("zh", ids["a"]) == [ids["z"]] and dao.other_standards("zh", ids["z"]) == []
