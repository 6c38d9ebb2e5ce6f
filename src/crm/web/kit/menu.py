"""The menu: the pages and modules that the reader may see, in groups as people work, not as the program is built."""

from flask import current_app, url_for

from crm import current
from crm.domain.kit.module import modules
from crm.language import N_, say
from crm.web.kit.view import Link, MenuGroup

GROUPS = {
    "customer": N_("Customers"),
    "marketing": N_("Marketing"),
    "sales": N_("Sales"),
    "trade": N_("Orders and receipts"),
    "performance": N_("Performance"),
    "market": N_("Products and market"),
    "support": N_("Service"),
    "care": N_("Care"),
    "insight": N_("Analysis"),
    "platform": N_("Administration"),
}
# group -> its pages that are no module: (endpoint, label, icon, permission). They stand behind its modules, where not said otherwise.
AHEAD = {
    "sales": (
        ("sales_dashboard.index", N_("Sales dashboard"), "layout-dashboard", "opportunity.view"),
        ("sales_forecast.index", N_("Sales forecast"), "trending-up", "opportunity.view"),
    ),
    "performance": (
        ("sales_attainment.index", N_("Attainment"), "target-arrow", "target.view"),
        ("sales_ranking.index", N_("Ranking"), "list-numbers", "target.view"),
        ("sales_project_state.index", N_("Project state"), "layout-kanban", "opportunity.view"),
        ("sales_attainment_activity.index", N_("Activity measures"), "activity", "activity.view"),
        ("sales_commission_statement.index", N_("My commission"), "coin", "commission_line.view"),
    ),
}
BEHIND = {
    "customer": (
        ("sales_visit_plan.show", N_("Visit plan"), "calendar-event", "visit.view"),
        ("customer_nearby.show", N_("Nearby customers"), "map-pin", "account.view"),
    ),
    "trade": (
        ("sales_ageing.index", N_("Receivables by age"), "report", "receipt_plan.view"),
        ("sales_sales_order_statistic.index", N_("Order statistics"), "chart-bar", "sales_order.view"),
    ),
    "market": (("sales_product_sale.index", N_("Product sales"), "chart-bar", "opportunity.view"),),
    "platform": (
        ("customer_duplicate.index", N_("Duplicates"), "copy", "duplicate.view"),
        ("platform_explain.index", N_("Who sees what"), "lock", "role.view"),
        ("platform_journal.index", N_("Journal"), "history", "journal.view"),
        ("sales_erasure.index", N_("Privacy"), "shield", "privacy.view"),
        ("platform_alert.index", N_("Alerts"), "alert-triangle", "alert.view"),
        ("platform_job.index", N_("Jobs"), "refresh", "job.view"),
        ("platform_operation.index", N_("Operation"), "activity", "operation.view"),
        ("platform_configuration.index", N_("Configuration"), "file-export", "configuration.view"),
        ("sales_letterhead.index", N_("Letterhead of papers"), "file-text", "setting.view"),
        ("platform_setting.index", N_("Settings"), "settings", "setting.view"),
    ),
}
KEYS = {"platform_setting.index": "s"}
Pages = tuple[tuple[str, str, str, str], ...]
Menu = tuple[tuple[MenuGroup, ...], tuple[Link, ...], tuple[Link, ...]]


def menu_of(path: str) -> Menu:
    """The groups of the menu, what can be created, and the pages that have a key."""
    actor = current.actor()
    groups = {name: _pages(path, AHEAD.get(name, ())) for name in GROUPS}
    folded: dict[str, list[Link]] = {name: [] for name in GROUPS}
    create, keys = [], []
    for module in sorted(modules().values(), key=lambda module: module.rank):
        if not module.lonely or not actor.may(module.permission("view")):
            continue
        here = path == module.path or path.startswith(module.path + "/")
        (folded if module.setup else groups)[module.menu or module.area].append(
            Link(say(module.plural), module.path, module.icon, module.key and f"g {module.key}", f"{module.endpoint}.index", here)
        )
        if module.key:
            keys.append(Link(say(module.plural), module.path, key=module.key))
        if module.area != "platform" and not module.setup and actor.may(module.permission("create")):
            create.append(Link(say(module.label), f"{module.path}/new", module.icon, testid=f"{module.endpoint}.new"))
    for name, links in groups.items():
        links += _pages(path, BEHIND.get(name, ()))
        keys += [Link(link.label, link.url, key=KEYS[link.testid]) for link in links if link.testid in KEYS]
    first = [_page("customer_today.index", N_("Today"), "home", path, "t")]
    if actor.may("activity.view"):
        first.append(_page("customer_calendar.index", N_("Calendar"), "calendar", path, "y"))
        keys.append(Link(say("Calendar"), url_for("customer_calendar.index"), key="y"))
    first.append(_page("platform_approval.index", N_("Approvals"), "checkbox", path))
    keys.insert(0, Link(say("Today"), url_for("customer_today.index"), key="t"))
    listed = [MenuGroup(name, say(label), tuple(groups[name]), tuple(folded[name])) for name, label in GROUPS.items()]
    return (MenuGroup("", None, tuple(first)), *(group for group in listed if group.links or group.setup)), tuple(create), tuple(keys)


def _pages(path: str, pages: Pages) -> list[Link]:
    known = current_app.view_functions
    return [
        _page(endpoint, label, icon, path, KEYS.get(endpoint))
        for endpoint, label, icon, permission in pages
        if endpoint in known and current.actor().may(permission)
    ]


def _page(endpoint: str, label: str, icon: str, path: str, key: str | None = None) -> Link:
    url = url_for(endpoint)
    return Link(say(label), url, icon, f"g {key}" if key else None, endpoint, path == url or (url != "/" and path.startswith(url + "/")))
