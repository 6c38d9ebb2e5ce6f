"""Push: notices in browsers that have no page of ours open. Needs the extra `push`; without it nothing is offered.

The key that we sign with (VAPID, RFC 8292) is made from the program's secret, as the vault's is: it lies in no table.
"""

import base64
import hashlib
import importlib.util
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cached_property
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.notice_push import NoticePushDao
from crm.domain.platform.job import GiveUp, Later
from crm.domain.platform.notice_push import SERVICES, Device, Subscription, device_name, read_subscription
from crm.errors import NotFound
from crm.language import N_
from crm.service.kit.cipher import derived
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.setting import SettingService
from crm.service.platform.vault import Vault

LABEL = "push"
GONE = (404, 410)  # RFC 8030: the subscription is no more
KEPT = timedelta(days=1)  # a browser that stays away longer reads it on the page
TIMEOUT = 20  # seconds
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


class NoticePushService:
    """Knows people's browsers and sends to them."""

    def __init__(self, db: Database, devices: NoticePushDao, jobs: JobService, settings: SettingService, vault: Vault, secret: str):
        self.db = db
        self.devices = devices
        self.jobs = jobs
        self.settings = settings
        self.vault = vault
        self.secret = secret
        self.services = SERVICES
        self.is_offered = importlib.util.find_spec("pywebpush") is not None

    @cached_property
    def _key(self) -> Any:
        """Only servers that push load what it takes."""
        from cryptography.hazmat.primitives.asymmetric import ec

        raw = derived(self.secret.encode(), b"crm push", size=48)  # 48 bytes: no bias worth a name
        return ec.derive_private_key(int.from_bytes(raw) % (ORDER - 1) + 1, ec.SECP256R1())

    @property
    def public_key(self) -> str:
        """What a browser subscribes with: the uncompressed point, base64url."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return _plain(self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    # A person's browsers ------------------------------------------------------------

    @reading
    def mine(self) -> list[Device]:
        return self.devices.devices([current.actor().id])

    @transactional
    def subscribe(self, raw: Any, agent: str) -> str:
        """Know the browser that says this of itself; gives its key. Raises Invalid for what no browser says."""
        found = read_subscription(raw, self.services)
        key = hashlib.sha256(found.endpoint.encode()).hexdigest()
        sealed = self.vault.seal(json.dumps(found.given()), LABEL)
        self.devices.put(key, current.actor().id, device_name(agent), sealed, current.now())
        return key

    @transactional
    def unsubscribe(self, key: str) -> None:
        if not self.devices.remove(key, current.actor().id):
            raise NotFound()

    @transactional
    def forget(self, key: str) -> None:
        """Somebody signs out of this browser, somebody else signs in, or its push service no longer knows it."""
        self.devices.remove(key)

    # Sending ---------------------------------------------------------------------------

    @transactional
    def tell(self, told: Mapping[int, tuple[str, datetime]], url: str) -> None:
        """Put a push for each browser of these people into the outbox: user id -> what it says, and from when it may."""
        if not self.is_offered or not told:
            return
        with current.acting(actor=current.NOBODY):  # should it fail, that is nobody's own job
            for device in self.devices.devices(sorted(told)):
                title, at = told[device.user_id]
                payload = {"key": device.key, "user": device.user_id, "title": title, "url": url}
                self.jobs.enqueue("notice_push", payload, run_at=at, title=title)

    @handles("notice_push", forget=True, label=N_("Push a notice"))
    def deliver(self, payload: dict[str, Any], job: JobHandle) -> None:
        """Hand one notice to the browser's push service; a subscription that is no more is removed."""
        device = self._device(payload["key"])
        if device is None or device.user_id != payload["user"]:
            return  # switched off, or somebody else's by now
        opened = self.vault.unseal(device.sealed, LABEL)
        if opened is None or not self.is_offered:
            return
        text = {"title": payload["title"], "url": payload["url"], "tag": f"crm-{job.id}"}
        status = self._sent(read_subscription(json.loads(opened), self.services), json.dumps(text, ensure_ascii=False))
        if status in GONE:
            self.forget(device.key)
        elif status == 429 or status >= 500:
            raise Later(f"The push service answers {status}.")
        elif status >= 300:
            raise GiveUp(f"The push service answers {status}.")

    def _sent(self, to: Subscription, text: str) -> int:
        """The status that the push service answers with. No redirect is followed: it could lead anywhere."""
        import requests  # the extra's libraries take 60 MB of memory: only whoever sends pays for them
        from py_vapid import Vapid02
        from pywebpush import WebPushException, webpush

        session = requests.Session()
        session.max_redirects = 0
        key = Vapid02.from_raw(_plain(self._key.private_numbers().private_value.to_bytes(32)).encode())
        claims: dict[str, str | int] = {"sub": self._sender()}
        try:
            with session:
                found = webpush(to.given(), text, key, claims, timeout=TIMEOUT, ttl=int(KEPT.total_seconds()), requests_session=session)
        except WebPushException as refused:
            return refused.response.status_code if refused.response is not None else 500
        except requests.RequestException as error:
            raise Later(f"The push service cannot be reached: {type(error).__name__}") from error
        return found.status_code if isinstance(found, requests.Response) else 500

    def _sender(self) -> str:
        """How a push service reaches whoever runs this program."""
        address = self.settings.get("address") or ""
        return address if address.startswith("https://") else f"mailto:{parseaddr(self.settings.get('mail_sender'))[1]}"

    @reading
    def _device(self, key: str) -> Device | None:
        return self.devices.get(key)


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
