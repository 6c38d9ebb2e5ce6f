"""Sealed values as they stand: read and written past the records, and counted by key."""

from crm.domain.platform.reseal import Progress

SEALED = {"sealed": "v1:0a1b2c3d:body", "mark": ""}


def test_rows_are_read_as_they_stand_and_left_alone_when_somebody_wrote_them_meanwhile(company):
    dao = company.container.encryption.reseal_dao()
    with company.acting("wang"):
        accounts = company.container.customer.account()
        ids = [accounts.create(accounts.module.draft.parse({"name": f"客户{n}"})).id for n in range(3)]
    with company.container.db().transaction():
        assert [row.id for row in dao.rows("account", "custom", ids[0], 1)] == [ids[1]]
        rows = [{"id": id, "version": version, "value": {"x_a": SEALED}} for id, version in ((ids[0], 1), (ids[1], 9))]
        dao.put_rows("account", "custom", rows)
        assert [row.value for row in dao.rows("account", "custom", 0, 9)] == [{"x_a": SEALED}, {}, {}]
        dao.put_rows("account", "custom", [{"id": ids[2], "version": 1, "value": {"x_a": "open"}}])
        assert sorted(dao.value_keys([("account", "x_a")])) == [["account.x_a", "", 1], ["account.x_a", "0a1b2c3d", 1]]
        dao.put_rows("account", "id_number", [{"id": ids[0], "version": 1, "value": "v1:ffffffff:body"}])
        assert dao.column_keys([("account", "id_number")]) == [["account.id_number", "ffffffff", 1]]
        assert dao.rows_after("account", ids[0]) == 2


def test_items_of_the_journal_are_counted_by_the_key_of_their_first_value(company):
    dao = company.container.encryption.reseal_dao()
    with company.acting("wang"):
        accounts = company.container.customer.account()
        accounts.create(accounts.module.draft.parse({"name": "云帆"}))
    with company.container.db().transaction():
        sets = dao.sets(0, 100)
        (item,) = dao.items(sets, ["account"])
        assert dao.item_keys() == [] and dao.sets_after(sets[0]) == len(sets) - 1
        dao.put_items([vars(item) | {"after": '{"x_a":{"mark":"","sealed":"v1:0a1b2c3d:body"}}'}])
        assert dao.item_keys() == [["", "0a1b2c3d", 1]]


def test_how_far_a_place_has_come_is_kept_until_it_is_forgotten(company):
    dao = company.container.encryption.reseal_dao()
    with company.container.db().transaction():
        for after in (5, 9):
            dao.put_progress("journal", "0a1b2c3d", after, after, None)
        assert dao.progress() == [Progress("journal", "0a1b2c3d", 9, 9, None)]
        dao.forget(["journal"])
        assert dao.progress() == []


def test_what_waits_is_counted_by_its_key(company):
    dao = company.container.encryption.reseal_dao()
    with company.acting("wang"):
        company.container.platform.mail().send("lin@example.com", "Hello", "a link", secret=True)
        company.container.platform.mail().send("lin@example.com", "Hello", "no secret")
    with company.container.db().transaction():
        assert dao.waiting_keys() == [["", company.container.platform.keyring().newest().id, 1]]
