"""Databases of the benches, kept in a folder from one run to the next."""

from collections.abc import Callable
from pathlib import Path

from bench import server
from crm.container import Container, build
from crm.dao.kit.migration import Migrator
from tests.kit import postgres


def prepared(name: str, engine: str, size: int, folder: Path, fill: Callable[[Container], None]) -> tuple[Container, str, str]:
    """A database that is filled once a folder; its container, data folder and address."""
    where = folder / f"{name}-{engine}-{size}"
    done = where / "built"
    url = "" if engine == "sqlite" else done.read_text() if done.exists() else postgres.create_database(f"bench_{name}_{size}")
    where.mkdir(parents=True, exist_ok=True)
    container = build(server.settings(str(where), url))
    if not done.exists():
        Migrator(container.db()).migrate()
        fill(container)
        done.write_text(url)
    return container, str(where), url
