"""Erasures in the database: what goes is what belongs to the records or names the person, what stays is everybody else's."""

from datetime import timedelta

import pytest

from crm.dao.sales.erasure import ErasureDao
from crm.domain.customer.account import MODULE as ACCOUNT
from tests.kit.rows import NOON

LIKE = "%周小川%"
RECORD = 900_000  # of which the journal says nothing before
NAMED = [{"like": LIKE}]


@pytest.fixture
def dao(rows):
    return ErasureDao(rows.db)


@pytest.fixture
def left(rows):
    """What of a column is left in the rows that the test put, in the order of ids."""

    def read(table, column, key="id", since=700_000):
        return [value for (value,) in rows.all(f"SELECT {column} FROM {table} WHERE {key} > {since} ORDER BY {key}")]

    return read


def test_erasures_are_told_the_newest_first_and_a_hold_is_one_for_each_record(company, dao):
    lilei, han, until = company.users["lilei"], company.users["han"], NOON.date()
    for id in (1, 2, 3):
        dao.insert(id, NOON, lilei, "lead", 5, "asked", {"lead": id})
    assert [(one.id, one.actor_name, one.counts) for one in dao.page(9, before_id=3)] == [
        (2, "李雷", {"lead": 2}),
        (1, "李雷", {"lead": 1}),
    ]
    assert [one.id for one in dao.page(1)] == [3]
    for record, reason, end, who in ((5, "诉讼", until, lilei), (6, "审计", None, lilei), (5, "仲裁", None, han)):
        dao.put_hold(record, "lead", reason, end, NOON, who)
    assert [(one.record_id, one.reason, one.until, one.author) for one in dao.all_holds(9)] == [
        (6, "审计", None, "李雷"),
        (5, "仲裁", None, "韩梅梅"),
    ]
    assert [one.record_id for one in dao.holds([5, 7])] == [5] and len(dao.all_holds(1)) == 1
    assert (dao.drop_hold(7), dao.drop_hold(5), len(dao.all_holds(9))) == (0, 1, 1)


def test_of_the_journal_goes_what_is_of_the_records_or_names_the_person_once(rows, dao):
    first = rows.put("change_set", title="周小川", reason="x")
    second, third = rows.put("change_set", title="别人", reason="为周小川"), rows.put("change_set", title="别人")
    done = rows.put("change_set", title="周小川", erased="mark", erasure_id=8)
    for set_id, position, record, before, after, erased in (
        (first, 0, RECORD, None, '{"name":"周小川"}', None), (first, 1, 6, '"周小川"', None, None), (second, 0, 6, None, '"别人"', None),
        (third, 0, RECORD, None, None, "mark"), (third, 1, 7, None, '"周小川"', "mark"),
    ):  # fmt: skip
        rows.put("change_item", change_set_id=set_id, position=position, record_id=record, before=before, after=after, erased=erased)
    assert [(one.change_set_id, one.position) for one in dao.items([RECORD])] == [(first, 0)]
    assert sorted((one.change_set_id, one.position) for one in dao.naming(LIKE)) == [(first, 0), (first, 1)]
    assert sorted(one.id for one in dao.titled(LIKE)) == [first, second] and [one.id for one in dao.sets([third, done])] == [third]
    dao.erase_items([{"change_set_id": first, "position": 1, "erased": "m1", "erasure_id": 9}])
    dao.erase_sets([{"id": second, "erased": "m2", "erasure_id": 9}])
    assert [(one.change_set_id, one.position, one.erased) for one in dao.marks(9)] == [(first, 1, "m1"), (second, -1, "m2")]
    assert rows.all(f"SELECT before, after FROM change_item WHERE change_set_id = {first} AND position = 1") == [(None, None)]
    assert rows.all(f"SELECT title, reason FROM change_set WHERE id = {second}") == [("", None)]
    assert [one.position for one in dao.naming(LIKE)] == [0] and [one.id for one in dao.titled(LIKE)] == [first]


