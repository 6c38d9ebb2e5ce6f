"""Documents of configuration in the database: whose they are, and what the journal tells of configuration."""

from datetime import timedelta

from crm.dao.platform.configuration import ConfigurationDao
from tests.kit.rows import NOON


def test_a_document_is_its_own_reader_s_until_it_is_forgotten(company, rows):
    dao, lilei = ConfigurationDao(rows.db), company.users["lilei"]
    dao.insert("t", lilei, "配置", {"a": 1}, NOON)
    assert dao.get("t", lilei).document == {"a": 1} and dao.get("t", company.users["han"]) is None and dao.get("u", lilei) is None
    assert (dao.forget(NOON), dao.forget(NOON + timedelta(seconds=1))) == (0, 1)


def test_history_is_that_of_these_modules_the_newest_first_with_who_and_what_undid_it(company, rows):
    dao, lilei = ConfigurationDao(rows.db), company.users["lilei"]
    first = rows.put("change_set", module="x_role", actor_id=lilei)
    other, undo = rows.put("change_set", module="x_account"), rows.put("change_set", module="x_field", undoes_id=first)
    assert [(one.id, one.actor_name, one.undone_by) for one in dao.history(["x_role", "x_field"], None, 9)] == [
        (undo, None, None),
        (first, "李雷", undo),
    ]
    assert [one.id for one in dao.history(["x_role", "x_field"], undo, 9)] == [first]
    assert [one.id for one in dao.history(["x_role", "x_field"], None, 1)] == [undo] and len(dao.history(["x_role"], None, 9)) == 1
    for set_id, position in ((first, 1), (first, 0), (undo, 0), (other, 0)):
        rows.put("change_item", change_set_id=set_id, position=position)
    assert [(one.change_set_id, one.position) for one in dao.items([first, undo], 9)] == [(undo, 0), (first, 0), (first, 1)]
    assert len(dao.items([first, undo], 2)) == 2
