"""Delivering webhooks: at least once, the same message at every attempt, and with no more than the webhook's owner may see."""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.match import met
from crm.dao.platform.webhook import WebhookDao
from crm.dao.platform.webhook_delivery import WebhookDeliveryDao
from crm.domain.kit.mask import masked
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.kit.shape import item
from crm.domain.kit.veil import encrypted_of, veiled
from crm.domain.platform.job import GiveUp, Later
from crm.domain.platform.webhook import KEPT, RETRIES, Delivery, Hook, signed
from crm.language import N_, Words, say
from crm.service.kit.fetch import Answer, Fetcher, Unreachable
from crm.service.kit.job import JobHandle, handles, scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.field import FieldService
from crm.service.platform.journal import JournalService
from crm.service.platform.notice import NoticeService
from crm.service.platform.user import UserService
from crm.service.platform.webhook import JOB, WebhookService

GONE = 410  # the receiver wants no more of them


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended: what the receiver answered, or why it did not."""

    status: int | None
    took_ms: int
    error: str | None

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class WebhookDeliveryService:
    def __init__(
        self, db: Database, hooks: WebhookService, records: WebhookDao, deliveries: WebhookDeliveryDao, journal: JournalService,
        users: UserService, fields: FieldService, notices: NoticeService, of: Any,
    ):  # fmt: skip
        self.db = db
        self.hooks = hooks
        self.records = records
        self.deliveries = deliveries
        self.journal = journal
        self.users = users
        self.fields = fields
        self.notices = notices
        self.of = of
        self.fetcher = Fetcher()

    @handles(JOB, label=N_("Tell another program"))
    def deliver(self, payload: dict[str, Any], job: JobHandle) -> None:
        """One attempt. What is not taken is tried again for two days, then given up, and the webhook's owner is told."""
        hook, found = self._found(payload["id"])
        if hook is None or found is None or found.state == "sent":
            return
        body = (found.body or self._body(hook, found)) if hook.live else None
        if body is None:
            self._settle(found, "dropped", Ended(None, 0, None))
            return
        self._keep(found, body)
        ended = self._sent(hook, found, body)
        if ended.is_taken:
            self._settle(found, "sent", ended)
        elif ended.status == GONE or found.attempts >= len(RETRIES):
            self._give_up(hook, found, ended)
            raise GiveUp(ended.error or f"The receiver answers {ended.status}.")
        else:
            self._settle(found, "failed", ended)
            raise Later(ended.error or f"The receiver answers {ended.status}.", RETRIES[found.attempts])

    @reading
    def _found(self, id: int) -> tuple[Hook | None, Delivery | None]:
        found = self.deliveries.get(id)
        return next(iter(self.records.every(found.webhook_id)), None) if found else None, found

    @transactional
    def _keep(self, found: Delivery, body: str) -> None:
        if found.body is None:
            self.deliveries.put_body(found.id, body)

    @transactional
    def _settle(self, found: Delivery, state: str, ended: Ended) -> None:
        self.deliveries.settle(found.id, state, found.attempts + 1, ended.status, ended.took_ms, ended.error, current.now())

    @transactional
    def _give_up(self, hook: Hook, found: Delivery, ended: Ended) -> None:
        """Its owner is told once a day at most, however many messages there are."""
        told = self.deliveries.given_up(hook.id, current.now() - timedelta(days=1))
        self._settle(found, "given_up", ended)
        if hook.owner_id and not told:
            said = Words("The receiver of the webhook “{name}” takes no messages.", name=hook.name)
            self.notices.tell([hook.owner_id], "job", said, f"/webhooks/{hook.id}")

    # What is told ---------------------------------------------------------------------

    @reading
    def _body(self, hook: Hook, found: Delivery) -> str | None:
        """The message, seen with the owner's eyes; None where nothing is left to tell."""
        owner = self.users.actor(hook.owner_id) if hook.owner_id else None
        if owner is None:
            return None
        head: dict[str, Any] = {"id": found.key, "webhook": hook.name, "module": hook.subject}
        if found.change_set_id is None:
            return dumps(head | {"type": "test", "at": found.created_at, "records": []})
        with current.acting(actor=owner, fields=self.fields.latest()):
            told = self._told(hook, found)
        set_ = self.journal.get(found.change_set_id)
        by = {"id": set_.actor_id, "name": set_.actor_name}
        head |= {"type": "records.written", "change_set": set_.id, "at": set_.at, "source": set_.source, "by": by}
        return dumps(head | {"records": told}) if told else None

    def _told(self, hook: Hook, found: Delivery) -> list[dict[str, Any]]:
        """Each record that is to be told, as it is now. What was deleted is told by its number to whoever may see such records."""
        module, verbs = modules()[hook.subject], self._verbs(hook, found)
        service = self.of(module.name)
        here = {row.id: row for row in service.find([id for id, verb in verbs.items() if verb != "removed"])}
        if here and hook.condition:
            condition = hook.filter
            fits = met(service.records, [condition], list(here)) if condition else {}
            here = {id: row for id, row in here.items() if all(fits.get(id, (False,)))}
        gone = service.records.find([id for id, verb in verbs.items() if verb == "removed"], "view", True)
        seen = {id: _masked(module, item(module, veiled(row))) for id, row in here.items()}
        told: list[dict[str, Any]] = [{"event": verbs[id], "record": record} for id, record in seen.items()]
        return told + [{"event": "removed", "record": {"id": row.id}} for row in gone]

    def _verbs(self, hook: Hook, found: Delivery) -> dict[int, str]:
        assert found.change_set_id
        touched = {one.record_id: one.verb for one in self.deliveries.touched(found.change_set_id, hook.subject)}
        return {id: touched[id] for id in found.record_ids if id in touched and (not hook.verbs or touched[id] in hook.verbs)}

    # Sending ----------------------------------------------------------------------------

    def _sent(self, hook: Hook, found: Delivery, text: str) -> Ended:
        body, began = text.encode(), time.perf_counter()
        headers = {"Content-Type": "application/json", "User-Agent": "crm-webhook/1"}
        headers |= signed(self.hooks.secrets(hook.id), found.key, current.now(), body)
        try:
            answer: Answer | None = self.fetcher.send(hook.url, body, headers, hook.private)
            error = None
        except Unreachable as no:
            answer, error = None, say(no.words)
        return Ended(answer.status if answer else None, int((time.perf_counter() - began) * 1000), error)

    @scheduled("40 3 * * *", label=N_("Sweep out old deliveries of webhooks"))
    @transactional
    def tidy(self, _: Any = None) -> dict[str, int]:
        return {"deliveries": self.deliveries.forget(current.now() - KEPT)}


def _masked(module: Module, record: dict[str, Any]) -> dict[str, Any]:
    """What is encrypted leaves as its mask, whoever owns the webhook: the message is kept, and another program is told."""
    shut = {name: masked(module.whole[name].kind_name, record[name]) for name in encrypted_of(module) & record.keys()}
    return record | shut