def test_contents_go_that_no_other_file_has_and_files_places_and_visits_are_emptied(rows, dao, left):
    one, same, shared, bare = (rows.put("file", digest=digest, size=5) for digest in ("a", "a", "b", ""))
    for digest in ("b", "c"):
        rows.put("file", digest=digest, size=5)
    assert dao.digests([one, same, shared, bare]) == ["a"] and dao.digests([one]) == []
    dao.empty_files([one])
    assert left("file", "digest") == ["", "a", "b", "", "b", "c"] and left("file", "size")[0] == 0
    visits = [rows.put("visit", latitude=30, longitude=120, accuracy=5, place_text="x", far_reason="y", distance=7) for _ in range(2)]
    assert dao.empty_visits(visits[:1]) == 1
    gone, kept = rows.all(
        f"SELECT latitude, longitude, accuracy, place_text, far_reason, distance FROM visit WHERE id >= {visits[0]} ORDER BY id"
    )
    assert gone == (None, None, None, None, None, 7) and None not in kept
    places = [rows.put("place", latitude=30, longitude=120, north=30, east=120) for _ in range(2)]
    dao.empty_places(places[1:])
    assert [float(value) for value in left("place", "latitude")] == [30, 0] == [float(value) for value in left("place", "north")]


def test_what_lies_beside_the_records_is_emptied_of_these_alone(rows, dao, left):
    for n in (5, 6):
        rows.put("lead_submission", lead_id=n, given={"name": "x"}, network="n", detail="d")
        link = rows.put("quote_link", quote_id=n, token_hash=f"{n}", recipient="周")
        rows.put("quote_comment", quote_id=n, author="周", body="好"), rows.put("quote_view", link_id=link, network="n", device="d")
        rows.put("approval_decision", request_id=n, comment="x"), rows.put("pool_move", record_id=n, reason="x")
        rows.put("handover_move", record_id=n, title="周"), rows.put("import_problem", line=n, record_id=n, value="周")
        rows.put("webhook_delivery", key=f"{n}", change_set_id=n, body="{}", error="x"), rows.put("draft", record_id=n)
    for empty in (dao.empty_submissions, dao.empty_comments, dao.empty_links, dao.empty_views, dao.empty_decisions, dao.empty_moves,
                  dao.empty_handovers, dao.empty_problems, dao.empty_deliveries, dao.drop_drafts):  # fmt: skip
        assert empty([5]) == 1, empty.__name__
    assert left("lead_submission", "network") == ["", "n"] and left("lead_submission", "detail") == [None, "d"]
    assert left("quote_comment", "author") == ["", "周"] == left("import_problem", "value", "record_id", 0)
    assert left("quote_comment", "body") == ["", "好"] and left("quote_link", "recipient") == [None, "周"]
    assert left("quote_view", "network") == ["", "n"] and left("quote_view", "device") == ["", "d"]
    assert left("approval_decision", "comment") == [None, "x"] == left("pool_move", "reason")
    assert left("handover_move", "title", "record_id", 0) == ["", "周"] and left("draft", "record_id", "record_id", 0) == [6]
    assert left("webhook_delivery", "body") == [None, "{}"] and left("webhook_delivery", "error") == [None, "x"]


def test_what_names_the_person_elsewhere_goes_and_jobs_only_when_they_are_over(company, rows, dao, left):
    wang = company.users["wang"]
    for text in ("见周小川", "见别人"):
        rows.put("notice", user_id=wang, title=text), rows.put("notice", user_id=wang, body=text)
        rows.put("draft", user_id=wang, record_id=rows.last, data={"body": text}), rows.put("import_problem", line=rows.last, value=text)
        rows.put("lead_submission", given={"name": text}, network="n"), rows.put("webhook_delivery", key=text, body=text)
        rows.put("walk", user_id=rows.last, query=text), rows.put("commission_line", source_name=text)
        for column in ("title", "error"):
            rows.put("job", **{column: text, "ended_at": NOON})
        rows.put("job", payload={"q": text}, ended_at=NOON), rows.put("job", payload={"q": text}, state="waiting")
    for name, n in (
        ("notices", 2),
        ("drafts", 1),
        ("problems", 1),
        ("submissions", 1),
        ("deliveries", 1),
        ("walks", 1),
        ("lines", 1),
        ("jobs", 3),
    ):
        assert getattr(dao, f"{name}_naming")(NAMED) == n, name
    assert left("job", "title") == ["", "", "", "", "见别人", "", "", ""] and left("commission_line", "source_name") == ["", "见别人"]
    assert ["q" in str(payload) for payload in left("job", "payload")] == [False, False, False, True, False, False, True, True]
    assert left("webhook_delivery", "body") == [None, "见别人"] and left("lead_submission", "network") == ["", "n"]


