"""Takes what comes in with forms on the web: slowed down, held against robots and twins, and never lost."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from itsdangerous import BadSignature, Signer

from crm import current
from crm.current import Actor
from crm.dao.sales.lead_submission import LeadSubmissionDao
from crm.domain.kit.access import Grants
from crm.domain.kit.plain import dumps
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.lead_form import LeadForm
from crm.domain.sales.lead_submission import (
    FAST,
    KEPT,
    LONGEST,
    MOST_A_DAY,
    OFTEN,
    QUICKEST,
    ROBOT,
    TWIN,
    UNFIT,
    FormAgreed,
    Given,
    Submission,
    Tally,
    asked,
    drafted,
)
from crm.errors import Conflict, CrmError, Invalid, NotFound, Taken, TooMany
from crm.language import N_, Words, say
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.attempt import AttemptService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService
from crm.service.sales.lead import LeadService
from crm.service.sales.lead_form import LeadFormService

AGAIN = Words("Please look at it once more, then send it.")


class LeadSubmissionService:
    """The attempt, the lead and the refusal are transactions of their own: a refusal stands though nothing else came of it."""

    def __init__(
        self, kit: Kit, dao: LeadSubmissionDao, forms: LeadFormService, leads: LeadService, users: UserService,
        attempts: AttemptService, settings: SettingService, secret: str,
    ):  # fmt: skip
        self.db = kit.db
        self.events = kit.writer.events
        self.dao = dao
        self.forms = forms
        self.leads = leads
        self.users = users
        self.attempts = attempts
        self.settings = settings
        self.secret = secret

    # The stamp ----------------------------------------------------------------

    def stamp(self, form: LeadForm) -> str:
        """When the form was shown, so that it can be told how long somebody took; no two are alike."""
        value = f"{int(current.now().timestamp())}.{secrets.token_hex(6)}"
        return self._signer(form).sign(value).decode()

    def _signer(self, form: LeadForm) -> Signer:
        return Signer(self.secret, salt=f"lead_form.{form.token}", sep=":")

    def _shown_at(self, form: LeadForm, stamp: str) -> datetime | None:
        """None for a stamp that is not ours, or too old."""
        try:
            value = self._signer(form).unsign(stamp.encode()).decode()
        except BadSignature:
            return None
        at = datetime.fromtimestamp(int(value.partition(".")[0]), UTC)
        return at if current.now() - at < LONGEST else None

    # Taking --------------------------------------------------------------------

    def receive(self, form: LeadForm, given: Given) -> None:
        """Raises Invalid for what the visitor can mend, TooMany for what comes too often. Whatever else keeps it from becoming
        a lead is kept for those who look after the form, and the visitor is thanked."""
        with current.acting(actor=Actor(0, "", grants=Grants(everything=True)), source="web", reason=form.name):
            try:
                self.attempts.admit({"form": given.network})
            except TooMany:
                self._refuse(form, given, OFTEN)
                raise
            if given.trap:
                return self._refuse(form, given, ROBOT)
            self._hold_stamp(form, given)
            try:
                self._take(form, given, drafted(form, given))
            except Taken as taken:
                self._refuse(form, given, TWIN, taken)
            except Invalid as no:
                if set(no.fields) <= {*asked(form), "consent", "agreed"}:
                    raise
                self._refuse(form, given, UNFIT, no)

    def _hold_stamp(self, form: LeadForm, given: Given) -> None:
        """What was not written on our own page, or too quickly to be written at all, is shown once more."""
        if not given.stamp and form.is_sent_from(given.origin):
            return
        at = self._shown_at(form, given.stamp)
        if at is None:
            raise Invalid({"": AGAIN})
        if current.now() - at < QUICKEST:
            self._refuse(form, given, FAST)
            raise Invalid({"": AGAIN})

    @transactional
    def _take(self, form: LeadForm, given: Given, draft: LeadDraft) -> None:
        """The same page sent twice makes one lead."""
        once = hashlib.sha256(dumps([given.stamp, dict(given.values)]).encode()).hexdigest() if given.stamp else None
        lead = self.leads.create(draft, once)
        self._note(form, given, lead.id)
        if given.agreed and form.purpose_id:
            self.events.publish(FormAgreed(lead.id, form.purpose_id, given.agreed, given.language))
        if lead.owner_id is None and lead.pool_id is None and (receiver := self.users.actor(form.receiver_id)):
            self.leads.assign_all([lead.id], receiver.id, receiver.department_id)

    @transactional
    def _refuse(self, form: LeadForm, given: Given, reason: str, why: CrmError | None = None) -> None:
        midnight = current.now().replace(hour=0, minute=0, second=0, microsecond=0)
        if self.dao.refused_since(form.id, midnight, MOST_A_DAY) < MOST_A_DAY:
            self._note(form, given, None, reason, self._told(why))

    def _told(self, why: CrmError | None) -> str | None:
        """In the language of the house, for those who look after the form."""
        if why is None:
            return None
        with current.acting(language=self.settings.get("language")):
            fields = getattr(why, "fields", {})
            return " ".join(say(one) for one in fields.values()) or say(why.words)

    def _note(self, form: LeadForm, given: Given, lead_id: int | None, reason: str | None = None, detail: str | None = None) -> None:
        kept = {name: value.replace("\0", "")[: LeadDraft.own[name].max or 500] for name, value in given.values.items() if value}
        consent = form.text("consent", given.language) if given.consent else None
        self.dao.insert(form.id, current.now(), given.network, given.language, kept, consent or None, reason, detail, lead_id)

    # What came in -----------------------------------------------------------------

    @reading
    def page(self, form_id: int, size: int, refused: bool, before_id: int | None = None) -> list[Submission]:
        """What a form has taken or refused, the newest first."""
        self._form(form_id)
        return self.dao.page(form_id, size, True if refused else None, before_id)

    @reading
    def tally(self, form_id: int) -> Tally:
        self._form(form_id)
        return self.dao.tally(form_id)

    @transactional
    def accept(self, form_id: int, id: int) -> int:
        """Make a lead of what was refused; gives its number. Invalid when it cannot be one as it stands."""
        form, found = self._form(form_id), self.dao.find(id)
        if found is None or found.form_id != form.id:
            raise NotFound()
        raw: dict[str, Any] = {"name": f"#{found.id}", "source": form.source or "", "campaign": form.campaign or ""}
        lead = self.leads.create(LeadDraft.parse(raw | found.given))
        if found.lead_id or not self.dao.take(id, lead.id):
            raise Conflict(0, words=Words("Somebody has made a lead of this already."))
        return lead.id

    def _form(self, id: int) -> LeadForm:
        """Personal data: for whoever may edit the form."""
        form = self.forms.get(id)
        self.forms.check_record("edit", form)
        return form

    @scheduled("40 3 * * *", label=N_("Sweep out what forms on the web have refused"))
    @transactional
    def tidy(self, _: Any = None) -> int:
        return self.dao.forget_refused(current.now() - KEPT)
