"""Keeps what was typed while a session ran out, for the person who typed it."""

import json
import secrets
from dataclasses import replace

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.held import HeldDao
from crm.domain.kit.plain import dumps
from crm.domain.platform.held import KEPT, MOST, HeldForm, keepable
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.auth import hashed
from crm.service.platform.vault import Vault

LABEL = "held"


class HeldService:
    def __init__(self, db: Database, held: HeldDao, vault: Vault):
        self.db = db
        self.held = held
        self.vault = vault

    @transactional
    def hold(self, user_id: int, path: str, action: str, fields: dict[str, list[str]]) -> str | None:
        """Keep the fields of a form for the user; gives the word to ask for them, or None when they are too much.

        Passwords and secret settings are never kept, and the rest lies sealed: what was typed may be a secret as well.
        """
        kept = {name: values for name, values in fields.items() if keepable(name)}
        data = {"action": action, "fields": kept}
        text = dumps(data)
        if not kept or len(text.encode()) > MOST:
            return None
        token = secrets.token_urlsafe(24)
        self.held.insert(hashed(token), user_id, path, {"sealed": self.vault.seal(text, LABEL)}, current.now())
        self.held.drop_older(user_id, KEPT)
        return token

    @reading
    def get(self, token: str) -> HeldForm | None:
        """The actor's own held form of that word."""
        found = self.held.get(hashed(token), current.actor().id)
        opened = self.vault.unseal(found.data["sealed"], LABEL) if found else None
        return replace(found, data=json.loads(opened)) if found and opened else None
