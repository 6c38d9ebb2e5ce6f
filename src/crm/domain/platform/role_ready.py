"""The roles that a new company begins with. They are ordinary roles: rename, change, remove them."""

from dataclasses import dataclass
from typing import Any

from crm.domain.kit.access import Scope
from crm.domain.platform.role import known_permissions
from crm.language import N_, say

TRADE = ("customer", "sales")
# What lets records leave, or somebody else's work change. Mass update and reveal are not among it: both reach no further than the
# records one works on anyway, a mass update is undone as one, and a reveal is counted and noted; people whose day is calls need them.
OUTWARD = ("export", "remove", "assign", "approve")
# Rules of the house: administrators set them up, all may read them.
HOUSE = (
    "preference_card", "preference_field", "care", "grade_rule", "pipeline", "stage", "reason", "playbook",
    "pool", "pool_member", "pool_rule", "lead_rule", "lead_receiver", "lead_score", "lead_form", "discount_limit",
    "quote_template", "evaluation_scheme", "consent_purpose",
)  # fmt: skip
# What everybody who sells or advertises has to know, whoever wrote it down.
SHARED = ("competitor", "competitor_product", "competitor_price", "competitor_sale", "market_note")
# What is sold and for how much: sales managers keep it, everybody reads it.
CATALOGUE = ("product", "product_category", "tax_rate", "exchange_rate", "price_list", "price", "product_part")
MENDED = ("duplicate",)  # finding and merging twins: sales managers keep the customers in order
# What belongs to a deal, and to whom a record is shared: whoever has the record takes off what he put on it.
PARTS = ("share", "opportunity_member", "opportunity_contact", "opportunity_competitor", "opportunity_tick")
PAY = ("period", "commission_plan", "commission_member", "commission_run", "commission_line")  # finance closes months and pays
MONEY = ("receipt_plan", "receipt", "refund", "invoice_request", *PAY)  # what comes in and goes out: finance keeps it
MEASURED = ("target", "evaluation")  # what is asked of people and how they did: managers keep it, each sees his own
AGREED = ("sales_order", "delivery", "order_change", "contract")  # what was ordered and signed: finance looks at it
GUARDED = ("retention_rule",)  # takes records of everybody: administrators alone
DAILY = ("file", "share")  # of the platform, yet what people work with: granted like customers
HOMES = {"agent": ("support", Scope.DEPARTMENT), "service_manager": ("support", Scope.BELOW), "marketer": ("marketing", Scope.ALL)}
# Key -> (name, what its holders do).
READY = {
    "administrator": (N_("Administrator"), N_("May do everything.")),
    "manager": (N_("Sales manager"), N_("Everything with the customers of the own department and those below.")),
    "salesperson": (N_("Salesperson"), N_("Works with the own customers.")),
    "finance": (N_("Accountant"), N_("Keeps receipts, invoices and refunds; sees contracts and customers.")),
    "service_manager": (N_("Service manager"), N_("Everything with the cases of the own department and those below; sees all customers.")),
    "agent": (N_("Service agent"), N_("Sees all customers, works on the cases of the department.")),
    "marketer": (N_("Marketer"), N_("Runs campaigns; sees all customers.")),
    "analyst": (N_("Analyst"), N_("Sees everything that is analysed, changes no customer.")),
    "auditor": (N_("Auditor"), N_("Reads everything, writes nothing.")),
}


@dataclass(frozen=True, slots=True)
class ReadyRole:
    """A role as the program has it."""

    key: str
    name: str
    administrator: bool
    grants: dict[str, int]


def ready_role(key: str, modules: dict[str, Any]) -> ReadyRole:
    everything = key == "administrator"
    return ReadyRole(key, say(READY[key][0]), everything, {} if everything else ready_grants(key, modules))


def ready_grants(key: str, modules: dict[str, Any]) -> dict[str, int]:
    """The grants of a ready role over the modules there are: permission -> scope."""
    found = {}
    for name, scoped in known_permissions(modules).items():
        module, _, verb = name.partition(".")
        area = "customer" if module in DAILY else modules[module].area if module in modules and module not in GUARDED else "platform"
        scope = _scope(key, area, module, verb)
        if scope:
            found[name] = int(scope if scoped else Scope.ALL)
    return found


def _scope(key: str, area: str, module: str, verb: str) -> Scope:
    if key == "auditor":
        return Scope.ALL if verb == "view" else Scope.NONE
    if module == "share" and verb == "view" and key != "manager":
        return Scope.OWN  # a share has the name of its record, which not everybody may know who sees all customers
    if key == "manager" and module in MENDED:
        return Scope.ALL
    if area == "platform":
        shared = (module, verb) in (("department", "view"), ("user", "view"))
        return Scope.ALL if shared else Scope.NONE
    if module in PAY and key in ("manager", "salesperson"):
        return _paid(key, module, verb)
    if module in HOUSE or (module in CATALOGUE and key != "manager"):
        return Scope.ALL if verb == "view" else Scope.NONE
    if key == "analyst":
        return Scope.ALL if verb == "view" or area == "insight" else Scope.NONE
    if module in SHARED and verb == "view":
        return Scope.NONE if key in ("agent", "service_manager") else Scope.ALL
    if key == "manager":
        return Scope.BELOW if area in TRADE else _reads(area, verb)
    if key == "salesperson":
        own = verb == "view" if module in MEASURED else verb not in OUTWARD or (module in PARTS and verb == "remove")
        return Scope.OWN if area in TRADE and own else Scope.NONE
    if key == "finance":
        return Scope.ALL if module in MONEY or (verb == "view" and (module in AGREED or area == "customer")) else Scope.NONE
    home, reach = HOMES[key]
    if area == home:
        return reach if key != "agent" or verb not in OUTWARD else Scope.NONE
    if area == "customer" and verb in ("create", "edit"):
        return Scope.OWN
    return _reads(area, verb) if area == "customer" else Scope.NONE


def _paid(key: str, module: str, verb: str) -> Scope:
    """Everybody may read and take away what he earns, and read by which plan; who leads people, also what they earn."""
    if module == "commission_line":
        return Scope.BELOW if key == "manager" else Scope.OWN
    return Scope.ALL if verb == "view" and module != "commission_run" else Scope.NONE


def _reads(area: str, verb: str) -> Scope:
    return Scope.ALL if verb == "view" and area in ("customer", "marketing", "insight") else Scope.NONE
