"""Taking records away: the ticked ones at once, long lists by a job whose file expires."""

import csv
import io
import re
import time
from datetime import timedelta
from html import unescape

import pytest

from crm import current
from crm.domain.customer import export_request


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.fixture
def three(app):
    """Two customers of Wang's, one of them named like a formula, and one of Chen's."""
    accounts, made = app.container.customer.account(), []
    for who, name in (("wang", "=HYPERLINK(1)"), ("wang", "乙公司"), ("chen", "丙公司")):
        with app.company.acting(who):
            made.append(accounts.create(accounts.module.draft.parse({"name": name, "city": "北京"})).id)
    return made


@pytest.fixture
def small(monkeypatch):
    """What is large begins at two rows."""
    monkeypatch.setattr(export_request, "LARGE", 1)


def noted(app, who):
    with app.company.acting("lilei"):
        events = app.container.platform.security().page(app.company.users[who])
        return [event.detail for event in events if event.kind == "export"]


def test_the_ticked_records_become_a_file_in_their_order_and_that_is_kept(app, sign_in, three):
    client = sign_in("han")
    dialog = client.get(f"/exports/account/chosen?id={three[1]}&id={three[0]}&cols=name,city").text
    assert f'name="id" value="{three[1]}"' in dialog and 'value="xlsx"' in dialog
    answer = client.post("/exports/account/chosen", data={"kind": "csv", "id": [three[1], three[0]], "cols": "name,city"})
    assert [(row["Name"], row["City"]) for row in rows(answer)] == [("乙公司", "北京"), ("'=HYPERLINK(1)", "北京")]
    assert len(rows(answer)[0]) == 2
    (kept,) = noted(app, "han")
    assert (kept["module"], kept["count"], kept["chosen"]) == ("account", 2, True)


def test_all_means_what_the_filter_finds(sign_in, three):
    answer = sign_in("han").post("/exports/account/chosen", data={"kind": "csv", "all": "1", "id": three[0], "f": "name:is:乙公司"})
    assert [row["Name"] for row in rows(answer)] == ["乙公司"]


def test_without_ticked_rows_the_dialog_offers_all_that_the_filter_finds(sign_in, three):
    client = sign_in("han")
    dialog = client.get("/exports/account/chosen?f=city:is:北京").text
    assert "Export all that the list finds" in dialog and 'name="all" value="1"' in dialog
    assert f"<b>{len(rows(client.get('/exports/account.csv?f=city:is:北京')))} record" in dialog


def test_records_out_of_reach_are_not_in_the_file(app, sign_in, three):
    with app.company.acting("lilei"):
        roles = app.container.platform.role()
        row = roles.get(app.company.roles["salesperson"])
        roles.change(row.id, {"grants": {**row.grants, "account.export": 1}})
    answer = sign_in("wang").post("/exports/account/chosen", data={"kind": "csv", "id": three})
    assert [row["Name"] for row in rows(answer)] == ["'=HYPERLINK(1)", "乙公司"]


def test_who_may_not_export_is_told_so_everywhere(sign_in, three, small):
    client = sign_in("wang")
    for address in ("/exports/account/chosen?id=1", "/exports/account.csv"):
        assert client.get(address).status_code == 403
    assert client.post("/exports/account/chosen", data={"kind": "csv", "id": three}).status_code == 403
    assert client.post("/exports/account.csv").status_code == 403
    assert "customer_transfer_export.choose" not in client.get("/accounts").text
    assert "customer_transfer_export.choose" in sign_in("han").get("/accounts").text


def test_nothing_ticked_and_unknown_kinds_are_refused(sign_in, three):
    client = sign_in("han")
    assert client.post("/exports/account/chosen", data={"kind": "csv"}).status_code == 422
    assert client.post("/exports/account/chosen", data={"kind": "pdf", "id": three}).status_code == 404


@pytest.fixture
def ready(app, sign_in, three, small):
    """(client, the address of the page with the file) of a large export of Han's."""
    client = sign_in("han")
    page = client.get("/exports/account.csv?f=city:is:北京&cols=name").text
    action = unescape(re.search(r'<form method="post" action="(/exports/account.csv[^"]*)"', page)[1])
    job = client.post(action).location
    app.container.platform.job_runner().run_due()
    return client, unescape(re.search(r'href="(/exports/files/\d+)"', client.get(job).text)[1])


def test_a_large_export_is_a_job_and_a_notice_leads_to_its_file(app, ready):
    client, address = ready
    assert "“导出”已完成" in client.get("/notices").text
    page = client.get(address).text
    fetch = re.search(r'href="(/exports/files/\d+/download)"', page)[1]
    answer = client.get(fetch)
    assert sorted(next(iter(row.values())) for row in rows(answer)) == ["'=HYPERLINK(1)", "丙公司", "乙公司"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert [(one["count"], one["form"]) for one in noted(app, "han")] == [(3, "csv")]


def test_many_ticked_records_are_a_job_as_well(app, sign_in, three, small):
    client = sign_in("han")
    job = client.post("/exports/account/chosen", data={"kind": "json", "id": three[:2]}).location
    app.container.platform.job_runner().run_due()
    address = re.search(r'href="(/exports/files/\d+)"', client.get(job).text)[1]
    assert [one["id"] for one in client.get(f"{address}/download").get_json(force=True)["records"]] == three[:2]


def test_the_file_is_for_whoever_asked_for_it_alone(sign_in, ready):
    _, address = ready
    for who in ("lilei", "wang"):
        assert sign_in(who).get(address).status_code == 404
        assert sign_in(who).get(f"{address}/download").status_code == 404


def test_who_may_no_longer_export_no_longer_gets_the_file(app, ready):
    client, address = ready
    with app.company.acting("lilei"):
        roles = app.container.platform.role()
        row = roles.get(app.company.roles["manager"])
        roles.change(row.id, {"grants": {name: scope for name, scope in row.grants.items() if name != "account.export"}})
    assert client.get(f"{address}/download").status_code == 403


def test_the_file_expires_and_is_removed(app, ready, monkeypatch):
    client, address = ready
    files, later = app.container.customer.export_file(), current.now() + timedelta(days=4)
    assert files.tidy() == 0
    monkeypatch.setattr(time, "time", later.timestamp)
    assert files.tidy() == 1 and list(files.folder.iterdir()) == []
    assert "expired" in client.get(address).text
    assert client.get(f"{address}/download").location.endswith(address)
