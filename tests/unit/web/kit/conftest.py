"""Customers to look at: `make("wang", name="云帆")`."""

import pytest

from crm.domain.kit.module import modules


@pytest.fixture
def make(app):
    """Creates a record as somebody; gives it as written."""

    def made(who: str, module: str = "account", **raw):
        with app.company.acting(who):
            return app.container.records()(module).create(modules()[module].draft.parse({"name": "北京云帆科技有限公司", **raw}))

    return made


@pytest.fixture
def reread(app):
    """The record as it is now, whoever owns it."""

    def read(row, module: str = "account"):
        with app.company.acting("lilei"):
            return app.container.records()(module).get(row.id)

    return read
