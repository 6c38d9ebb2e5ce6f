"""What holds of every page: it fits, everybody can use it, it speaks one language, and nothing fails behind it."""

import re
import secrets
from typing import Any

import pytest

from crm.domain.kit.module import modules
from tests.ui.pages.base import PageObject
from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.markup import Markup
from tests.ui.tool.options import Options
from tests.ui.tool.site import Site
from tests.ui.tool.visitor import Visitor

SIZES = ((1440, 900), (390, 844))
SEEN = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")  # the rules that size and colours decide
# Every page is asked for and read with every run; these stand for all in a browser, each kind of page once: those of the first line
# also in the dark, every third in English. `-m pages` judges all of them, in light and dark, as one that is added should be once.
DARK = (
    "today", "customers", "a board", "a customer", "a new customer", "the calendar's week", "the filter", "a lead", "the sales dashboard",
    "the forecast", "what contracts come to", "not found",
)  # fmt: skip
TELLING = (
    *DARK, "a grouped list", "a calendar of customers", "columns and layout", "a customer's history", "who can see a customer",
    "what else belongs to a customer", "assignment", "a customer's chart of relations", "a customer's likings", "the single customer view",
    "the map of customers", "the plan of visits", "the condition of a rule", "converting a lead", "the palette that is searched",
    "the whole filter", "profile", "one's own factors", "a new import", "what one wants to hear of", "the calendar's month", "the agenda",
    "win rates against competitors", "what products bring", "the sales dashboard on a wall", "the board of deals",
    "what changed in the pipeline", "a new quote", "approvals", "what is overdue for how long", "my commission", "what was reached",
    "the ranking", "what falls within a week",
)  # fmt: skip
TELLING_OF_ADMINISTRATION = (
    "who has which factor", "a new web form", "targets as a sheet", "a new evaluation scheme", "the year's holidays",
    "the chart of the organisation", "a new sign-in source", "roles", "two roles side by side", "why somebody sees a customer",
    "journal that is narrowed", "verification of the journal", "what is kept of a customer", "settings that are searched",
    "the configuration", "the queue", "slow statements", "a statement", "usage", "kinds of fields", "a new formula", "the playbook",
)  # fmt: skip
LATIN = re.compile(r"[A-Za-z]{4,}")
ALLOWED = {
    "Ctrl",
    "Enter",
    "Space",
    "English",
    "XLSX",
    "JSON",
    "vCard",
    "XLSM",
    "http",
    "https",
    "example",
    "Asia",
    "Shanghai",
    "Chrome",
    "Linux",
    "Python",
    "urllib",
    "yyyy",
    "OpenID",
    "Connect",
    "Issuer",
    "Scopes",
    "LDAP",
    "LDAPS",
    "StartTLS",
    "SCIM",
    "Active",
    "Directory",
    "entryUUID",
    "objectGUID",
    "GDPR",
}
VISIBLE = """
const words = [];
for (const element of document.body.querySelectorAll("*")) {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest("[hidden], [data-foreign], code")) continue;
  for (const name of ["aria-label", "title", "placeholder"]) words.push(element.getAttribute(name) ?? "");
  for (const node of element.childNodes) if (node.nodeType === 3) words.push(node.data);
}
return words.join("\\n");
"""
PAGES = {
    "today": "/",
    "customers": "/accounts",
    "a filtered list": "/accounts?f=name:starts:{name}&f=grade:any:A",
    "a grouped list": "/accounts?group=grade&sort=name&cols=name.200,grade,revenue&q={name}",
    "a board": "/accounts?layout=board&q={name}",
    "a board of activities": "/activities?layout=board",
    "a calendar of customers": "/accounts?layout=calendar&q={name}",
    "a week of activities": "/activities?layout=calendar&date=at&span=week",
    "a customer's day": "/accounts/calendar/{id}?date=next_follow_at",
    "columns and layout": "/accounts/look?f=grade:any:A",
    "sums of a list": "/accounts/footer?q={name}",
    "a new view": "/accounts/views/new?f=grade:any:A",
    "a list that finds nothing": "/accounts?q=zzzzqqqq",
    "a list that is searched": "/accounts?q={name}",
    "a customer": "/accounts/{id}",
    "a new customer": "/accounts/new",
    "a customer's form": "/accounts/{id}/edit",
    "a customer's history": "/accounts/{id}/history",
    "who can see a customer": "/accounts/{id}/access",
    "a field and its history": "/accounts/{id}/field/city/menu",
    "what else belongs to a customer": "/accounts/{id}/related",
    "a contact for a customer": "/accounts/{id}/related/contacts",
    "starred records": "/starred",
    "a field on a page of its own": "/accounts/{id}/field/city/edit",
    "assignment": "/accounts/bulk/assignment?id={id}",
    "tagging": "/accounts/bulk/tags?id={id}",
    "taking ticked records away": "/exports/account/chosen?id={id}",
    "a customer's group": "/accounts/{id}/group",
    "adding a subsidiary": "/accounts/{id}/subsidiaries/new?q={name}",
    "a customer's chart of relations": "/accounts/{id}/relations",
    "a customer's likings": "/accounts/{id}/preferences",
    "a customer's life cycle": "/accounts/{id}/lifecycle",
    "the single customer view": "/accounts/{id}/overview",
    "the map of customers": "/accounts/map",
    "the place of a customer": "/places/of/{id}",
    "places of customers": "/places",
    "nearby customers": "/nearby",
    "who is near a customer": "/nearby?account={id}",
    "visits": "/visits",
    "a new visit": "/visits/new?account_id={id}",
    "today's visits": "/visits/today",
    "the plan of visits": "/visit-plan?q={name}",
    "plan and done of visits": "/visits/rates",
    "households": "/households",
    "a new household": "/households/new",
    "care plans": "/care",
    "preference cards": "/preference-cards",
    "grade rules": "/grade-rules",
    "the trial of rules": "/grade-rules/trial",
    "the condition of a rule": "/grade-rules/condition?f=city:is:北京&rule.target=grade&rule.value=A",
    "leads": "/leads",
    "leads by state": "/leads?layout=board",
    "a new lead": "/leads/new",
    "a lead": "/leads/{lead}",
    "converting a lead": "/leads/{lead}/conversion",
    "putting a lead aside": "/leads/{lead}/disqualification",
    "assignment rules": "/lead-rules",
    "leads that wait": "/lead-rules/trial",
    "who received which lead": "/lead-rules/log",
    "the condition of an assignment rule": "/lead-rules/condition?f=city:is:北京",
    "scoring rules": "/lead-scores",
    "receivers of leads": "/lead-receivers",
    "contacts": "/contacts",
    "a new contact": "/contacts/new?account_id={id}",
    "activities": "/activities",
    "a new activity": "/activities/new",
    "tags": "/tags",
    "search": "/search?q={name}",
    "the palette": "/go",
    "the palette that is searched": "/go?q=>&page=/accounts/{id}",
    "the filter": "/accounts/filters",
    "the filter of one field": "/accounts/filters?pick=created_at",
    "the whole filter": "/accounts/filters?f=grade:any:A&f=city:empty&back=tree",
    "profile": "/profile",
    "one's own keys": "/profile/keys",
    "one's own factors": "/profile/security",
    "an app to be set up": "/profile/security/app",
    "proving who one is": "/prove",
    "not found": "/accounts/999999999",
    "a condition that cannot be read": "/accounts?f=nonsense",
    "imports": "/imports",
    "a new import": "/imports/account/new",
    "one's own changes": "/journal/mine",
    "notices": "/notices",
    "a new password": "/password/change",
    "why today stands in this order": "/today/order",
    "the calendar's week": "/calendar",
    "the calendar's month": "/calendar?view=month&day=2026-10-01",
    "the agenda": "/calendar?view=agenda",
    "a calendar's address": "/calendar/feed",
    "a calendar's file": "/calendar/import",
    "what one wants to hear of": "/notices/choices",
    "competitors": "/competitors",
    "a new competitor": "/competitors/new",
    "win rates against competitors": "/competitors/win-rates",
    "a new price of a competitor": "/competitor-prices/new",
    "a new figure of a competitor's sales": "/competitor-sales/new",
    "market information": "/market-notes",
    "a new market note": "/market-notes/new",
    "what products bring": "/product-sales?span=year",
    "the deals behind a product's sales": "/product-sales/deals",
    "the forecast": "/forecasts",
    "how forecasts held": "/forecasts/past",
    "a new judgement of a forecast": "/forecast-overrides/new",
    "the sales dashboard": "/dashboards",
    "the sales dashboard on a wall": "/dashboards?screen=1&span=year",
    "deals": "/opportunities",
    "the board of deals": "/opportunities?layout=board",
    "a new deal": "/opportunities/new",
    "what changed in the pipeline": "/opportunities/changes?period=all&bar=added",
    "quotes": "/quotes",
    "the board of quotes": "/quotes?layout=board",
    "a new quote": "/quotes/new?account_id={id}",
    "approvals": "/approvals",
    "approvals that one asked for": "/approvals?tab=asked",
    "orders": "/orders",
    "the board of orders": "/orders?layout=board",
    "what orders come to": "/orders/statistics",
    "the orders behind a category": "/orders/statistics/category?year=2026",
    "a paper by mail": "/papers/sales_order/{order}/mail",
    "a new order": "/orders/new?account_id={id}",
    "deliveries": "/deliveries",
    "order changes": "/order-changes",
    "contracts": "/contracts",
    "a new contract": "/contracts/new?account_id={id}",
    "receipt plans": "/receipt-plans",
    "a new receipt": "/receipts/new",
    "a new invoice request": "/invoice-requests/new",
    "what is overdue for how long": "/receivables",
    "what contracts come to": "/contracts/statistics",
    "closed months": "/periods",
    "a new closed month": "/periods/new",
    "commission plans": "/commission-plans",
    "a new commission plan": "/commission-plans/new",
    "the condition of a commission plan": "/commission-plans/condition",
    "commission runs": "/commission-runs",
    "a new commission run": "/commission-runs/new",
    "lines of commission": "/commission-lines",
    "my commission": "/my-commission",
    "what if these deals are won": "/commission-what-if?amount=100",
    "targets": "/targets",
    "what was reached": "/attainment",
    "what was reached of products": "/attainment?by=products",
    "the ranking": "/rankings",
    "what people do": "/activity-measures",
    "project states": "/project-states",
    "evaluations": "/evaluations",
    "products": "/products",
    "product categories": "/product-categories",
    "price lists": "/price-lists",
    "exchange rates": "/exchange-rates",
    "discount approvals": "/discount-requests",
    "public pools": "/pools",
    "what falls within a week": "/pools/falling",
    "a customer's pool and protection": "/pools/fate/account/{id}",
    "giving a customer up": "/pools/release/account?id={id}",
}
ADMINISTRATION = {
    "who has which factor": "/users/factors",
    "a new assignment rule": "/lead-rules/new",
    "a new scoring rule": "/lead-scores/new",
    "a new receiver": "/lead-receivers/new",
    "web forms": "/lead-forms",
    "a new web form": "/lead-forms/new",
    "quote templates": "/quote-templates",
    "a new quote template": "/quote-templates/new",
    "a new product": "/products/new",
    "a new price list": "/price-lists/new",
    "a new price": "/prices/new",
    "a new tax rate": "/tax-rates/new",
    "a new exchange rate": "/exchange-rates/new",
    "a new discount limit": "/discount-limits/new",
    "a new target": "/targets/new",
    "targets as a sheet": "/targets/sheet",
    "evaluation schemes": "/evaluation-schemes",
    "a new evaluation scheme": "/evaluation-schemes/new",
    "ready preference cards": "/preference-cards/ready",
    "a new rule": "/grade-rules/new",
    "approval flows": "/approval-flows",
    "a new approval flow": "/approval-flows/new",
    "the condition of an approval flow": "/approval-flows/condition/contract?f=amount:at_least:500000&rule.subject=contract",
    "a new step of an approval flow": "/approval-steps/new",
    "approval requests": "/approval-requests",
    "webhooks": "/webhooks",
    "a new webhook": "/webhooks/new",
    "the condition of a webhook": "/webhooks/condition/account?f=city:is:杭州&rule.subject=account",
    "holidays and shifted days": "/holidays",
    "a holiday": "/holidays/new",
    "the year's holidays": "/holidays/year?year=2026",
    "a new care plan": "/care/new",
    "users": "/users",
    "a new user": "/users/new",
    "departments": "/departments",
    "the chart of the organisation": "/departments/chart",
    "job positions": "/positions",
    "a new job position": "/positions/new",
    "absences": "/absences",
    "one's own absences": "/absences/mine",
    "invitations": "/invitations",
    "handovers": "/handovers",
    "the filter of a handover": "/handovers/condition/account?f=city:is:杭州",
    "sign-in sources": "/identity-providers",
    "a new sign-in source": "/identity-providers/new?kind=oidc",
    "provisioning": "/identity-providers/scim",
    "groups elsewhere": "/identity-groups",
    "one's own sign-in sources": "/profile/identities",
    "roles": "/roles",
    "a new role": "/roles/new",
    "two roles side by side": "/roles/compare?left=ready.manager&right=ready.salesperson",
    "duplicates": "/duplicates",
    "rules for duplicates": "/duplicates/rules",
    "shares": "/shares",
    "teams": "/teams",
    "a new member of a team": "/team-members/new",
    "who sees what": "/access",
    "why somebody sees a customer": "/access?who__text=王强&what=/accounts/{id}",
    "journal": "/journal",
    "journal that is narrowed": "/journal?module=account&verb=create",
    "security events": "/journal/events",
    "verification of the journal": "/journal/chain",
    "retention": "/journal/retention",
    "large exports": "/export-requests",
    "alerts": "/alerts",
    "privacy": "/privacy",
    "what is kept of a customer": "/privacy/account/{id}",
    "consents": "/consents",
    "a new consent": "/consents/new?lead_id={lead}",
    "the consents of a lead": "/consents/of/lead/{lead}",
    "purposes of consent": "/consent-purposes",
    "a new purpose of consent": "/consent-purposes/new",
    "retention rules": "/retention-rules",
    "a new retention rule": "/retention-rules/new",
    "the condition of a retention rule": "/retention-rules/condition/lead?f=state:any:disqualified&rule.subject=lead",
    "allowed networks": "/networks",
    "jobs": "/jobs",
    "settings": "/settings",
    "the letterhead": "/settings/letterhead",
    "settings that are searched": "/settings?q=mima",
    "the configuration": "/configuration",
    "the history of the configuration": "/configuration/history",
    "maintenance": "/maintenance",
    "storage": "/operation",
    "the queue": "/operation/queue",
    "slow statements": "/operation/statements?days=7&sort=slowest",
    "a statement": "/operation/statements/account.page",
    "usage": "/operation/usage",
    "encryption keys": "/operation/keys",
    "backups": "/backups",
    "what was agreed": "/agreed",
    "fields": "/fields",
    "kinds of fields": "/fields/new?module=account",
    "a new choice": "/fields/new?module=account&kind=choice",
    "a new formula": "/fields/new?module=account&kind=formula",
    "layouts": "/layouts",
    "a new layout": "/layouts/new",
    "a new token": "/profile/tokens/new",
    "pipelines": "/pipelines",
    "a new pipeline": "/pipelines/new",
    "stages": "/stages",
    "a new stage": "/stages/new",
    "the condition of a stage": "/stages/condition?f=amount:at_least:100000",
    "win and loss reasons": "/reasons",
    "the playbook": "/playbook",
    "a new item of the playbook": "/playbook/new",
    "all pools": "/pools?view=all",
    "a new pool": "/pools/new",
    "members of pools": "/pool-members",
    "a new member of a pool": "/pool-members/new",
    "pool rules": "/pool-rules",
    "a new pool rule": "/pool-rules/new",
    "the condition of a pool rule": "/pool-rules/condition/account",
}


