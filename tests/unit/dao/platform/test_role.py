"""Roles in the database: their names, and who holds them."""

from crm.domain.platform.role import MODULE


def test_holders_are_named_with_their_departments_in_the_order_of_their_names(company):
    roles = company.container.platform.role_dao()
    with roles.db.transaction() as work:
        assert [(one.name, one.department_name) for one in roles.holders(company.roles["salesperson"])] == [
            ("陈静", "华南组"), ("王强", "华东组"), ("赵敏", "华东组"),
        ]  # fmt: skip
        work.cursor.execute(f"UPDATE app_user SET removed_at = created_at WHERE id = {company.users['chen']}")
        assert [one.name for one in roles.holders(company.roles["salesperson"])] == ["王强", "赵敏"]


def test_a_removed_role_has_no_name_any_more(company):
    roles = company.container.platform.role_dao()
    with roles.db.transaction() as work:
        work.cursor.execute(f"UPDATE {MODULE.table} SET removed_at = created_at WHERE id = {company.roles['auditor']}")
        names = [one.name for one in roles.names()]
    assert "审计" not in names and "销售" in names
