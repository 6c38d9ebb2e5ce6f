"""Slows down guessing: attempts are counted before they are made, and wait longer and longer."""

import hashlib
import ipaddress

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.auth import AuthDao
from crm.domain.platform.pace import WINDOW, Attempt, wait
from crm.errors import TooMany
from crm.language import Words
from crm.service.kit.transaction import transactional


class AttemptService:
    def __init__(self, db: Database, auth: AuthDao):
        self.db = db
        self.auth = auth

    @transactional
    def admit(self, keys: dict[str, str]) -> Attempt:
        """Count an attempt under each kind and key. Raises TooMany while one of them has to wait."""
        now = current.now()
        subjects = tuple(f"{kind}:{key}" for kind, key in keys.items())
        for kind, subject in zip(keys, subjects, strict=True):
            if seconds := wait(kind, self.auth.attempts(subject, now - WINDOW), now):
                raise TooMany(Words("Too many attempts. Please try again in {n} s.", n=seconds), seconds)
        self.auth.insert_attempts([{"subject": subject, "at": now} for subject in subjects])
        return Attempt(subjects, now)

    @transactional
    def forgive(self, attempt: Attempt) -> None:
        """It was right after all: forget what was tried before, but of an address only this one attempt."""
        self.auth.forget_attempts([subject for subject in attempt.subjects if not subject.startswith("address:")])
        for subject in attempt.subjects:
            self.auth.forget_attempt(subject, attempt.at)

    @transactional
    def forget(self, kind: str, keys: list[str]) -> None:
        self.auth.forget_attempts([f"{kind}:{key}" for key in keys])


def account_key(text: str) -> str:
    """What attempts on an account are counted under, whether or not there is one."""
    return hashlib.sha256(text.strip().casefold().encode()).hexdigest()[:32]


def network(address: str | None) -> str:
    """The address, or the network of an IPv6 one: whoever has one of its addresses has all."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
