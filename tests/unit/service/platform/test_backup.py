"""Backups: one moment of the whole database with the uploaded files, read back before they count."""

import sqlite3

import pytest

from crm.container import build
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query
from crm.errors import CrmError
from crm.service.platform.backup import BackupService
from crm.settings import load
from tests.kit import company as companies


@pytest.fixture
def data(tmp_path):
    (made := tmp_path / "data").mkdir()
    return made


@pytest.fixture
def company(data):
    """The company on a database file, which alone can be copied."""
    db = Database(f"sqlite:///{data / 'crm.db'}")
    Migrator(db).migrate()
    yield companies.found(build(load("test", {}, app={"data": data}, secret="a secret of the tests"), db))
    db.engine.dispose()


def backup(company) -> BackupService:
    return company.container.platform.backup()


def test_what_is_written_after_a_backup_is_gone_after_its_restore(company, data, tmp_path):
    accounts = company.container.customer.account()
    with company.acting("wang"):
        accounts.create(AccountDraft.parse({"name": "云帆"}))
    assert backup(company).save(tmp_path / "a.crmbackup", data).dialect == "sqlite"
    checked = backup(company).check(tmp_path / "a.crmbackup")[1]
    assert (checked.customers, checked.files, checked.changes > 0) == (1, 0, True)
    with company.acting("wang"):
        accounts.create(AccountDraft.parse({"name": "远航"}))
    _, kept = backup(company).restore(tmp_path / "a.crmbackup", data)
    with company.acting("wang"):
        assert [row.name for row in accounts.page(Query())] == ["云帆"]
    with sqlite3.connect(kept) as old:
        assert old.execute("SELECT COUNT(*) FROM account").fetchone() == (2,)


def test_a_check_changes_neither_database_nor_files(company, data, tmp_path):
    (data / "imports").mkdir()
    (data / "imports/0a").write_text("x")
    backup(company).save(tmp_path / "a.crmbackup", data)
    (data / "imports/0a").unlink()
    before = (data / "crm.db").read_bytes()
    assert backup(company).check(tmp_path / "a.crmbackup")[1].files == 1
    assert ((data / "crm.db").read_bytes(), list((data / "imports").iterdir())) == (before, [])


def test_only_uploads_go_into_the_archive_and_no_link_leads_out_of_it(company, data, tmp_path):
    (data / "imports").mkdir()
    (data / "secret.key").write_text("geheim")
    (data / "imports/link").symlink_to(data / "secret.key")
    backup(company).save(tmp_path / "a.crmbackup", data)
    assert backup(company).check(tmp_path / "a.crmbackup")[1].files == 0


def test_a_database_in_memory_cannot_be_backed_up(sqlite_db, tmp_path):
    service = BackupService(sqlite_db, build(load("test", {}, secret="a secret of the tests"), sqlite_db).platform.doctor_dao(), "a secret")
    with pytest.raises(CrmError, match="in memory"):
        service.save(tmp_path / "a.crmbackup", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_system_can_make_one_while_others_write(company, data, tmp_path):
    accounts = company.container.customer.account()
    with company.acting("wang"), accounts.db.transaction():
        accounts.create(AccountDraft.parse({"name": "未提交"}))
        other = Database(f"sqlite:///{data / 'crm.db'}")
        manifest = BackupService(other, company.container.platform.doctor_dao(), "a secret").save(tmp_path / "a.crmbackup", data)
        other.engine.dispose()
    assert manifest.counts["account"] == 0