def test_pairs_notices_and_forms_of_the_records_go_and_a_record_is_anonymised_once(company, rows, dao):
    for one, other in ((5, 6), (6, 7), (7, 8)):
        rows.put("duplicate_pair", one_id=one, other_id=other)
    for url, record in (("/leads/5", None), ("/x", 5), ("/x", 6), ("/y", None)):
        rows.put("notice", user_id=company.users["wang"], url=url, record_id=record)
    assert (dao.drop_pairs([6]), dao.drop_notices(["/leads/5"], [5])) == (2, 2)
    for token, at in (("a", NOON), ("b", NOON + timedelta(seconds=1))):
        rows.put("held_form", token_hash=token, created_at=at)
    assert dao.drop_forms(NOON) == 1
    dao.put_anonymised([{"record_id": 7, "erasure_id": 1}])
    dao.put_anonymised([{"record_id": 5, "erasure_id": 1}]), dao.put_anonymised([{"record_id": 5, "erasure_id": 2}])
    assert dao.anonymised([5, 6]) == [5]
    home = rows.put("household")
    members = [rows.put("household_member", household_id=home) for _ in range(2)]
    rows.put("household_member", household_id=rows.put("household"))
    assert dao.homes(members) == [home]


def test_records_that_point_at_others_are_found_by_their_fields_also_out_of_sight(rows, dao):
    account, other = rows.put("account"), rows.put("account")
    contact, hidden = rows.put("contact", account_id=account), rows.put("contact", account_id=account, removed_at=NOON)
    rows.put("contact", account_id=other)
    call = rows.put("activity", subject_module="account", subject_id=account, account_id=account)
    wrong = rows.put("activity", subject_module="lead", subject_id=account)
    found = {(one.module, one.id) for one in dao.pointing({"account": [account]})}
    assert {("contact", contact), ("contact", hidden), ("activity", call)} <= found and ("activity", wrong) not in found
    assert dao.pointing({"account": [1]}) == [] == dao.pointing({})
    assert dao.hidden(ACCOUNT, [account]) == []
    rows.set("account", account, removed_at=NOON)
    assert dao.hidden(ACCOUNT, [account, other]) == [account]


def test_what_people_wrote_is_taken_away_of_these_records_and_they_are_sorted_anew(rows, dao):
    gone, kept = (rows.put("account", name="周小川", sort_key="z", phone="1", remark="x", tags=["t"], custom={"x_a": 1}) for _ in range(2))
    assert dao.blank(ACCOUNT, [gone]) == 1
    assert rows.all(f"SELECT name, phone, remark FROM account WHERE id IN ({gone}, {kept}) ORDER BY id") == [
        (f"#{gone}", None, None), ("周小川", "1", "x")
    ]  # fmt: skip
    dao.resort(ACCOUNT, [{"id": gone, "sort_key": "#"}])
    assert rows.all(f"SELECT sort_key FROM account WHERE id IN ({gone}, {kept}) ORDER BY id") == [("#",), ("z",)]


def test_of_what_lies_sealed_goes_whatever_is_no_longer_waited_for(rows, dao, left):
    for ended, payload in ((NOON, {"sealed": "x"}), (None, {"sealed": "x"}), (NOON, {"q": "sealed"})):
        rows.put("job", ended_at=ended, payload=payload)
    for state in ("waits", "done"):
        rows.put("export_request", state=state, wanted={"q": "x"})
    assert (dao.drop_sealed_jobs(), dao.drop_sealed_exports()) == (1, 1)
    assert ["x" in str(one) for one in left("job", "payload")] == [False, True, False]
    assert ["x" in str(one) for one in left("export_request", "wanted")] == [True, False]
