"""What a request says of itself is not believed: where to lead on, which host it came to, what stands in its lines."""

import re

import pytest

from tests.kit.company import PASSWORD
from tests.kit.mails import waiting
from tests.security.matrix import UNSAFE, address, is_other, subject
from tests.security.world import NOBODY

ELSEWHERE = "//evil.example/\r\nX-Evil: yes"
# What any of our addresses and forms calls a place to go on to.
WAYS = dict.fromkeys(("next", "back", "to", "return", "return_to", "url", "from", "into", "target", "redirect"), ELSEWHERE)
QUICK = re.compile(r"platform_(auth|prove|step|profile|oidc|key|view_as)\.|customer_(account|calendar)\.")


def led_astray(world, rule):
    """The requests to the route after which one would stand somewhere else, or that set a header."""
    module = None if is_other(rule) else subject(rule)
    row = world.rows.get((module.name, "own")) if module else None
    url = address(world, rule, module, row.id if row else 1)
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        form = {"data": WAYS} if method in UNSAFE else {}
        for role in ("administrator", NOBODY):
            answer = world.ask(role, method, url, query_string=WAYS, **form)
            place = answer.headers.get("Location", "")
            if re.match(r"(?:[a-z+]+:)?[/\\]{2}(?!localhost)", place) or "X-Evil" in answer.headers or answer.status_code == 500:
                yield f"{method} {url} as {role}: {answer.status_code} {place}"


def rules(world):
    return sorted((rule for rule in world.app.url_map.iter_rules() if not rule.rule.startswith("/api/")), key=lambda rule: rule.endpoint)


def test_pages_that_lead_on_lead_to_our_own(world):
    chosen = [rule for rule in rules(world) if QUICK.match(rule.endpoint)][::2]
    assert len(chosen) > 40 and [no for rule in chosen for no in led_astray(world, rule)] == []


@pytest.mark.security
def test_no_route_leads_to_another_site_or_sets_a_header_that_was_typed(world):
    assert [no for rule in rules(world) for no in led_astray(world, rule)] == []


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Host", "Forwarded"])
def test_links_in_mails_and_answers_lead_to_the_host_that_is_ours(world, header):
    said = "host=evil.example" if header == "Forwarded" else "evil.example"
    with world.undone():
        answers = [world.send("administrator", "GET", url, {header: said}) for url in ("/accounts", "/calendar", "/api/openapi.json")]
        world.send(NOBODY, "POST", "/password/forgotten", {header: said}, data={"account": "zhao"})
        world.app.container.platform.job_runner().run_due()
        mails = waiting(world.app.container)
    assert not [answer.request.url for answer in answers if "evil.example" in answer.text]
    assert any("/password/" in mail for mail in mails) and not [mail for mail in mails if "evil.example" in mail]


def test_a_token_of_a_form_is_of_one_session(world):
    """The token that a form was shown with to somebody else opens nothing here."""
    manager, salesperson = (world.app.test_client() for _ in range(2))
    for client, role in ((manager, "manager"), (salesperson, "salesperson")):
        client.post("/sign-in", data={"account": role, "password": PASSWORD})
    world.app.config["WTF_CSRF_ENABLED"] = True
    token = re.search(r'name="csrf_token" value="([^"]+)"', manager.get("/tags/new").text)[1]
    with world.undone():
        mine, theirs = (client.post("/tags", data={"csrf_token": token}) for client in (manager, salesperson))
    assert (mine.status_code, theirs.status_code) == (422, 400)  # asked to fill in the name; not taken at all


@pytest.mark.parametrize("break_", ["%0a", "%0d%0a", "%e2%80%a8", "%1b[2K"])
def test_an_address_is_one_line_of_the_log(world, capsys, break_):
    world.ask("administrator", "GET", f"/nowhere{break_}2026-01-01T00:00:00Z [info] forged user=1")
    said = capsys.readouterr()
    lines = [line for line in (said.out + said.err).split("\n") if "forged" in line]
    assert len(lines) == 1 and "/nowhere" in lines[0] and not re.search("[\r\x1b\u2028]", lines[0].replace("\x1b[0m", ""))


def test_what_a_template_would_work_out_is_printed_as_it_was_typed(world):
    """Names, remarks and the texts of quote templates hold `{{7*191}}`, `${7*191}` and `%(x)s`; the paper says so."""
    papers = world.app.container.trade.paper()
    with world.undone(), world.system():
        said = repr(papers.paper("quote", world.rows["quote", "own"].id))
    assert said.count("{{7*191}}${7*191}%(x)s") > 5 and "1337" not in said
