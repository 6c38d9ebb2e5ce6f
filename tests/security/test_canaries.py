"""Every text of every record is a canary: whoever may not read it meets it nowhere."""

import json
from urllib.parse import quote

import pytest

from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.domain.kit.module import modules
from crm.domain.platform.field_right import limitable
from crm.service.sales.paper import TITLES
from tests.kit.mails import waiting
from tests.security.canary import addresses, is_shut, leaks, shown, shut
from tests.security.planted import canaries
from tests.security.world import LIMITED, ROLES

QUICK = ("account", "contact", "lead", "sales_order")
PAGES = ("contact", "sales_order")
READERS = [role for role in ROLES if role not in ("administrator", "auditor", "analyst")]


def readable(world):
    return [rule for rule in sorted(world.app.url_map.iter_rules(), key=lambda rule: rule.endpoint) if "GET" in rule.methods]


@pytest.mark.parametrize("reader", LIMITED)
def test_pages_of_a_few_modules_show_no_field_that_is_shut(world, reader):
    closed = shut(world, reader)
    rules = [rule for rule in readable(world) if rule.endpoint.split(".")[0] in (f"{modules()[name].area}_{name}" for name in PAGES)]
    rules += [rule for rule in readable(world) if rule.endpoint.startswith(tuple(f"api_record.{name}_" for name in PAGES))]
    shown_to = [url for rule in rules for url in addresses(world, rule)]
    assert len(shown_to) > 50 and len(closed) > 400
    assert [leak for url in shown_to for leak in leaks(world, reader, url, closed)] == []


def test_the_canaries_are_there_for_whoever_may_see_them(world):
    """Else none of these tests says anything."""
    row = world.rows["account", "own"]
    answers = [world.ask("administrator", "GET", url) for url in (f"/accounts/{row.id}", f"/api/v1/accounts/{row.id}", "/api/v1/leads")]
    assert all(canaries(shown(answer)) & shut(world, "blind") for answer in answers)
    assert not canaries(shown(world.ask("blind", "GET", f"/accounts/{row.id}"))) & shut(world, "blind")


@pytest.mark.security
@pytest.mark.parametrize("reader", [*LIMITED, *READERS])
def test_no_route_shows_what_its_reader_may_not_see(world, reader):
    world.renew(reader)
    closed, found, asked = shut(world, reader), [], 0
    for rule in readable(world):
        for url in addresses(world, rule):
            asked += 1
            found += leaks(world, reader, url, closed)
    print(f"{reader}: {asked} addresses, {len(closed)} canaries, {len(found)} shown")
    assert found == []


@pytest.mark.parametrize("reader", LIMITED)
def test_files_that_are_taken_away_hold_no_field_that_is_shut(world, reader, tmp_path):
    closed, export, taken = shut(world, reader), world.app.container.customer.export(), 0
    with world.undone(), world.acting(reader):
        for module in [module for module in modules().values() if limitable(module)]:
            query = Query(parse_address(module, []), parse_sort(module, None))
            for kind in module.file_kinds:
                path = tmp_path / f"{module.name}.{kind}"
                taken += export.export_file(module.name, query, path)
                text = shown(_File(path))
                assert not canaries(text) & closed, (module.name, kind)
    assert taken > 100


class _File:
    """A file as the answer that it would be."""

    headers: tuple = ()

    def __init__(self, path):
        self.data = path.read_bytes()


@pytest.mark.parametrize("reader", LIMITED)
def test_nothing_is_found_by_a_part_of_what_is_shut(world, reader):
    """A sample of the canaries, by the number in them and by its end."""
    search, closed, found = world.app.container.platform.recent(), sorted(shut(world, reader)), []
    with world.acting(reader):
        for number in closed[::7]:
            one = world.planter.planted[number]
            for words in (f"kanarie{number}", str(number)[1:]):
                found += [(words, one) for hit in search.find(words, 20, [one.module]) if hit.id == one.id]
    assert found == [] and len(closed) > 300


@pytest.mark.parametrize("reader", LIMITED)
def test_nothing_is_filtered_or_put_in_order_by_what_is_shut(world, reader):
    row, asked, names = world.rows["account", "own"], 0, ("phone", "city", "remark", "x_canary", "x_phone")
    with world.system():
        assert all(is_shut(modules()["account"], name, reader) for name in names)
    for name in names:
        value = quote(str(getattr(row, name))[:60])
        for url in (f"/accounts?f={name}:is:{value}", f"/accounts?f={name}:filled", f"/api/v1/accounts?filter={name}:filled"):
            assert world.ask(reader, "GET", url).status_code == 422, url
        asked += world.ask(reader, "GET", f"/api/v1/accounts?sort={name}").status_code == 422
    assert asked == 5


@pytest.mark.parametrize("reader", LIMITED)
def test_papers_are_made_of_what_their_reader_may_see(world, reader):
    papers, closed = world.app.container.trade.paper(), shut(world, reader)
    with world.undone(), world.acting(reader):
        for name in TITLES:
            paper = papers.paper(name, world.rows[name, "own"].id)
            assert not canaries(repr(paper)) & closed, name


def test_notices_and_mails_tell_nobody_what_is_shut_for_him(world):
    """Whoever follows a record hears that it was changed, by whom, and nothing of what he may not see."""
    container = world.app.container
    with world.undone():
        for reader in LIMITED:
            with world.acting(reader):
                for name in QUICK:
                    container.platform.follow().mark(modules()[name], world.rows[name, "elsewhere"].id, "follow", True)
        with world.system():
            for name in QUICK:
                service = container.records()(name)
                row = service.get(world.rows[name, "elsewhere"].id)
                known = {one: getattr(row, one, None) for one in ("remark", "city", "company", "address")}
                service.change(row.id, {one: f"{text}7" for one, text in known.items() if text})
            container.platform.job_runner().run_due()
        with world.db.transaction() as work:
            work.cursor.execute("SELECT user_id, title, body FROM notice")
            told = [tuple(line) for line in work.cursor.fetchall()]
        mails = waiting(container)
    for reader in LIMITED:
        mine = [text for user, *texts in told if user == world.company.users[reader] for text in texts]
        assert len(mine) >= len(QUICK)
        assert not canaries(json.dumps([*mine, *mails], default=str)) & shut(world, reader)


def test_a_refusal_repeats_no_value_of_a_record(world):
    """Errors name the field and what was typed, never what stands in the record that is in the way."""
    account = world.rows["account", "elsewhere"]
    for role in ("salesperson", "blind", "masked"):
        sent = ({"name": account.name}, {"name": "x", "tax_id": account.tax_id}, {"name": "x", "phone": account.phone})
        for body in sent:
            text = shown(world.ask(role, "POST", "/accounts", data={"kind": "company", **body}))
            typed = canaries(json.dumps(body, default=str))
            assert not (canaries(text) - typed) & shut(world, role), (role, body)


def test_the_log_holds_no_value_of_any_record(world, capsys):
    row = world.rows["account", "own"]
    asked = (f"?q={quote(row.name)}", f"?f=phone:is:{quote(row.phone)}", f"?q={row.mail}", f"/{row.id}")
    for url in (f"/accounts{one}" for one in asked):
        world.ask("administrator", "GET", url)
    said = "".join(capsys.readouterr())
    assert "path=/accounts" in said
    assert not canaries(said) & world.planter.planted.keys()  # the number of a request may look like a canary
