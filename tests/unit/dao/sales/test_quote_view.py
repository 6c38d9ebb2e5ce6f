"""Openings of links in the database."""

from datetime import timedelta

from crm.dao.sales.quote_view import QuoteViewDao
from tests.kit.rows import NOON

HOUR = timedelta(hours=1)


def test_an_opening_is_known_lately_by_its_own_network_and_device(rows):
    dao, (link, other, elsewhere) = QuoteViewDao(rows.db), (rows.put("quote_link", quote_id=quote, token_hash=f"{n}", recipient=f"{n}")
                                                            for n, quote in enumerate((5, 5, 6)))  # fmt: skip
    for to, at, network, device in (
        (link, NOON, "n", "phone"),
        (link, NOON + HOUR, "n", "phone"),
        (link, NOON + HOUR, "m", "phone"),
        (link, NOON + HOUR, "n", "desktop"),
        (other, NOON + 2 * HOUR, "n", "phone"),
        (elsewhere, NOON, "n", "phone"),
    ):
        dao.insert(to, at, network, device)
    assert vars(dao.known(link, "n", "phone", NOON)) == {"noted": 4, "lately": 1}
    assert vars(dao.known(1, "n", "phone", NOON)) == {"noted": 0, "lately": 0}
    found = [(one.recipient, one.device, one.at - NOON) for one in dao.of_quote(5, 9)]
    assert found[:2] == [("1", "phone", 2 * HOUR), ("0", "desktop", HOUR)] and len(found) == 5 and len(dao.of_quote(5, 2)) == 2
