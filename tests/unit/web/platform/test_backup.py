"""The page of backups: what there is, and a file only for whoever proved who he is."""

import pytest


@pytest.fixture
def kept(app, tmp_path):
    """A folder with a backup in it that nobody has checked yet."""
    store = app.container.operation.backup_store()
    store.folder = tmp_path / "kept"
    store.folder.mkdir()
    (store.folder / "crm-20261121-183000-123.crmbackup").write_bytes(b"CRM-BACKUP-1\n")
    return store


def test_backups_are_listed_with_their_state(kept, sign_in):
    answer = sign_in("lilei").get("/backups")
    assert (answer.status_code, "Not checked" in answer.text) == (200, True), answer.text
    assert sign_in("wang").get("/backups").status_code == 403


def test_a_backup_leaves_only_after_a_proof_and_is_noted(kept, sign_in, app):
    client = sign_in("lilei")
    found = client.get("/backups/crm-20261121-183000-123.crmbackup")
    assert (found.status_code, found.data) == (200, b"CRM-BACKUP-1\n")
    assert client.get("/backups/crm.db").status_code == 404
    with app.company.acting("lilei"):
        assert app.container.platform.security().page(size=1)[0].kind == "backup_taken"
    with app.container.db().transaction() as work:
        work.cursor.execute("UPDATE session SET proven_at = '2020-01-01T00:00:00.000000+00:00'")
    asked = client.get("/backups/crm-20261121-183000-123.crmbackup")
    assert (asked.status_code, "/prove" in asked.headers["Location"]) == (303, True)


def test_a_backup_that_cannot_be_restored_is_said_where_backups_and_operation_are_looked_at(kept, sign_in, monkeypatch):
    monkeypatch.setattr(kept, "is_possible", lambda: True)  # the tests' own database lies in memory
    name = "crm-20261121-183000-123.crmbackup"
    kept.check(name)  # it is none
    client = sign_in("lilei")
    for path in ("/backups", "/operation"):
        assert f"The newest backup, {name}, could not be restored" in client.get(path).text
