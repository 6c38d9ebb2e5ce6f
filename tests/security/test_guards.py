"""Guards that are asked by themselves, past the pages: what each of them refuses, and what it lets through."""

from datetime import timedelta

import pytest

from crm import current
from crm.domain.kit.field import changed
from crm.domain.kit.module import modules
from crm.domain.kit.text import harmless
from crm.errors import Forbidden
from crm.service.kit import fetch
from crm.service.kit.fetch import Fetcher, Unreachable
from tests.security.matrix import cases, wrong

# What follows from something else, or is the program's own: nobody types it in, whatever a form says.
COMPUTED = (
    "id", "version", "owner_id", "department_id", "pool_id", "created_at", "created_by", "updated_at", "updated_by", "removed_at",
    "sort_key", "tenant", "tenant_id", "custom",
)  # fmt: skip

FOLLOWS = ("version", "updated_at", "updated_by", "sort_key")  # what every write brings along
# Where a person works, and in which pool something is, is what these three records are about.
TYPED = [("user", "department_id"), ("pool_member", "pool_id"), ("pool_rule", "pool_id")]


def test_no_draft_takes_what_the_program_sets_itself():
    said = [(module.name, name) for module in modules().values() for name in COMPUTED if name in module.draft.own]
    assert said == TYPED


def test_a_form_changes_nothing_that_it_does_not_show(world):
    """Every module's form is sent with all that nobody may type in; the record keeps it."""
    found = []
    for (name, which), row in world.rows.items():
        module = modules()[name]
        if which != "own" or "edit" not in module.verbs:
            continue
        forged = {**dict.fromkeys(COMPUTED[2:], "1"), "id": "1", "version": str(row.version), **{one.name: "1" for one in module.derived}}
        with world.undone():
            before = _row(world, module, row.id)
            world.send("administrator", "POST", f"{module.path}/{row.id}", data=forged)
            after = _row(world, module, row.id)
        kept = [one for one in (*COMPUTED, *(field.name for field in module.derived)) if one not in FOLLOWS]
        moved = [one for one in kept if getattr(before, one, None) != getattr(after, one, None)]
        if moved:
            found.append(f"{name}: {moved}")
    assert found == []


def _row(world, module, id):
    with world.system(), world.db.transaction():
        return next(iter(world.app.container.records()(module.name).records.find([id])), None)


def test_a_record_that_may_be_seen_is_not_changed_by_whoever_may_not_change_it(world):
    """An auditor-like reader with a share to look: the page answers, each way of writing refuses."""
    row = world.rows["account", "shared"]
    assert world.ask("salesperson", "GET", f"/accounts/{row.id}").status_code == 200
    for url, data in ((f"/accounts/{row.id}", {"name": "x"}), (f"/accounts/{row.id}/field/name", {"name": "x"})):
        assert world.ask("salesperson", "POST", url, data=data | {"version": row.version}).status_code == 403
    headers = {"If-Match": f'"{row.version}"'}
    assert world.ask("salesperson", "PATCH", f"/api/v1/accounts/{row.id}", headers, json={"name": "x"}).status_code == 403
    with world.acting("salesperson"), pytest.raises(Forbidden):
        world.app.container.records()("account").check_record("edit", row)


def test_what_matters_is_not_done_without_a_fresh_proof(world):
    """Half an hour after the sign-in a page of settings leads to the question for a password, others do not."""
    late = current.now() - timedelta(minutes=30)
    with world.undone() as _:
        world.db.work.cursor.execute("UPDATE session SET proven_at = ?", (late.isoformat(" ", "microseconds"),))
        asked = world.send("administrator", "POST", "/settings", data={})
        plain = world.send("administrator", "GET", "/accounts")
    assert (asked.status_code, "/prove" in asked.headers.get("Location", ""), plain.status_code) == (303, True, 200)


def test_no_veiled_row_is_written(world):
    account = world.rows["account", "own"]
    service = world.app.container.records()("account")
    with world.system(), world.undone(), pytest.raises(ValueError, match="veiled"):
        service.writer.update(service.module, service.records, [(changed(account, veiled=True), changed(account, name="x"))])


@pytest.mark.parametrize(
    "text",
    ["<script>x()</script>", "<img src=x onerror=x()>", "<a href='javascript:x()'>a</a>", "<svg onload=x()>", "<p style='x:y()'>a</p>",
     "<iframe src=//x></iframe>", "<math><mtext></p><style><img src=x onerror=x()></style>"],
)  # fmt: skip
def test_rich_text_keeps_nothing_that_acts(text):
    assert not any(word in harmless(text) for word in ("x()", "script:", "<img src=x", "<svg", "<iframe", "style="))


def test_a_name_that_answers_otherwise_the_second_time_is_asked_once(monkeypatch):
    """DNS rebinding: what was checked is what is connected to; a name that stands for both kinds of address is refused."""
    answers, reached = [["93.184.216.34"], ["127.0.0.1"]], []
    monkeypatch.setattr(fetch.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (one, 80)) for one in answers.pop(0)])

    def connect(address, *_):
        reached.append(address[0])
        raise OSError

    monkeypatch.setattr(fetch.socket, "create_connection", connect)
    with pytest.raises(Unreachable):
        Fetcher().get("https://rebinding.example/")
    assert (reached, len(answers)) == (["93.184.216.34"], 1)
    answers[:] = [["93.184.216.34", "127.0.0.1"]]
    with pytest.raises(Unreachable, match="private network"):
        Fetcher().get("https://both.example/")
    assert reached == ["93.184.216.34"]


@pytest.mark.parametrize(
    "host",
    ["①②⑦.⓪.⓪.①", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"],
)
def test_this_machine_is_not_reached_by_another_spelling(host):
    with pytest.raises(Unreachable):
        Fetcher().get(f"https://{host}:9/")


@pytest.mark.parametrize("body", ["[" * 100_000, '{"name": ' * 50_000, '{"a":' + "9" * 5000 + "e999999}"])
def test_a_body_of_any_depth_has_an_answer(world, body):
    answer = world.ask("administrator", "POST", "/api/v1/accounts", {"Content-Type": "application/json"}, data=body)
    assert answer.status_code in (400, 413, 422)


def test_routes_that_write_are_held_to_the_record(world):
    """A sample of the matrix that takes a second: the forms of one module, by everybody, about every record."""
    rules = [rule for rule in world.app.url_map.iter_rules() if rule.endpoint in ("customer_account.update", "customer_account.destroy")]
    assert [no for rule in rules for case in cases(world, rule) if (no := wrong(world, case))] == []


def test_a_line_is_seen_with_its_document_alone(world):
    """Nobody is granted lines: asked for by its id, one of a quote that may not be seen is as unknown as any."""
    quote, line = world.rows["quote", "own"].id, world.rows["line", "own"].id
    with world.undone():
        world.db.work.cursor.execute("UPDATE line SET module = 'quote', record_id = ? WHERE id = ?", (quote, line))
        for url in (f"/lines/{line}", f"/lines/line/{line}", f"/lines/quote/{quote}"):
            answers = {role: world.send(role, "GET", url).status_code for role in ("administrator", "salesperson", "agent")}
            assert answers["agent"] in (403, 404) and answers["administrator"] == answers["salesperson"] in (200, 303), (url, answers)
