"""No secret stands in the database as it is: each is planted, then everything that the database holds is read."""

import base64
import json
import re
from datetime import timedelta

import pyotp

from crm import current
from crm.current import acting
from tests.kit import oidc
from tests.kit.company import SYSTEM, Company
from tests.kit.mails import waiting
from tests.kit.push import PushServer
from tests.unit.service.sales.quotes import quote

# Columns that are called like a secret. What they hold instead, or why it may stand there as it is.
SEALED = {"credential.password_hash", "identity_secret.sealed", "notice_device.sealed", "totp.secret", "webhook_secret.sealed",
          "webhook_secret.old_sealed"}  # fmt: skip
OPEN = {
    "chain_mark.seal": "made with the program's secret, which it does not tell",
    "passkey.credential_id": "tells which key is asked for; browsers show it to whoever asks",
    "configuration_file.token": "opens nothing but its owner's own document",
    "lead_form.token": "the address of a form that stands in the company's public pages",
}
CALLED = re.compile(r"secret|token|password|seal|private_key|credential", re.I)


def everything(company: Company) -> str:
    """All rows of all tables, the index of the search included."""
    with company.container.db().transaction() as work:
        if company.container.db().dialect == "sqlite":
            return "\n".join(work.cursor.connection.iterdump())
        work.cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = []
        for (name,) in work.cursor.fetchall():
            work.cursor.execute(f"SELECT CAST(t AS TEXT) FROM {name} t")
            rows += [text for (text,) in work.cursor.fetchall()]
        return "\n".join(rows)


def planted(company: Company) -> dict[str, str]:
    """One secret of each kind, made as people make them."""
    box, secrets = company.container, {}
    platform, identity = box.platform, box.identity
    with company.acting("lilei"):
        platform.setting().change({"mail_url": "smtps://crm:geheim-mailbox@mail.example.cn"})
        platform.setting().change({"mail_url": "smtps://crm:geheim-mailbox-2@mail.example.cn"})
        secrets["mail server"] = "geheim-mailbox"
        source = identity.source().create(identity.source().module.draft.parse(oidc.Provider("https://login.example.cn").source()))
        identity.source().put_secret(source.id, "geheim-provider")
        secrets["provider"] = "geheim-provider"
        hooks = box.gateway.webhook()
        hook = hooks.create(hooks.module.draft.parse({"name": "ERP", "subject": "account", "url": "https://erp.example.cn/geheim-address"}))
        secrets["address of a webhook"] = "geheim-address"
        secrets["webhook, before"] = hooks.secret(hook.id)
        hooks.replace_secret(hook.id)
        secrets["webhook"] = hooks.secret(hook.id)
        secrets["API token"] = platform.token().create("Shop", ["account.view"], 30)
        platform.password().set_initial(company.users["zhao"], "geheim violet kangaroo")
        secrets["password"] = "geheim violet kangaroo"
    with company.acting("wang", clock=current.now() - timedelta(seconds=60)):
        offer = identity.totp().offer()
        codes = identity.factor().confirm_totp(offer.sealed, pyotp.TOTP(offer.secret).at(current.now()))
        secrets |= {"seed of an app": offer.secret} | {f"recovery code {n}": code for n, code in enumerate(codes)}
        secrets["calendar feed"] = box.customer.calendar_feed().renew().rsplit("/", 1)[-1].removesuffix(".ics")
        server = PushServer(origin="https://push.example.cn")
        browser = server.subscription()
        box.platform.notice_push().services = (server.origin,)
        box.platform.notice_push().subscribe(browser, "Chrome/130 (Windows NT 10.0)")
        secrets |= {"push address": browser["endpoint"], "push key": browser["keys"]["auth"]}
        secrets["quote link"] = box.trade.quote_link().make(quote(company, "sent").id)
        typed = {"name": ["杭州云栖"], "secret": ["geheim-held"], "password": ["geheim-typed"]}
        secrets["held form"] = platform.held().hold(company.users["wang"], "/accounts/new", "/accounts", typed) or ""
        secrets |= {"what was held": "geheim-held", "password in a form": "geheim-typed"}
        secrets["session"] = platform.auth().open(company.users["chen"], None, None).token
        secrets["half a session"] = platform.auth().open(company.users["wang"], None, None).token
    with acting(actor=SYSTEM):
        platform.password().ask_reset("zhao", "https://crm.example.cn")
        platform.job_runner().run_due()
    found = re.search(r"/password/([\w-]{20,})", waiting(box)[-1])
    assert found
    return secrets | {"reset link": found[1]}


def test_no_secret_stands_anywhere_in_the_database(company):
    secrets = planted(company)
    text = everything(company)
    assert "杭州云栖" not in text and "王强" in text, "the dump does not show what the database holds"
    coded = {name: base64.b64encode(value.encode()).decode().rstrip("=")[:-2] for name, value in secrets.items()}
    assert all(len(value) >= 8 for value in secrets.values())
    assert [name for name, value in secrets.items() if value in text or json.dumps(value) in text or coded[name] in text] == []


def test_what_was_held_sealed_comes_back_to_whoever_typed_it(company):
    held = company.container.platform.held()
    with company.acting("wang"):
        token = held.hold(company.users["wang"], "/accounts/new", "/accounts", {"name": ["杭州云栖"], "password": ["geheim"]})
        assert held.get(token).data == {"action": "/accounts", "fields": {"name": ["杭州云栖"]}}
    with company.acting("zhao"):
        assert held.get(token) is None


def test_every_column_that_is_called_like_a_secret_is_hashed_sealed_or_named_here(sqlite_db):
    with sqlite_db.transaction() as work:
        work.cursor.execute(
            "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND c.type = 'TEXT' AND m.name NOT LIKE 'search_%'"
        )
        called = {name for (name,) in work.cursor.fetchall() if CALLED.search(name.split(".")[1])}
    assert {name for name in called if not name.endswith("_hash")} - SEALED - set(OPEN) == set()
