"""What a transaction does beside the program is waited for by its next statement, and undone with it."""

import threading

import pytest

from crm.errors import CrmError


def stamp(crm):
    with crm.db().transaction(writes=False):
        return crm.platform.user_dao().access_stamp()


def test_the_next_statement_waits_for_it_and_sees_what_it_wrote(crm):
    users, held = crm.platform.user_dao(), threading.Event()
    before = stamp(crm)

    def slow():
        held.wait(5)
        users.move_stamp()

    if crm.db().dialect == "postgresql":
        held.set()  # done at once there
    with crm.db().transaction():
        crm.db().aside(slow)
        threading.Timer(0.05, held.set).start()
        assert users.access_stamp() == before + 1


def test_the_commit_waits_for_it(crm):
    before = stamp(crm)
    with crm.db().transaction():
        crm.db().aside(crm.platform.user_dao().move_stamp)
    assert stamp(crm) == before + 1


def test_what_went_wrong_in_it_undoes_the_transaction(crm):
    before = stamp(crm)

    def wrong():
        crm.platform.user_dao().move_stamp()
        raise CrmError

    with pytest.raises(CrmError), crm.db().transaction():
        crm.db().aside(wrong)
    assert stamp(crm) == before


def test_an_exception_beside_it_undoes_both(crm):
    before = stamp(crm)
    with pytest.raises(ValueError, match="stop"), crm.db().transaction():
        crm.db().aside(crm.platform.user_dao().move_stamp)
        raise ValueError("stop")
    assert stamp(crm) == before
