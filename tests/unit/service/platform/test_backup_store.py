"""The folder of backups: each checked, the oldest let go of, one every night."""

from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest

from crm.container import build
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.platform.backup import Backup, Checked, is_due, is_old, name_at, surplus
from crm.errors import Forbidden, NotFound
from crm.settings import load
from tests.kit import company as companies

NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def made(days: int, whole: bool = True) -> Backup:
    at = NIGHT - timedelta(days=days)
    return Backup(name_at(at), 1, at, checked=Checked(at, 1, 1, 1, 1, 0, 1, 1) if whole else None)


def test_the_last_one_that_was_found_whole_is_never_let_go_of():
    assert surplus([made(0), made(1), made(2)], 2) == [made(2)]
    assert surplus([made(0, whole=False), made(1, whole=False), made(2), made(3)], 2) == [made(3)]


@pytest.mark.parametrize(
    ("clock", "newest", "due"),
    [
        ("02:30", None, True), ("02:30", NIGHT - timedelta(minutes=29), False), ("02:30", NIGHT - timedelta(hours=1), True),
        ("03:30", NIGHT - timedelta(hours=20), False), ("03:30", NIGHT - timedelta(hours=24), True), (None, None, False),
    ],
)  # fmt: skip
def test_one_is_due_when_that_of_the_last_night_is_missing(clock, newest, due):
    assert is_due(clock, NIGHT, newest) is due


@pytest.fixture
def company(tmp_path):
    db = Database(f"sqlite:///{tmp_path / 'crm.db'}")
    Migrator(db).migrate()
    yield companies.found(build(load("test", {}, app={"data": tmp_path}, secret="a secret of the tests"), db))
    db.engine.dispose()


def test_each_is_restored_and_what_was_found_stands_beside_it(company, tmp_path):
    store = company.container.operation.backup_store()
    (tmp_path / "backups").mkdir()
    with company.acting("lilei"):
        assert store.nightly(None)["rows"] > 0 and store.nightly(None) is None  # the night's one is there
        store.settings.change({"backup_kept": "1"})
        newer = store.make()
        assert store.all() == [newer] and newer.checked.tables > 100 and newer.checked.changes > 0  # type: ignore[union-attr]
        (tmp_path / "backups" / newer.name).write_bytes((tmp_path / "backups" / newer.name).read_bytes()[:-9])
        found = store.check(newer.name)
        assert "damaged" in str(found.error) and store.all() == [found] and store.newest() is None
        assert store.taken(newer.name).is_file()
        with pytest.raises(NotFound):
            store.taken("../crm.db")
    with company.acting("wang"), pytest.raises(Forbidden):
        store.all()


def test_a_failed_nightly_backup_is_told_of_once_and_named_until_one_succeeds(company, monkeypatch):
    container = company.container
    store, runner = container.operation.backup_store(), container.platform.job_runner()
    monkeypatch.setattr(store.backup, "save", Mock(side_effect=OSError(28, "No space left on device")))
    _nightly(container, runner), _nightly(container, runner)
    with company.acting("lilei"):
        assert [(one.title, one.url) for one in container.platform.notice().page(9)] == [
            ("夜间备份失败：请查看“运行状况 → 备份”", "/backups")
        ]
        assert [(one.kind, one.n) for one in container.trace.alert().page(9)] == [("backup", 2)]
        assert "disk is full" in store.trouble().said() and [one.state for one in store.findings()] == ["bad", "warn"]
    monkeypatch.undo()
    _nightly(container, runner)
    with company.acting("lilei"):
        assert store.trouble() is None and [one.state for one in store.findings()] == ["ok"]


def _nightly(container, runner):
    """Let the schedule run now, whatever it waits for."""
    runner.seed()
    with container.db().transaction() as work:
        work.cursor.execute(
            "UPDATE job SET run_at = CASE WHEN kind = 'backup_store.nightly' THEN '2020-01-01 00:00:00.000000+00:00' "
            "ELSE '2999-01-01 00:00:00.000000+00:00' END"
        )
    assert runner.run_one("here")


def test_what_is_too_old_or_cannot_be_restored_is_bad():
    assert (is_old(None, NIGHT), is_old(made(2), NIGHT), is_old(made(3), NIGHT)) == (True, False, True)
