"""Nothing of one company is ever shown to another, and nothing that one is asked for touches another.

Every text in alpha's records is a canary with a number below those of beta's. Beta is asked for alpha's ids, tokens and sessions at
every route; not one of alpha's canaries may come back, and alpha's database may not be written.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from werkzeug.routing import Rule
from werkzeug.routing.converters import NumberConverter

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.module import modules
from crm.domain.platform.role import known_permissions
from crm.domain.platform.token import PREFIX
from crm.service.platform.auth import hashed
from tests.kit import tenants
from tests.kit.postgres import create_database
from tests.kit.tenants import FIRST, Firm
from tests.security.matrix import SUBJECTS
from tests.security.planted import canaries

ALPHAS = range(FIRST["alpha"], FIRST["alpha"] + 100_000)  # all of its canaries, and few of what stands in a token by chance
SAMPLE = 61  # of so many routes one is asked for in the quick tests
LEAVES = ("platform_auth.destroy", "platform_setup.", "static")  # ends the session that asks
WORDS = {"subject": "account", "module": "account", "kind": "note", "tag": "account", "code": "en", "endpoint": "Schemas"}
WRITES = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT last_value, is_called FROM writes"}
COUNT = "CREATE FUNCTION counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('writes'); RETURN NULL; END $$"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.security)])
def firms(request, tmp_path_factory) -> Iterator[tuple[Firm, Firm]]:
    """On files, and in schemas of one PostgreSQL database."""
    more = {"database": {"url": create_database("crm_isolation")}} if request.param == "postgresql" else {}
    app, operator = tenants.opened(tmp_path_factory.mktemp("tenants"), **more)
    alpha, beta = (tenants.founded(app, operator, name) for name in FIRST)
    for firm in (alpha, beta):
        firm.cookie, firm.token = tenants.sign_in(firm), token(firm)
    yield alpha, beta
    app.tenants.close_all()
    app.tenants = None


def token(firm: Firm) -> str:
    """An API token of its administrator that may everything."""
    text, service, now = f"{PREFIX}token-of-{firm.name}", firm.company.container.platform.token(), current.now()
    with service.db.transaction():
        scopes = list(known_permissions(modules()))
        service.tokens.insert(firm.company.users["lilei"], "Test", hashed(text), scopes, now, now + timedelta(days=30))
    return text


@contextmanager
def untouched(firm: Firm) -> Iterator[None]:
    """The company's database is not written meanwhile, by anybody."""
    db = firm.opened.container.db()
    with closing(sqlite3.connect(db.url.database)) if db.dialect == "sqlite" else counted(db) as watching:
        before = watching.execute(WRITES[db.dialect]).fetchone()
        yield
        assert watching.execute(WRITES[db.dialect]).fetchone() == before


@contextmanager
def counted(db: Database) -> Iterator[Any]:
    """A PostgreSQL schema whose every write is counted, also one that is undone, and a connection to ask for their number."""
    with db.transaction() as work:
        work.cursor.execute("CREATE SEQUENCE writes")
        work.cursor.execute(COUNT)
        work.cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (table,) in work.cursor.fetchall():
            work.cursor.execute(f'CREATE TRIGGER counted BEFORE INSERT OR UPDATE OR DELETE ON "{table}" EXECUTE FUNCTION counted()')
    address = db.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, options=f"-c search_path={db.schema}", autocommit=True) as watching:
        yield watching
    with db.transaction() as work:
        work.cursor.execute("DROP FUNCTION counted CASCADE")
        work.cursor.execute("DROP SEQUENCE writes")


def leaked(text: str) -> set[int]:
    return {number for number in canaries(text) if number in ALPHAS}


def address(firm: Firm, rule: Rule, id: int) -> str:
    values = {
        name: id if isinstance(rule._converters[name], NumberConverter) else WORDS.get(name, "name") for name in rule.arguments
    }  # fmt: skip
    with firm.app.test_request_context(base_url=f"http://{firm.name}.test"):
        return str(rule.build(values)[1])  # type: ignore[index]


def whose(rule: Rule, rows: dict[str, int]) -> int:
    """The id of alpha's record that the address could name."""
    named = SUBJECTS.get(rule.endpoint)
    start = rule.rule.removeprefix("/api/v1")
    found = [module for module in modules().values() if start.startswith(f"{module.path}/")]
    module = named or max(found, key=lambda module: len(module.path)).name if named or found else "account"
    return rows.get(module, rows["account"])


