"""The company on SQLite alone, for tests of what does not touch SQL."""

import pytest

from tests.kit import company as companies
from tests.kit import served


@pytest.fixture
def sqlite_company(sqlite_db, tmp_path):
    return companies.settled(served.container(sqlite_db, tmp_path))
