"""What seals and what keys are derived by. The library is loaded when it is asked for first: most processes never need it."""

from typing import Any


def box_of(key: bytes) -> Any:
    """AES-GCM under a key of 16, 24 or 32 bytes."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def derived(secret: bytes, purpose: bytes, salt: bytes | None = None, size: int = 32) -> bytes:
    """A key of so many bytes that follows from a secret, for one purpose alone (HKDF with SHA-256, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), size, salt=salt, info=purpose).derive(secret)