def routes(app, part: int) -> list[Rule]:
    found = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    return [rule for rule in found[:: 1 if part == 1 else part] if not rule.endpoint.startswith(LEAVES)]


class Undone(Exception):
    """Takes back what a request did to beta."""


def asked_for(alpha: Firm, beta: Firm, part: int) -> list[str]:
    """What beta gives away of alpha, with the address that did it. Alpha is asked first, so that whatever is kept is kept of alpha."""
    asked = [(rule, address(alpha, rule, whose(rule, alpha.rows))) for rule in routes(alpha.app, part)]
    for rule, url in asked:
        if "GET" in (rule.methods or set()):
            alpha.ask(url, **right(alpha, url))
    wrong = []
    with untouched(alpha):
        for rule, url in asked:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                for given in (right(beta, url), right(alpha, url)):
                    said = undone(beta, url, method, given)
                    if leaked(said):
                        wrong.append(f"{method} {url} ({rule.endpoint}): {leaked(said)}")
    return wrong


def right(firm: Firm, url: str) -> dict[str, str]:
    return {"token": firm.token} if url.startswith(("/api/", "/scim/")) else {"cookie": firm.cookie}


def undone(beta: Firm, url: str, method: str, given: dict[str, str]) -> str:
    """All that beta answers; what the request did there is taken back."""
    try:
        with beta.opened.container.db().transaction():
            answer = beta.ask(url, method, **given)
            raise Undone
    except Undone:
        return answer.text + str(answer.headers)


def test_a_sample_of_all_routes_gives_nothing_of_another_company_away(firms):
    assert leaked(firms[0].ask("/accounts", cookie=firms[0].cookie).text)  # what is looked for would be found
    assert "\n".join(asked_for(*firms, SAMPLE)) == ""


@pytest.mark.security
def test_no_route_gives_anything_of_another_company_away(firms):
    assert "\n".join(asked_for(*firms, 1)) == ""


def test_a_session_of_one_company_is_none_in_another(firms):
    alpha, beta = firms
    assert alpha.ask("/accounts", cookie=alpha.cookie).status_code == 200
    answer = beta.ask("/accounts", cookie=alpha.cookie)
    assert (answer.status_code, "/sign-in" in answer.headers["Location"]) == (303, True)
    assert alpha.ask("/accounts", cookie=beta.cookie).status_code == 303


def test_a_token_of_one_company_is_none_in_another(firms):
    alpha, beta = firms
    assert alpha.ask("/api/v1/accounts", token=alpha.token).status_code == 200
    assert beta.ask("/api/v1/accounts", token=alpha.token).status_code == 401


def test_a_record_of_one_company_is_not_there_in_another(firms):
    alpha, beta = firms
    assert alpha.rows.keys() == beta.rows.keys() and len(alpha.rows) > 50
    for module, id in alpha.rows.items():
        if modules()[module].lonely:
            assert beta.ask(f"{modules()[module].path}/{id}", cookie=beta.cookie).status_code == 404, module


def test_what_one_company_signed_or_sealed_is_nothing_to_another(firms):
    alpha, beta = (firm.opened.container for firm in firms)
    sealed = alpha.platform.vault().seal("a secret", "somewhere")
    assert alpha.platform.vault().unseal(sealed, "somewhere") == "a secret"
    assert beta.platform.vault().unseal(sealed, "somewhere") is None
    assert alpha.identity.passkey().key != beta.identity.passkey().key


def test_files_jobs_and_notices_stay_in_their_company(firms):
    alpha, beta = firms
    assert alpha.opened.container.platform.file_store().folder != beta.opened.container.platform.file_store().folder
    with alpha.company.acting("lilei", tenant="alpha"):
        job = alpha.opened.container.platform.job().enqueue("backup.make", {}, title="kanarie10000001")
        people = [alpha.company.users["lilei"]]
        alpha.opened.container.platform.notice().tell(people, "job", "kanarie10000002", url="/")
    assert "kanarie10000001" in alpha.ask(f"/jobs/{job}", cookie=alpha.cookie).text
    for url in (f"/jobs/{job}", "/jobs", "/notices"):
        assert leaked(beta.ask(url, cookie=beta.cookie).text) == set()
    assert 10000002 in leaked(alpha.ask("/notices", cookie=alpha.cookie).text)


def test_a_host_that_leads_nowhere_is_told_so_and_learns_nothing(firms):
    answer = firms[0].app.test_client().get("/accounts", base_url="http://other.test")
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (404, False)
    assert "这个网址没有 CRM。" in answer.text
