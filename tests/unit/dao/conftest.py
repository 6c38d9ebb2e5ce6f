"""What tests of DAOs share: an open transaction that takes rows as they come."""

from collections.abc import Iterator

import pytest

from tests.kit.company import Company
from tests.kit.rows import Rows, rows_of


@pytest.fixture
def rows(company: Company) -> Iterator[Rows]:
    """Puts rows into the company's database; nothing of it stays."""
    with rows_of(company) as made:
        yield made
