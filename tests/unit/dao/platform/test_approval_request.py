"""Requests for approval in the database."""

from crm.dao.platform.approval_request import ApprovalRequestDao


def test_of_a_record_the_latest_request_comes_once_for_each_seat(company, rows):
    dao, wang, han = ApprovalRequestDao(rows.db), company.users["wang"], company.users["han"]
    asked = [
        rows.put("approval_request", module=module, record_id=record, state=state)
        for module, record, state in (("quote", 5, "refused"), ("quote", 5, "open"), ("quote", 6, "open"), ("order", 5, "open"))
    ]
    rows.put("approval_decision", request_id=asked[0], step=1, user_id=han)
    for step, user, via in ((2, wang, None), (1, wang, han), (1, han, None)):
        rows.put("approval_decision", request_id=asked[1], step=step, user_id=user, via_id=via)
    assert [(one.id, one.step, one.user_name, one.via_name) for one in dao.last("quote", 5)] == [
        (asked[1], 1, "王强", "韩梅梅"), (asked[1], 1, "韩梅梅", None), (asked[1], 2, "王强", None),
    ]  # fmt: skip
    assert [(one.id, one.seat_id) for one in dao.last("quote", 6)] == [(asked[2], None)] and dao.last("contract", 5) == []
