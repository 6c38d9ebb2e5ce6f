"""The company on SQLite alone, for tests of what does not touch SQL."""

import pytest

from crm.container import build
from crm.settings import load
from tests.kit import company as companies


@pytest.fixture
def sqlite_company(sqlite_db, tmp_path):
    return companies.found(build(load("test", {}, app={"data": tmp_path}, secret="a secret of the tests"), sqlite_db))
