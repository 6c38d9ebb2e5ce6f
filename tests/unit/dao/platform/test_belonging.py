"""Records follow their owners, table by table, on both databases."""

from crm.domain.customer.account import AccountDraft
from tests.kit.company import SYSTEM


def test_records_move_with_their_owner(company):
    accounts, belonging, db = company.container.customer.account(), company.container.platform.belonging_dao(), company.container.db()
    with company.acting("wang"):
        mine = accounts.create(AccountDraft.parse({"name": "云帆"}))
    with company.acting("chen"):
        other = accounts.create(AccountDraft.parse({"name": "远航"}))
    with db.transaction() as work:
        work.cursor.execute(f"UPDATE app_user SET department_id = {company.departments['finance']} WHERE id = {company.users['wang']}")
        assert belonging.follow([company.users["wang"]]) == 1
        assert belonging.follow([company.users["wang"]]) == 0
        work.cursor.execute(f"SELECT id, department_id FROM account WHERE id IN ({mine.id}, {other.id}) ORDER BY id")
        assert [tuple(row) for row in work.cursor.fetchall()] == [
            (mine.id, company.departments["finance"]), (other.id, company.departments["south"]),
        ]  # fmt: skip


def test_what_somebody_owns_is_counted_by_module_and_no_further_than_asked(company):
    accounts, belonging = company.container.customer.account(), company.container.platform.belonging_dao()
    with company.acting("wang"):
        for n in range(3):
            accounts.create(AccountDraft.parse({"name": f"客户{n}"}))
    with accounts.db.transaction(writes=False):
        assert [(module.name, count) for module, count in belonging.owned(company.users["wang"], 2)] == [("account", 2)]
        assert belonging.owned(SYSTEM.id, 10) == []
