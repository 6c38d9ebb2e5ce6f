"""Invitations in the database: who was asked in and has not come, and who was never asked."""

from datetime import timedelta

from crm.dao.platform.invitation import InvitationDao
from tests.kit.rows import NOON


def test_who_is_invited_is_listed_by_number_with_how_often_he_was_asked(company, rows):
    invitations, users = InvitationDao(rows.db), company.users
    for who in ("wang", "zhao", "chen"):
        rows.set("app_user", users[who], state="invited")
    rows.set("app_user", users["chen"], removed_at=NOON)
    for hours in range(2):
        invitations.put(users["wang"], NOON + timedelta(hours=hours), users["lilei"], NOON + timedelta(days=3))
    with company.acting("lilei"):
        found = invitations.page(9)
        assert [(one.name, one.times, one.sender_name) for one in found] == [("王强", 2, "李雷"), ("赵敏", 0, None)]
        assert (found[0].sent_at, found[0].department_name) == (NOON + timedelta(hours=1), "华东组")
        assert [one.name for one in invitations.page(9, after=users["wang"])] == ["赵敏"] and len(invitations.page(1)) == 1
    with company.acting("han"):  # who sees people and edits none
        assert invitations.page(9) == [] and len(invitations.page(9, verb="view")) == 2
    invitations.put(users["zhao"], NOON, users["lilei"], NOON)
    assert invitations.drop(users["wang"]) == 1 and invitations.drop(users["wang"]) == 0


def test_uninvited_are_active_people_with_mail_without_password_or_session(company, rows):
    invitations = InvitationDao(rows.db)
    made = [rows.put("app_user", account=f"n{n}", **{"state": "active", "mail": f"n{n}@example.com"} | more) for n, more in enumerate((
        {}, {}, {}, {"mail": None}, {"state": "suspended"}, {"removed_at": NOON}, {}))]  # fmt: skip
    rows.put("credential", user_id=made[1])
    rows.put("session", user_id=made[2], token_hash="t")
    with company.acting("lilei"):
        assert invitations.uninvited(9) == [made[0], made[6]] and invitations.uninvited(1) == made[:1]
    with company.acting("wang"):
        assert invitations.uninvited(9) == []
