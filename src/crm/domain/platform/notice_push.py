"""Push: a notice that a browser shows although no page of ours is open. What a browser may say about itself."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urlsplit

from crm.errors import Invalid
from crm.language import Words

# The push services of the browsers. Whoever could name any other address would have our server write to it.
SERVICES = (
    "https://fcm.googleapis.com",
    "https://*.push.services.mozilla.com",
    "https://*.notify.windows.com",
    "https://*.push.apple.com",
)
HOST = re.compile(r"[a-z0-9.-]{1,253}(:[0-9]{1,5})?")
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))
LONGEST = 2000


@dataclass(frozen=True)
class Device:
    """A browser that wants notices pushed, as the database has it."""

    key: str
    user_id: int
    name: str
    sealed: str
    created_at: datetime


@dataclass(frozen=True)
class Subscription:
    """Where a browser's push service is written to, and the keys that only this browser can read with."""

    endpoint: str
    p256dh: str
    auth: str

    def given(self) -> dict[str, Any]:
        return {"endpoint": self.endpoint, "keys": {"p256dh": self.p256dh, "auth": self.auth}}


def read_subscription(raw: Any, services: Iterable[str] = SERVICES) -> Subscription:
    """What a browser's PushSubscription.toJSON() says. Raises Invalid for any other thing."""
    try:
        found = Subscription(raw["endpoint"], raw["keys"]["p256dh"], raw["keys"]["auth"])
        sizes = [len(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))) for key in (found.p256dh, found.auth)]
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise Invalid(subscription=Words("The browser's answer cannot be read.")) from None
    if sizes != [65, 16] or not _known(found.endpoint, services):
        raise Invalid(subscription=Words("The browser's push service is not one that we know."))
    return found


def _known(endpoint: Any, services: Iterable[str]) -> bool:
    if not isinstance(endpoint, str) or not endpoint.isascii() or len(endpoint) > LONGEST:
        return False
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    whole = HOST.fullmatch(parts.netloc) and endpoint.startswith(f"{parts.scheme}://{parts.netloc}/")
    return bool(whole) and any(fnmatch(f"{parts.scheme}://{parts.netloc}", pattern) for pattern in services)


def device_name(agent: str) -> str:
    """Chrome · Windows: what people know a browser by."""
    found = (next((name for word, name in known if word in agent), "") for known in (BROWSERS, SYSTEMS))
    return " · ".join(part for part in found if part) or agent[:40] or "?"
