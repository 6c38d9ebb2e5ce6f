"""Keeps what was typed while a session ran out, for the person who typed it."""

import secrets

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.held import HeldDao
from crm.domain.kit.plain import dumps
from crm.domain.platform.held import KEPT, MOST, HeldForm, keepable
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.auth import hashed


class HeldService:
    def __init__(self, db: Database, held: HeldDao):
        self.db = db
        self.held = held

    @transactional
    def hold(self, user_id: int, path: str, action: str, fields: dict[str, list[str]]) -> str | None:
        """Keep the fields of a form for the user; gives the word to ask for them, or None when they are too much.

        Passwords and other secrets are never kept.
        """
        kept = {name: values for name, values in fields.items() if keepable(name)}
        data = {"action": action, "fields": kept}
        if not kept or len(dumps(data).encode()) > MOST:
            return None
        token = secrets.token_urlsafe(24)
        self.held.insert(hashed(token), user_id, path, data, current.now())
        self.held.drop_older(user_id, KEPT)
        return token

    @reading
    def get(self, token: str) -> HeldForm | None:
        """The actor's own held form of that word."""
        return self.held.get(hashed(token), current.actor().id)