REFUSED = {"not found": 404, "a condition that cannot be read": 422}


def check(browser: Browser, path: str, dark: bool) -> None:
    """Hold a page against the rules: on a desk in the light, on a phone, there also in the dark."""
    page = PageObject(browser).go(path)
    for (width, height), scheme, rules in zip(SIZES, ("light", "dark"), ((), SEEN), strict=True):
        browser.size(width, height)
        assert browser.overflow() <= 0, f"{page.browser.path} is wider than {width} pixels"
        assert browser.clipped() == [], f"{path} at {width}"
        if scheme == "light" or dark:
            browser.colours(scheme)
            assert browser.axe(*rules) == [], f"{path} at {width}, {scheme}"
    browser.size(*SIZES[0])
    browser.colours("light")


def english(text: str, *data: str) -> set[str]:
    """The English words of a text that no data explains."""
    text = re.sub(r"\S+://\S+|\{\w+\}", "", text)  # {name} stands for what is put in
    for one in data:
        text = re.sub(rf"\b{re.escape(one)}\b", "", text)
    return set(LATIN.findall(text)) - ALLOWED


def judge(browser: Browser, path: str, dark: bool, *data: str) -> None:
    """The same, and that nothing on a Chinese page is English; on an instance that is in use the data may say anything."""
    check(browser, path, dark)

    if browser.language == "zh" and browser.site.company:
        assert english(browser.driver.execute_script(VISIBLE), *data) == set()


