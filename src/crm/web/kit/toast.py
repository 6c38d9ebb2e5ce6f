"""Saying what happened, on the next page, with the way back."""

import json

from flask import flash, url_for

from crm.language import say


def toast(text: str, change_set_id: int | None = None, tone: str = "ok", **values: object) -> None:
    """Show the sentence once; with a change set it offers to undo it."""
    undo = url_for("platform_journal.undo", id=change_set_id) if change_set_id else None
    flash(json.dumps({"text": say(text, **values), "undo": undo}), tone)
