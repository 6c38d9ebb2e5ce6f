"""What a lead becomes: a customer and a contact, new or those that are here already, and a deal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.domain.kit.field import Draft, declare, draft
from crm.domain.kit.money import Money
from crm.domain.sales.lead import Lead
from crm.language import N_, Words

FRESH, NONE = "new", "none"
LARGEST = 10**11
KEPT = ("website", "industry", "source", "province", "city", "district", "address", "tags", "remark")


@draft
class Wish(Draft):
    """What somebody wants a lead to become. `account` and `contact` are `new`, `none` (a contact alone) or a record's number."""

    account: str = declare("text", N_("Customer"), FRESH, required=True, max=20)
    account_name: str | None = declare("text", N_("Name of the customer"), max=200)
    contact: str = declare("text", N_("Contact"), FRESH, required=True, max=20)
    opportunity: bool = declare("yesno", N_("Make an opportunity"), False)
    opportunity_name: str | None = declare("text", N_("Name of the opportunity"), max=200)
    amount: Money | None = declare("money", N_("Expected amount"), max=LARGEST)
    close_on: date | None = declare("date", N_("Expected close"))

    def check(self) -> dict[str, Words]:
        wrong: dict[str, Words] = {}
        if self.account != FRESH and not self.account.isdecimal():
            wrong["account"] = Words("Please choose one from the list.")
        if self.contact not in (FRESH, NONE) and not self.contact.isdecimal():
            wrong["contact"] = Words("Please choose one from the list.")
        if self.account == FRESH and not self.account_name:
            wrong["account_name"] = Words("Please fill this in.")
        if self.opportunity and not self.opportunity_name:
            wrong["opportunity_name"] = Words("Please fill this in.")
        return wrong


@dataclass(frozen=True)
class Become:
    """The records that a lead became."""

    account_id: int
    contact_id: int | None
    opportunity_id: int | None


def is_person(lead: Lead) -> bool:
    """Somebody without a company is a customer himself."""
    return not lead.company


def account_values(lead: Lead, name: str) -> dict[str, Any]:
    """What a new customer is made with. The phone and the mail of somebody at a company are his, not the company's."""
    person = is_person(lead)
    own = {"phone": lead.phone, "mail": lead.mail} if person else {}
    kept = {one: getattr(lead, one) for one in KEPT}
    return {"name": name, "kind": "person" if person else "company", "stage": "acquire", **kept, **own}


def contact_values(lead: Lead, account_id: int) -> dict[str, Any]:
    several = {"phones": [lead.phone] if lead.phone else [], "mails": [lead.mail] if lead.mail else []}
    kept = {name: getattr(lead, name) for name in ("name", "title", "wechat", "province", "city", "tags")}
    return {"account_id": account_id, **kept, **several}


def filled(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a record that is here already gains: what is empty in it, and of several values those that are new."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        here = getattr(row, name)
        if isinstance(value, list):
            if more := [one for one in value if one not in here]:
                found[name] = [*here, *more]
        elif value not in (None, "") and here in (None, ""):
            found[name] = value
    return found