def said(site: Site) -> list[str]:
    """What people and other tests called things on an instance of our own."""
    if not site.company:
        return []
    stored = (one for one in modules().values() if one.stored and one.title_field in one.draft.own)
    titled = [one for one in stored if not one.whole[one.title_field].column]
    with site.app.container.db().transaction(writes=False) as work:
        found = [work.cursor.execute(f"SELECT DISTINCT {one.title_field} FROM {one.table}").fetchall() for one in titled]
    return [*site.company.users, *sorted({str(row[0]) for rows in found for row in rows if row[0]}, key=len, reverse=True)]


def faults(visitor: Visitor, path: str, status: int, *data: str) -> list[str]:
    """What is wrong with a page, as far as its source tells."""
    answered, source = visitor.get(path)
    page = Markup(source)
    foreign = english(page.text, *data) if page.language == "zh-CN" else {f"The page is in “{page.language}”."}
    return [*([f"{answered}"] if answered != status else []), *page.faults(), *sorted(foreign)]


@pytest.fixture(scope="module")
def rows(maker: Visitor, run: str) -> dict[str, Any]:
    """What all pages are about: a customer and a lead, and what their names begin with."""
    number = f"{secrets.randbelow(10**8):08d}"  # a process that runs other tests in between makes all this again
    name, phone = f"{run} 页面{number}", f"139{number}"
    told = {"city": "上海", "grade": "A", "tags": "展会", "remark": "长期合作\n每季度拜访"}
    number = maker.create("/accounts", name=f"{name} 云帆科技", kind="company", phone=phone, **told)
    order = maker.create("/orders", name=f"{name} 采购", account_id=str(number), amount="1000")
    lead = maker.create("/leads", name=f"{name} 刘洋", company=f"{name} 云帆科技", phone=phone)
    return {"id": number, "name": name, "order": order, "lead": lead}


