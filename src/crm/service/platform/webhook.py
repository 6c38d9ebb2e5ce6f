"""Webhooks: which there are, the secrets they sign with, and the messages that a write makes due."""

import secrets
from base64 import b64encode

from crm import current
from crm.dao.platform.field import FieldDao
from crm.dao.platform.webhook import WebhookDao
from crm.dao.platform.webhook_delivery import WebhookDeliveryDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.webhook import OVERLAP, SECRET_PREFIX, Delivery, Hook, Webhook, WebhookDraft, parted
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.security import SecurityService
from crm.service.platform.subject_rule import SubjectRuleService
from crm.service.platform.vault import Vault

LABEL = "webhook"
JOB = "webhook"


class WebhookService(SubjectRuleService[Webhook, WebhookDraft]):
    records: WebhookDao

    def __init__(
        self, kit: Kit, records: WebhookDao, deliveries: WebhookDeliveryDao, fields: FieldDao, jobs: JobService, vault: Vault,
        security: SecurityService,
    ):  # fmt: skip
        super().__init__(kit, records, fields)
        self.deliveries = deliveries
        self.jobs = jobs
        self.vault = vault
        self.security = security

    # What is due ----------------------------------------------------------------

    @listens(RecordsWritten)
    def happened(self, event: RecordsWritten) -> None:
        """In the transaction of the write: what is undone with it is told to nobody."""
        for hook in self.known().get(event.module, ()):
            if hook.live and hook.wants(event.verb):
                for ids in parted(event.ids):
                    self._enqueue(hook, event.change_set_id, ids)

    def _enqueue(self, hook: Hook, change_set_id: int | None, ids: list[int]) -> int:
        """Make a message due; gives its number."""
        key = f"msg_{secrets.token_hex(12)}"
        id = self.deliveries.insert(key, hook.id, change_set_id, ids, current.now()) or 0
        self._send(id, hook.name)
        return id

    def _send(self, id: int, title: str) -> None:
        with current.acting(actor=current.NOBODY):  # should it fail, that is nobody's own job
            self.jobs.enqueue(JOB, {"id": id}, title=title)

    # What people ask of it --------------------------------------------------------

    def _editable(self, id: int) -> Hook:
        self.check_record("edit", self.get(id))
        return next(iter(self.records.every(id)))

    @transactional
    def test(self, id: int) -> int:
        """A message about nothing, to see whether the receiver understands it. Raises Invalid where the webhook is not in force."""
        hook = self._editable(id)
        if not hook.live:
            raise Invalid(active=Words("This webhook is not in force."))
        return self._enqueue(hook, None, [])

    @transactional
    def replay(self, id: int, delivery_id: int) -> None:
        """Send a message again as it was, under its own key, so that a receiver that has it knows."""
        hook, found = self._editable(id), self.deliveries.get(delivery_id)
        if found is None or found.webhook_id != id:
            raise NotFound()
        if not hook.live:
            raise Invalid(active=Words("This webhook is not in force."))
        self.deliveries.again(delivery_id)
        self._send(delivery_id, hook.name)

    @reading
    def log(self, id: int, size: int, before_id: int | None = None) -> list[Delivery]:
        """What was delivered, the newest first; one more than asked for where there is more."""
        self.get(id)
        return self.deliveries.of(id, size + 1, before_id)

    @reading
    def delivery(self, id: int, delivery_id: int) -> Delivery:
        """One message with what was sent. It shows what its owner may see, so only whoever may edit the webhook reads it."""
        self._editable(id)
        found = self.deliveries.get(delivery_id)
        if found is None or found.webhook_id != id:
            raise NotFound()
        return found

    # The secret --------------------------------------------------------------------

    @transactional
    def secret(self, id: int) -> str:
        """What the receiver holds messages against; made when it is asked for first."""
        self._editable(id)
        self.security.note("webhook_secret", None, webhook=id)
        return self.secrets(id)[0]

    @transactional
    def replace_secret(self, id: int) -> None:
        """A new secret. For a day messages are signed with the one before as well, so that none is refused."""
        self._editable(id)
        self.secrets(id)
        self._put(id)
        self.security.note("webhook_secret", None, webhook=id, replaced=True)

    @transactional
    def secrets(self, id: int) -> list[str]:
        """All that messages are signed with now, the newest first."""
        found, now = self.deliveries.signing(id), current.now()
        if found is None:
            self._put(id)
            found = self.deliveries.signing(id)
            assert found
        sealed = [found.sealed, *([found.old_sealed] if found.old_sealed and found.old_until and found.old_until > now else [])]
        return [opened for one in sealed if (opened := self.vault.unseal(one, LABEL)) is not None]

    def _put(self, id: int) -> None:
        made = SECRET_PREFIX + b64encode(secrets.token_bytes(32)).decode()
        self.deliveries.put_signing(id, self.vault.seal(made, LABEL), current.now() + OVERLAP, current.now())
