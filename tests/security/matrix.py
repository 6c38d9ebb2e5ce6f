"""What every route answers to everybody about every record: worked out from its permission and the one predicate."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from werkzeug.routing import Rule
from werkzeug.routing.converters import NumberConverter

from crm.domain.kit.access import Grants, predicate
from crm.domain.kit.module import Module, modules
from tests.security.world import ABSENT, NOBODY, ROLES, World

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
RECORDS = ("own", "colleague", "elsewhere", "shared", "removed", "foreign", "absent")
GONE = ("removed", "foreign", "absent")
# Every answer of somebody who may: done, led on, or told what is wrong with the empty form that was sent.
FINE = frozenset({200, 201, 202, 204, 303, 304, 400, 404, 409, 412, 415, 422, 428})
# Whose id stands in the address, where the beginning of the address is no module's own.
SUBJECTS = {
    "customer_calendar.move*": "activity", "sales_visit_plan.add": "account", "sales_visit_plan.move": "visit",
    "sales_quote_version.of_deal": "opportunity", "sales_order_step.of_deal": "opportunity",
    "customer_activity.compose": "account", "customer_place.of": "account", "customer_place.put": "account",
    "platform_file.attach": "account", "platform_handover.new": "user", "platform_handover.create": "user",
    "sales_paper.preview": "quote_template",
}  # fmt: skip
# Says where in one's own list a record stands, and of one that is not in it nothing.
SILENT = ("walk",)
# Says what is wrong with the form, or leads on, before it looks for the record: the same whether there is one or not.
FORM_FIRST = (
    "*.calendar_move", "api_foreseen.*", "api_visit.*", "sales_visit_plan.*", "customer_household.relate", "sales_product_category.place",
)  # fmt: skip
# Where the service refuses on grounds of its own also whoever has the permission: what others hang on stays, visits are one's own, and
# whom a rule meets is counted for whoever may see those records.
REFUSING = (
    "*.destroy", "api_visit.*", "api_record.*_destroy", "sales_opportunity_room.store", "sales_visit_field.*", "*_condition.filters_count",
    "sales_pool_rule_*.filters_count",
)  # fmt: skip
# What is written is another record, which the form names; the one in the address has to be seen.
BESIDE = ("customer_account_group.*",)
ADMINISTRATORS = "platform_view_as.*"  # nobody else looks through the eyes of others, whatever his permissions
# What is no record of a module: each is asked for by its own service, which has tests of its own.
OTHERS = (
    "customer_duplicate.*", "customer_transfer.*", "customer_transfer_export.*", "platform_alert.*", "platform_approval.*",
    "platform_draft.store", "platform_factor.*", "platform_handover.show", "platform_identity.unlink", "platform_invitation.*",
    "platform_job.*", "platform_journal.*", "platform_journal_link.*", "platform_notice.*", "platform_oidc.*",
    "platform_profile.revoke_token", "platform_scim.*", "sales_erasure.*", "sales_paper.show", "sales_paper_mail.*", "sales_pool_fate.*",
    "sales_line.*", "sales_delivery_line.show", "sales_sales_order_line.show",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One request, and the statuses that are right."""

    endpoint: str
    method: str
    url: str
    role: str
    record: str
    right: frozenset[int]

    def __str__(self) -> str:
        return f"{self.method} {self.url} ({self.endpoint}) as {self.role}, record {self.record}: {sorted(self.right)}"


def subject(rule: Rule) -> Module | None:
    """The module whose record the address names by `id`; None where it names none."""
    if "id" not in rule.arguments:
        return None
    named = next((name for pattern, name in SUBJECTS.items() if fnmatch(rule.endpoint, pattern)), None)
    if named:
        return modules()[named]
    start = rule.rule.removeprefix("/api/v1")
    found = [module for module in modules().values() if start.startswith(f"{module.path}/")]
    return max(found, key=lambda module: len(module.path), default=None)


def is_other(rule: Rule) -> bool:
    return any(fnmatch(rule.endpoint, pattern) for pattern in OTHERS)


