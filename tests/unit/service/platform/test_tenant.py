"""The directory's own secrets: brought under the newest key with all others, and part of the backup where it is a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.errors import Invalid
from crm.service.platform.vault import key_of
from tests.kit import tenants

PNG = b"\x89PNG\r\n\x1a\n" + b"logo"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Iterator[tuple[Any, Any, Path]]:
    folder = tmp_path_factory.mktemp("directory")
    app, operator = tenants.opened(folder)
    with tenants.system():
        operator.create("alpha", "alpha.test", "Firm alpha", None, "en", "Asia/Shanghai")
    yield app.home, operator, folder
    app.tenants.close_all()
    app.tenants = None


@pytest.fixture
def site(made) -> Iterator[tuple[Any, Any, Path]]:
    with tenants.system():
        yield made


def test_a_rotation_of_keys_takes_the_directory_along(site):
    home, operator, _ = site
    secret = operator.service.secret(operator.service.get("alpha"))
    newest = home.encryption.keys().make()
    older = next(one for one in home.encryption.keys().held()[0] if one.n)
    assert older.id != newest.id and older.uses["secrets"] == 2
    assert home.encryption.reseal().rotate(lambda done, total: None) >= 2
    tenant = operator.service.get("alpha")
    assert {key_of(tenant.place), key_of(tenant.secret)} == {newest.id}
    assert operator.service.secret(tenant) == secret and operator.tenants.at("alpha.test").settings.secret == secret


def test_a_backup_brings_a_lost_directory_back_and_never_overwrites_one(site, tmp_path):
    home, operator, folder = site
    backups, archive, directory = home.platform.backup(), tmp_path / "home.crm", folder / "directory.db"
    backups.save(archive, folder)
    assert backups.check(archive)[1].files == 0
    operator.service.change("alpha", {"title": "Changed since"}, operator.service.get("alpha").version)
    home.db().engine.dispose()
    backups.restore(archive, folder)
    assert operator.service.get("alpha").title == "Changed since"
    operator.service.db.engine.dispose()
    for path in folder.glob("directory.db*"):
        path.unlink()
    home.db().engine.dispose()
    backups.restore(archive, folder)
    assert directory.stat().st_mode & 0o777 == 0o600
    found = operator.service.get("alpha")
    assert found.title == "Firm alpha" and operator.service.secret(found)


def test_a_logo_is_a_small_picture_and_goes_with_its_company(site):
    service = site[1].service
    for wrong in (b"", b"<svg onload=alert(1)>", PNG + bytes(500_000)):
        with pytest.raises(Invalid) as no:
            service.put_logo("alpha", wrong)
        assert set(no.value.fields) == {"logo"}
    assert service.logo(service.put_logo("alpha", PNG)).media == "image/png"
    other = service.put_logo("alpha", b"\xff\xd8\xff another")
    assert service.logo(other).media == "image/jpeg"
    assert service.logo(service.put_logo("alpha", None)) is None
    noted = [one.detail["what"] for one in site[0].platform.security().page() if one.kind == "tenant"]
    assert noted.count("logo") == 3
