"""Every tenant gets its turn, however much one of them has to do."""

from crm.tenants.board import Board


def test_who_was_served_goes_behind_all_others_that_wait():
    board, served = Board(), []
    board.keep({"a", "b", "c"})
    for _ in range(6):
        name = board.take(1, 0.1)
        served.append(name)
        board.give_back(name, 0)  # each has more to do at once
    assert sorted(served[:3]) == ["a", "b", "c"] == sorted(served[3:])


def test_nobody_has_more_threads_than_his_share():
    board = Board()
    board.keep({"a"})
    assert board.take(1, 0.1) == "a"
    board.queue("a").wake()
    assert board.take(1, 0) is None
    board.give_back("a", 60)
    assert board.take(1, 0.5) == "a"  # the call was not forgotten


def test_who_is_called_for_is_served_before_his_time():
    board = Board()
    board.keep({"a"})
    board.give_back(board.take(1, 0.1), 60)
    assert board.take(1, 0) is None
    board.queue("a").wake()
    assert board.take(1, 0.1) == "a"


def test_who_is_served_no_more_is_not_looked_after():
    board = Board()
    board.keep({"a", "b"})
    board.keep({"b"})
    assert (board.take(1, 0.1), board.take(1, 0)) == ("b", None)
