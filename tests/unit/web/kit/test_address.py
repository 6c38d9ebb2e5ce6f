"""Addresses of record modules: written out by hand, so held against those that Flask makes."""

import pytest
from flask import url_for

from crm.domain.customer.account import MODULE
from crm.web.kit.address import PATTERNS, url

GIVEN = {"id": 7, "name": "city", "kind": "star", "version": 3, "other": 8, "share": 9}


@pytest.mark.parametrize("action", sorted(PATTERNS))
def test_every_action_leads_where_flask_says(app, action):
    given = {name: value for name, value in GIVEN.items() if f"{{{name}}}" in PATTERNS[action]}
    with app.test_request_context():
        assert url(MODULE, action, **given) == url_for(f"{MODULE.endpoint}.{action}", **given)


def test_what_is_no_part_of_the_address_becomes_its_query():
    assert url(MODULE, "index", q="云 & 帆", sort=None) == "/accounts?q=%E4%BA%91+%26+%E5%B8%86"
