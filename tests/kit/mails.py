"""The mails that wait to be sent, as their readers will read them."""

import json

from crm.container import Container


def waiting(container: Container) -> list[str]:
    """Each with its address, its subject and its text, in the order in which they were written."""
    with container.db().transaction() as work:
        work.cursor.execute("SELECT CAST(payload AS TEXT) FROM job WHERE kind = 'mail' ORDER BY id")
        payloads = [json.loads(text) for (text,) in work.cursor.fetchall()]
    return [f"{one['to']} {one['subject']} {container.platform.mail().said(one)[0]}" for one in payloads]
