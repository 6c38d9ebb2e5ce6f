"""The story of a record: one stream in parts, runs folded, chips that count, what stands above it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from crm.web.kit.timeline import Choice, Place

NOW = datetime(2030, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def account(make):
    return make("wang", name="云帆", city="北京")


@pytest.fixture
def log(app, account):
    """Logs an activity of the customer as somebody: log("wang", kind="call", name="回访")."""

    def made(who, about=("account", None), **raw):
        module, id = about
        raw = {"subject_module": module, "subject_id": id or account.id, "kind": "note", **raw}
        activities = app.container.customer.activity()
        with app.company.acting(who, clock=raw.pop("clock", NOW)):
            return activities.create(activities.module.draft.parse(raw))

    return made


@pytest.fixture
def change(app, account):
    def changed(who, minutes=0, **changes):
        with app.company.acting(who, clock=NOW + timedelta(minutes=minutes)):
            app.container.customer.account().change(account.id, changes)

    return changed


def titles(page):
    return [text.strip() for text in re.findall(r'class="entry-title"[^>]*>([^<]+)<', page)]


def test_changes_within_ten_minutes_of_one_person_are_one_line_with_each_step_in_it(sign_in, account, change):
    change("wang", 0, city="上海")
    change("wang", 4, grade="A", city="杭州")
    change("wang", 9, industry="finance")
    page = sign_in("wang").get(f"/accounts/{account.id}").text
    assert titles(page)[0] == "changed 3 fields" and "Each step (3)" in page
    assert re.search(r"<del>北京</del>.*?<ins>杭州</ins>", page, re.S)


@pytest.mark.parametrize(("who", "minutes"), [("wang", 11), ("han", 1)])
def test_a_later_change_and_another_persons_are_lines_of_their_own(sign_in, account, change, who, minutes):
    change("wang", 0, city="上海")
    change(who, minutes, grade="A")
    assert titles(sign_in("wang").get(f"/accounts/{account.id}").text)[:2] == ["changed this", "changed this"]


def test_what_was_done_in_between_ends_a_run(sign_in, account, change, log):
    change("wang", 0, city="上海")
    log("wang", name="中间的电话", kind="call", clock=NOW + timedelta(minutes=1))
    change("wang", 2, grade="A")
    assert titles(sign_in("wang").get(f"/accounts/{account.id}").text)[:3] == ["changed this", "中间的电话", "changed this"]


def test_a_long_story_is_told_in_parts_of_which_none_is_told_twice_or_left_out(sign_in, account, change, log):
    for n in range(40):
        log("wang", name=f"第{n}条", clock=NOW + timedelta(hours=2 * n))
        change("wang", 120 * n + 60, remark=str(n))
    client, seen, address = sign_in("wang"), [], f"/accounts/{account.id}"
    for _ in range(5):
        page = client.get(address).text
        seen += titles(page)
        more = re.search(r'hx-get="([^"]+)" hx-target="closest .more-row"', page)
        if not more:
            break
        address = more[1].replace("&amp;", "&")
    assert [title for title in seen if title.startswith("第")] == [f"第{n}条" for n in reversed(range(40))]
    assert seen.count("changed this") == 40 and seen[-1] == "created this"


def test_chips_count_kinds_and_people_and_the_choice_is_remembered(sign_in, account, log):
    log("wang", name="电话一", kind="call")
    log("han", name="电话二", kind="call")
    log("han", name="拜访", kind="visit")
    client = sign_in("wang")
    page = client.get(f"/accounts/{account.id}").text
    assert re.search(r'kind=call"[^>]*>Call <small>2</small>', page) and re.search(r"韩梅梅 <small>2</small>", page)
    han = client.get(f"/accounts/{account.id}?kind=call&who={_user(page)}").text
    assert "电话二" in titles(han) and "电话一" not in titles(han)
    again = client.get(f"/accounts/{account.id}").text
    assert "电话二" in titles(again) and "电话一" not in titles(again)
    assert "拜访" in titles(client.get(f"/accounts/{account.id}?kind=all").text)


def _user(page):
    return re.search(r'who=(\d+)"[^>]*><svg[^>]*>.*?</svg>韩梅梅', page)[1]


def test_what_was_done_with_a_contact_says_whose_it_is_and_can_be_left_out(sign_in, account, make, log):
    contact = make("wang", "contact", name="王芳", account_id=account.id)
    log("wang", ("contact", contact.id), name="与联系人的电话", kind="call")
    client = sign_in("wang")
    page = client.get(f"/accounts/{account.id}").text
    assert "与联系人的电话" in titles(page) and re.search(rf'class="tag child" href="/contacts/{contact.id}"', page)
    assert "与联系人的电话" not in titles(client.get(f"/accounts/{account.id}?kind=all&only=1").text)


def test_people_and_records_in_a_text_are_marked_and_only_what_may_be_seen_is_named(sign_in, account, make, log):
    mine, other = make("wang", name="上海安泰"), make("chen", name="别人的客户")
    log("wang", name="记录", body=f"请 @赵敏 看 #{mine.id}(安泰) 和 #{other.id}(别人的) <b>")
    page = sign_in("wang").get(f"/accounts/{account.id}").text
    assert '<span class="mention">@赵敏</span>' in page and f'<a class="mention" href="/accounts/{mine.id}">上海安泰</a>' in page
    assert f"#{other.id}" in page and "别人的" not in page and "&lt;b&gt;" in page


def test_pinned_entries_stand_on_top_and_there_are_three_at_most(sign_in, account, log):
    client = sign_in("wang")
    rows = [log("wang", name=f"记录{n}") for n in range(4)]
    for row in rows[:3]:
        assert client.post(f"/activities/{row.id}/pin").status_code == 303
    page = client.get(f"/accounts/{account.id}").text
    assert all(f'id="entry-a{row.id}"' in page.split('class="kinds"')[0] for row in rows[:3])
    assert "Three entries are pinned already." in client.post(f"/activities/{rows[3].id}/pin", follow_redirects=True).text
    client.post(f"/activities/{rows[0].id}/pin")
    assert f'id="entry-a{rows[0].id}"' not in client.get(f"/accounts/{account.id}").text.split('class="kinds"')[0]


def test_a_customer_without_a_next_step_says_so_and_waiting_says_until_when(sign_in, account):
    client = sign_in("wang")
    assert "next-step none" in client.get(f"/accounts/{account.id}").text
    data = {"name": "客户答复", "due_at": "2030-01-05T10:00", "waiting": "yes"}
    client.post(f"/activities/for/account/{account.id}/task", data=data)
    page = client.get(f"/accounts/{account.id}").text
    assert "next-step waiting" in page and "Waiting until 5 Jan 2030 10:00" in page


def test_a_next_step_is_put_off_at_the_hour_it_was_due(sign_in, account, app, log):
    task = log("wang", name="发送报价", kind="task", due_at="2026-11-21 17:30", remind_at="2026-11-21 17:00")
    answer = sign_in("wang").post(f"/activities/{task.id}/snooze", data={"until": "2026-12-01"})
    assert answer.status_code == 303
    with app.company.acting("wang"):
        moved = app.container.customer.activity().get(task.id)
    assert (moved.due_at, moved.remind_at) == (datetime(2026, 12, 1, 9, 30, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert "toast bad" in sign_in("wang").post(f"/activities/{task.id}/snooze", data={"until": "never"}, follow_redirects=True).text


@pytest.mark.parametrize("text", [None, "", "nonsense", "x_y_z", "2026-11-21T08:00:00+00:00_1", "_9999999999999999999x_"])
def test_a_place_that_cannot_be_read_is_the_top(text):
    assert Place.read(text) == Place()


def test_a_place_is_written_as_it_is_read():
    place = Place(NOW, 7, 9)
    assert Place.read(str(place)) == place and Place.read(str(Place(change=3))) == Place(change=3, activity=0)


def test_the_address_of_a_choice_says_all_of_it():
    assert Choice("call", 5, True).url("/a", who=None) == "/a?kind=call&only=1" and Choice().url("/a") == "/a?kind=all"