def unlisted(rules: list[Rule]) -> list[str]:
    """Routes with an id of which nobody said whose it is."""
    return sorted(rule.endpoint for rule in rules if "id" in rule.arguments and not is_other(rule) and subject(rule) is None)


def cases(world: World, rule: Rule, roles: tuple[str, ...] = (*ROLES, NOBODY), records: tuple[str, ...] = RECORDS) -> Iterator[Case]:
    module = None if is_other(rule) else subject(rule)
    permission = getattr(world.app.view_functions[rule.endpoint], "permission", "public")
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        for role in roles:
            for which in asked(world, permission, role, records) if module else ("absent",):
                row = world.rows.get((module.name, which)) if module else None
                if module and row is None and which not in ("foreign", "absent"):
                    continue
                id = row.id if row is not None else world.company.roles["analyst"] if which == "foreign" else ABSENT
                if which == "foreign" and module and module.name == "role":
                    continue
                right = expected(world, permission, module, rule, role, which, row)
                yield Case(rule.endpoint, method, address(world, rule, module, id), role, which, right)


def asked(world: World, permission: str, role: str, records: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the function itself is refused is asked about two of the records: the answer comes before any is looked for."""
    open_ = permission in ("public", "signed_in") or (role != NOBODY and world.actor(role).grants.may(permission))
    return records if open_ else tuple(which for which in records if which in ("own", "absent"))


def expected(world: World, permission: str, module: Module | None, rule: Rule, role: str, which: str, row: Any) -> frozenset[int]:
    """The permission first, then whether the record may be seen, then whether the verb may be used on it."""
    if permission == "public":
        return FINE
    if role == NOBODY:
        return frozenset({401 if rule.rule.startswith(("/api/", "/scim/")) else 303})
    grants = world.actor(role).grants
    if permission != "signed_in" and not grants.may(permission):
        return frozenset({403})
    if fnmatch(rule.endpoint, ADMINISTRATORS) and not grants.everything:
        return frozenset({403, 303} if rule.endpoint.endswith("destroy") else {403})
    action = rule.endpoint.rpartition(".")[2]
    needed = "" if any(fnmatch(rule.endpoint, pattern) for pattern in BESIDE) else permission
    found = reached(grants, needed, module, action, which, row) if module else FINE
    asks_itself = permission == "signed_in" or any(fnmatch(rule.endpoint, pattern) for pattern in REFUSING)
    if found is FINE and asks_itself:
        found = found | {403}
    return found | {303, 422} if any(fnmatch(rule.endpoint, pattern) for pattern in FORM_FIRST) else found


def reached(grants: Grants, needed: str, module: Module, action: str, which: str, row: Any) -> frozenset[int]:
    if action in SILENT:
        return FINE
    if which == "removed" and action == "restore":
        return FINE | {403}
    if which in GONE:
        return frozenset({404})
    if not predicate(grants, module.permission("view")).holds(row):
        return frozenset({404})
    if needed.startswith(f"{module.name}.") and not predicate(grants, needed).holds(row):
        return frozenset({403})
    return FINE


def wrong(world: World, case: Case) -> str | None:
    """What is wrong with the answer to a request, if anything is."""
    sent = {"json": {}, "headers": {"If-Match": '"1"'}} if case.url.startswith("/api/") and case.method != "GET" else {}
    status = world.ask(case.role, case.method, case.url, **sent).status_code  # type: ignore[arg-type]
    return None if status in case.right else f"{status}: {case}"


def address(world: World, rule: Rule, module: Module | None, id: int) -> str:
    field = next(iter(module.draft.own)) if module else "name"
    words = {"id": id, "name": field, "module": "account", "subject": "account", "kind": "note", "tag": "account", "code": "en"}
    values = {name: words.get(name, ABSENT if isinstance(rule._converters[name], NumberConverter) else "none") for name in rule.arguments}
    if "endpoint" in values:
        values["endpoint"] = "Schemas"
    with world.app.test_request_context():
        return str(rule.build(values)[1])  # type: ignore[index]
