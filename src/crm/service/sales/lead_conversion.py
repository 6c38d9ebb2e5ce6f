"""Makes a customer, a contact and a deal of a lead: all of it or nothing, and undone as one."""

from collections.abc import Mapping
from typing import Any

from crm import current
from crm.dao.customer.duplicate_touch import TouchDao
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.activity import MODULE as ACTIVITY
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.customer.duplicate import Twin
from crm.domain.kit.event import RecordComing, RecordsMerged
from crm.domain.kit.field import changed
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.likeness import LIKENESSES
from crm.domain.sales.lead import CONVERTED, Lead
from crm.domain.sales.lead import MODULE as LEAD
from crm.domain.sales.lead_conversion import FRESH, NONE, Become, Wish, account_values, contact_values, filled
from crm.errors import Conflict, Invalid, NotFound
from crm.language import Words
from crm.service.customer.duplicate import DuplicateService
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional

BATCH = 500
TAKEN = Words("Somebody converted this lead or changed it meanwhile. Please look at it again.")


class LeadConversionService:
    """`of` gives the service of a module: leads, customers, contacts, deals and activities are written by their own."""

    def __init__(self, kit: Kit, of: Any, duplicates: DuplicateService, touches: TouchDao):
        self.db = kit.db
        self.writer = kit.writer
        self.of = of
        self.duplicates = duplicates
        self.touches = touches

    @reading
    def twins(self, lead: Lead) -> dict[str, list[Twin]]:
        """The customers and contacts that the lead probably is, by module; those that the actor may not see are left out."""
        lead, found = self.of(LEAD.name).get(lead.id), {}  # as it is, not as it was shown to whoever asks
        for like in LIKENESSES[LEAD.name]:
            seen = like.seen(vars(lead) | {"company": lead.company or lead.name})
            found[like.module] = [twin for twin in self.duplicates.twins(like.other, seen, 4) if twin.visible]
        return found

    @transactional
    def convert(self, id: int, wish: Wish, version: int | None = None) -> Become:
        """Conflict when somebody else converted the lead or changed it since `version`; Invalid names the fields of the wish."""
        leads = self.of(LEAD.name)
        lead: Lead = leads.get(id)
        leads.check_record("edit", lead)
        if lead.state == CONVERTED or (version is not None and version != lead.version):
            raise Conflict(lead.version, words=TAKEN)
        with self.writer.together(reason=lead.name):
            account = self._account(lead, wish)
            contact = self._contact(lead, wish, account)
            deal = self._deal(lead, wish, account, contact)
            self._close(lead, account, contact, deal)
            self._carry(lead, account, contact)
        return Become(account.id, contact.id if contact else None, deal.id if deal else None)

    # What it becomes ------------------------------------------------------------

    def _account(self, lead: Lead, wish: Wish) -> Any:
        if wish.account == FRESH:
            return self._made(ACCOUNT.name, account_values(lead, wish.account_name or ""), lead, {"name": "account_name"})
        return self._filled(ACCOUNT.name, "account", int(wish.account), account_values(lead, wish.account_name or ""))

    def _contact(self, lead: Lead, wish: Wish, account: Any) -> Any:
        if wish.contact == NONE:
            return None
        if wish.contact == FRESH:
            return self._made(CONTACT.name, contact_values(lead, account.id), lead, {})
        found = self._filled(CONTACT.name, "contact", int(wish.contact), contact_values(lead, account.id))
        if found.account_id not in (None, account.id):
            raise Invalid(contact=Words("This contact belongs to another customer."))
        return found

    def _deal(self, lead: Lead, wish: Wish, account: Any, contact: Any) -> Any:
        if not wish.opportunity:
            return None
        values = {
            "name": wish.opportunity_name, "account_id": account.id, "contact_id": contact.id if contact else None, "lead_id": lead.id,
            "amount": wish.amount, "close_on": wish.close_on, "source": lead.source, "campaign": lead.campaign, "remark": lead.interest,
        }  # fmt: skip
        return self._made("opportunity", values, lead, {"name": "opportunity_name", "amount": "amount", "close_on": "close_on"})

    def _made(self, module: str, values: Mapping[str, Any], lead: Lead, names: Mapping[str, str]) -> Any:
        """A new record, which belongs to whom the lead belonged. `names`: its fields -> those of the wish."""
        service = self.of(module)
        service.require("create")
        try:
            given = {name: value for name, value in values.items() if value not in (None, [])}
            row = service._owned(service.module.row(**service.module.draft.parse(given).values()))
            if lead.owner_id:
                row = changed(row, owner_id=lead.owner_id, department_id=lead.department_id)
            for refusal in service.hold_all([(row, None)]).values():
                raise refusal
            self.writer.events.publish(RecordComing(service.module, row))
            (made,) = self.writer.insert(service.module, service.records, [row])
        except Invalid as no:
            raise Invalid({names.get(name, ""): why for name, why in no.fields.items()}) from None
        service.written([made])
        return made

    def _filled(self, module: str, name: str, id: int, values: Mapping[str, Any]) -> Any:
        """A record that is here: what is empty in it is filled in, where the actor may."""
        service = self.of(module)
        try:
            row = service.get(id)
        except NotFound:
            raise Invalid({name: Words("Please choose one from the list.")}) from None
        gained = filled(row, {key: value for key, value in values.items() if key not in ("name", "kind", "stage", "remark")})
        return service.change(id, gained) if gained and service.may("edit", row) else row

    # What goes along --------------------------------------------------------------

    def _close(self, lead: Lead, account: Any, contact: Any, deal: Any) -> None:
        """Of two at once the second finds another version here, and all that it made is taken back."""
        wanted = changed(
            lead, state=CONVERTED, reason=None, recycle_on=None, converted_at=current.now(),
            converted_account_id=account.id, converted_contact_id=contact.id if contact else None,
            converted_opportunity_id=deal.id if deal else None,
        )  # fmt: skip
        leads = self.of(LEAD.name)
        try:
            self.writer.update(leads.module, leads.records, [(lead, wanted)])
        except Conflict as no:
            raise Conflict(no.version, words=TAKEN) from None

    def _carry(self, lead: Lead, account: Any, contact: Any) -> None:
        """Activities belong to the contact and his customer now; files, stars and followers go to the customer."""
        service, about = self.of(ACTIVITY.name), (CONTACT.name, contact.id) if contact else (ACCOUNT.name, account.id)
        here = Group((Condition("subject_module", "any", (LEAD.name,)), Condition("subject_id", "is", lead.id)))
        with current.acting(actor=current.everyone()):
            while rows := service.records.page(Query(here, Sort((("created_at", False),)), size=BATCH), BATCH):
                pairs = [(row, changed(row, subject_module=about[0], subject_id=about[1], account_id=account.id)) for row in rows]
                self.writer.update(service.module, service.records, pairs)
        group = current.context().group_id or 0
        self.writer.events.publish(RecordsMerged(LEAD.name, account.id, lead.id, group, ACCOUNT.name))
        if lead.touched_at and (account.touched_at is None or account.touched_at < lead.touched_at):
            self.touches.note(group, ACCOUNT.name, account.id, lead.id, account.touched_at, lead.touched_at)
            self.touches.set(ACCOUNT, account.id, account.touched_at, lead.touched_at)
        if contact and lead.touched_at:
            self.of(CONTACT.name).records.touch([contact.id], lead.touched_at)