@pytest.mark.own
@pytest.mark.parametrize(("role", "pages"), [("manager", PAGES), ("administrator", ADMINISTRATION)])
def test_every_page_speaks_one_language_and_names_everything(
    site: Site, options: Options, rows: dict[str, Any], role: str, pages: dict[str, str]
) -> None:
    """每个页面正常返回，只用一种语言，所有控件都有名称"""
    if options.lang != "zh":
        pytest.skip("What tests in English have written stands on the Chinese pages.")
    visitor, data = site.visitor(role), (rows["name"], "nonsense", *said(site))

    found = {page: faults(visitor, path.format(**rows), REFUSED.get(page, 200), *data) for page, path in pages.items()}

    assert {page: wrong for page, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("page", TELLING)
def test_a_page_of_each_kind_fits_and_everybody_can_use_it(browser: Browser, options: Options, rows: dict[str, Any], page: str) -> None:
    """每类页面适配屏幕且符合无障碍要求"""
    browser.language = "en" if TELLING.index(page) % 3 == 2 else browser.language
    browser.enter(options.role)

    judge(browser, PAGES[page].format(**rows), page in DARK, rows["name"], *said(browser.site))


@pytest.mark.pages
@pytest.mark.parametrize("page", PAGES)
def test_every_page_fits_and_everybody_can_use_it(signed_in: Browser, rows: dict[str, Any], page: str) -> None:
    """每个页面适配屏幕且符合无障碍要求"""
    judge(signed_in, PAGES[page].format(**rows), True, rows["name"], "nonsense", *said(signed_in.site))


@pytest.mark.own
@pytest.mark.parametrize("page", TELLING_OF_ADMINISTRATION)
def test_a_page_of_each_kind_of_an_administrator_fits_and_everybody_can_use_it(browser: Browser, rows: dict[str, Any], page: str) -> None:
    """每类管理页面适配屏幕且符合无障碍要求"""
    browser.enter("administrator")

    judge(browser, ADMINISTRATION[page].format(**rows), False, rows["name"], *said(browser.site))


@pytest.mark.own
@pytest.mark.pages
@pytest.mark.parametrize("page", ADMINISTRATION)
def test_every_page_of_an_administrator_fits_and_everybody_can_use_it(browser: Browser, rows: dict[str, Any], page: str) -> None:
    """每个管理页面适配屏幕且符合无障碍要求"""
    browser.enter("administrator")

    judge(browser, ADMINISTRATION[page].format(**rows), True, rows["name"], *said(browser.site))


@pytest.mark.parametrize("path", ["/sign-in", "/password/forgotten"])
def test_pages_for_whoever_is_not_signed_in_fit_and_everybody_can_use_them(browser: Browser, path: str) -> None:
    """未登录可见的页面适配屏幕且符合无障碍要求"""
    judge(browser, path, dark=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_refused_form_can_be_used_by_everybody(signed_in: Browser, language: str) -> None:
    """被拒绝的表单符合无障碍要求"""
    signed_in.language = language
    signed_in.enter("manager")
    AccountPage(signed_in).new().save()

    assert signed_in.axe() == []
