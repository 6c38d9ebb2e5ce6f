"""Secrets at rest: AES-256-GCM under the newest key of the ring, with the key's id for rotation; and marks to look values up by."""

import base64
import hashlib
import hmac
import os
from functools import cached_property
from typing import Any

from crm.service.kit.cipher import box_of
from crm.service.platform.keyring import Key, Keyring

VERSION = "v1"


class Vault:
    """Seals and opens short secrets. `label` ties a sealed text to its place: it opens nowhere else."""

    def __init__(self, keys: Keyring):
        self.keys = keys
        self._boxes: dict[str, Any] = {}

    def _box(self, key: Key) -> Any:
        """Made when the first secret is sealed or opened: most processes of a server never load what it takes."""
        if (box := self._boxes.get(key.id)) is None:
            box = self._boxes[key.id] = box_of(key.raw)
        return box

    def seal(self, text: str, label: str) -> str:
        key, nonce = self.keys.newest(), os.urandom(12)
        sealed = nonce + self._box(key).encrypt(nonce, text.encode(), label.encode())
        return f"{VERSION}:{key.id}:{base64.urlsafe_b64encode(sealed).decode()}"

    def unseal(self, sealed: str, label: str) -> str | None:
        """The text, or None when it was sealed under a key that is not here, or for another place."""
        version, id, body = parts if len(parts := sealed.split(":", 2)) == 3 else ("", "", "")
        box = self._boxes.get(id) or ((key := self.keys.get(id)) and self._box(key))
        if version != VERSION or not box:
            return None
        try:
            raw = base64.urlsafe_b64decode(body)
            return box.decrypt(raw[:12], raw[12:], label.encode()).decode()  # type: ignore[no-any-return]
        except (self._wrong, ValueError):
            return None

    @cached_property
    def _wrong(self) -> type[Exception]:
        from cryptography.exceptions import InvalidTag

        return InvalidTag

    def mark(self, text: str, label: str) -> str:
        """What tells equal texts of one place, and nothing else of them, to whoever has not the program's secret. It stays when keys
        change."""
        made = hmac.new(self._marker, f"{label}\0{text}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made[:24]).decode()

    @cached_property
    def _marker(self) -> bytes:
        return self.keys.derived(b"crm mark")


def key_of(sealed: str) -> str:
    """The id of the key under which a text lies sealed; nothing for what is no sealed text."""
    version, _, rest = sealed.partition(":")
    return rest.partition(":")[0] if version == VERSION else ""
