"""Secrets at rest: AES-256-GCM under a key made from the program's secret, with the key's id for rotation."""

import base64
import hashlib
import os
from functools import cached_property
from typing import Any

VERSION = "v1"


class Vault:
    """Seals and opens short secrets. `label` ties a sealed text to its place: it opens nowhere else."""

    def __init__(self, secret: str):
        self.secret = secret

    @cached_property
    def box(self) -> Any:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key)

    @cached_property
    def id(self) -> str:
        return hashlib.sha256(self._key).hexdigest()[:8]

    @cached_property
    def _key(self) -> bytes:
        """Made when the first secret is sealed or opened: most processes of a server never load what it takes."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), 32, salt=None, info=b"crm vault").derive(self.secret.encode())

    def seal(self, text: str, label: str) -> str:
        nonce = os.urandom(12)
        sealed = nonce + self.box.encrypt(nonce, text.encode(), label.encode())
        return f"{VERSION}:{self.id}:{base64.urlsafe_b64encode(sealed).decode()}"

    def unseal(self, sealed: str, label: str) -> str | None:
        """The text, or None when it was sealed under another key or for another place."""
        version, _, rest = sealed.partition(":")
        id, _, body = rest.partition(":")
        if version != VERSION or id != self.id:
            return None
        from cryptography.exceptions import InvalidTag

        raw = base64.urlsafe_b64decode(body)
        try:
            return self.box.decrypt(raw[:12], raw[12:], label.encode()).decode()
        except InvalidTag:
            return None
