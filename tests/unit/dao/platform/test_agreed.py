"""What is used of each limit is counted; who comes back counts as somebody new."""

from crm import current


def test_people_records_and_bytes_are_counted(company):
    dao, db = company.container.limit.agreed_dao(), company.container.db()
    accounts, users = company.container.customer.account(), company.container.platform.user()
    with db.transaction(writes=False):
        people, records = dao.people(), dao.records()
    with company.acting("lilei"):
        accounts.create(accounts.module.draft.parse({"name": "one more"}))
        users.change(company.users["chen"], {"state": "suspended"})
        with db.transaction(writes=False):
            assert (dao.people(), dao.records(), dao.storage()) == (people - 1, records + 1, 0)


def test_a_change_set_tells_who_may_sign_in_again(company):
    dao, db, users = company.container.limit.agreed_dao(), company.container.db(), company.container.platform.user()

    def came_back(**changes):
        users.change(company.users["wang"], changes)
        with db.transaction(writes=False):
            return dao.came_back(current.last_change())

    with company.acting("lilei"):
        assert [came_back(title="x"), came_back(state="suspended"), came_back(state="active")] == [0, 0, 1]
