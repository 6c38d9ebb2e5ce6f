"""What mentions an erased person, in the database."""

from crm.dao.sales.erasure_mention import AT_ONCE, ErasureMentionDao
from crm.domain.kit.module import modules
from crm.domain.sales.erasure import Added

PHONE = "13900001111"


def test_texts_added_fields_views_and_ways_are_found_whatever_the_number_of_patterns(rows):
    note = rows.put("market_note", body=f"问过 {PHONE}")
    firm = rows.put("account", custom={"x_origin": f"由 {PHONE} 介绍"})
    rows.put("account", custom={"x_origin": "展会"}, phone=f"+86{PHONE}")  # a phone of its own is no mention
    view = rows.put("saved_view", user_id=1, state={"q": PHONE})
    way = rows.put("journal_link", user_id=1, name="x", query=f"words={PHONE}")
    likes = [*(f"%none {n}%" for n in range(AT_ONCE)), f"%{PHONE}%"]
    found = {(one.module, one.id) for one in ErasureMentionDao(rows.db).mentions(likes)}
    assert found == {("market_note", note), ("account", firm), ("saved_view", view), ("journal_link", way)}


def test_stars_stand_in_the_place_of_texts_and_of_added_values(rows):
    dao, accounts = ErasureMentionDao(rows.db), modules()["account"]
    firm = rows.put("account", remark=f"{PHONE} 来电", custom={"x_origin": PHONE})
    rows.put("account", remark=PHONE)
    assert dao.black_out(accounts, [firm], PHONE, ("long",)) == 1
    dao.put_added(accounts, [Added(one.id, {"x_origin": "***"}) for one in dao.added(accounts, [firm])])
    assert sorted(map(tuple, rows.all("SELECT remark FROM account"))) == [("*** 来电",), (PHONE,)]
    assert dao.added(accounts, [firm]) == [Added(firm, {"x_origin": "***"})]


def test_a_view_is_written_anew_and_a_way_goes(rows):
    dao, view, way = ErasureMentionDao(rows.db), rows.put("saved_view", user_id=1, name=PHONE), rows.put("journal_link", user_id=1)
    dao.put_views([{"id": view, "name": "***", "state": '{"q": "***"}'}])
    assert [(one.name, one.state) for one in dao.views([view])] == [("***", {"q": "***"})]
    assert dao.drop_ways([way]) == 1
