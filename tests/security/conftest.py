"""The company that all tests of security share. Nothing that they do to it lasts."""

from collections.abc import Iterator

import pytest

from tests.kit import served
from tests.security import world as worlds
from tests.security.world import World


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return worlds.made(tmp_path_factory.mktemp("security"))


@pytest.fixture
def world(made: World) -> Iterator[World]:
    """Its database is the one that the application works on, whatever other tests did meanwhile."""
    if made.app.container.db() is not made.db:  # type: ignore[attr-defined]
        served.served(made.db, made.folder)
    worlds.configured(made.app)
    yield made
