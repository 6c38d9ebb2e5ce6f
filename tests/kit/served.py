"""One web application and one container for all tests of a process: to make them takes longer than most tests do. Each test gives
them a database."""

from pathlib import Path
from typing import Any

from flask import Flask

from crm.app import create_app
from crm.container import Container, begin, build
from crm.dao.kit.database import Database
from crm.settings import Settings, load

_made: dict[str, Any] = {}


def settings(folder: Path) -> Settings:
    return load("test", {}, app={"data": folder}, secret="a secret of the tests")


def container(db: Database, folder: Path) -> Container:
    """The application below the web floor on this database, as if it had just been built."""
    if made := _made.get("container"):
        begin(made, settings(folder), db)
    else:
        made = _made["container"] = build(settings(folder), db)
    return made


def served(db: Database, folder: Path) -> Flask:
    """The application on this database, as if it had just been made."""
    if not (app := _made.get("app")):
        app = _made["app"] = create_app(settings(folder), build(settings(folder), db))
        _made["config"] = dict(app.config)
    else:
        begin(app.container, settings(folder), db)
    app.config.clear()
    app.config.update(_made["config"])
    return app
