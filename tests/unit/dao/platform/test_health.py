"""What the database knows of its own schema."""

from crm.dao.kit.migration import migrations


def test_every_migration_stands_there_in_order_with_what_it_was_made_from(crm):
    dao = crm.platform.health_dao()
    with dao.db.transaction():
        applied = dao.applied()
    assert [(one.number, one.checksum) for one in applied] == [(one.number, one.checksum) for one in migrations()]
