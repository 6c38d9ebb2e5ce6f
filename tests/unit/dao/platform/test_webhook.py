"""Webhooks in the database."""

from crm.dao.platform.webhook import WebhookDao
from tests.kit.rows import NOON


def test_every_webhook_is_told_in_the_order_of_ids_and_lives_while_it_is_active_and_there(rows):
    hooks = WebhookDao(rows.db)
    live, off, gone = (rows.put("webhook", **more) for more in ({}, {"active": False}, {"removed_at": NOON}))
    assert [(one.id, one.live) for one in hooks.every()] == [(live, True), (off, False), (gone, False)]
    assert [one.id for one in hooks.every(off)] == [off]
