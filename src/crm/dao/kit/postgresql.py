"""What a connection to PostgreSQL is told, how its statements are planned, and how one that lay idle is known to be alive.

To plan a statement takes longer than most take to run. What is read the same way whatever its values (`-- :steady`) is planned once.
All else is planned for the values at hand: the general plan read a search of 100,000 customers in 77 ms instead of 1. So is what is
written for many rows at once: the tables may have grown since the plan was made, and nobody has counted them.
"""

import select
import time
from typing import Any

from sqlalchemy import create_engine, event, exc
from sqlalchemy.engine import URL, Engine

TRUSTED = 30.0  # seconds after which something on the way may have dropped an idle connection without a word
FEW = 50  # rows that are written by whatever plan there is
PLANNED = "SET LOCAL plan_cache_mode = force_custom_plan"
# Names are joined in the order in which they stand: weighing all orders of nine tables took 13 ms for a list that is read in 1.
# To compile a statement took 50 ms for a page that is read in 3, and to start those who read it in parallel 10.
SAID = (
    "-c timezone=UTC -c plan_cache_mode=auto -c join_collapse_limit=4 -c jit=off -c parallel_setup_cost=100000 "
    "-c statement_timeout=60000 -c lock_timeout=5000"
)


def opened(url: URL, schema: Any, pool_size: int) -> Engine:
    said = f"{SAID} -c search_path={schema}" if schema else SAID
    engine = create_engine(
        url, pool_reset_on_return=None, pool_size=pool_size, max_overflow=pool_size, pool_use_lifo=True,
        connect_args={"options": said, "connect_timeout": 5},
    )  # fmt: skip
    event.listen(engine, "checkin", _left)
    event.listen(engine, "checkout", _taken)
    return engine


def _left(_: Any, record: Any) -> None:
    record.info["left"] = time.monotonic()


def _taken(connection: Any, record: Any, _: Any) -> None:
    """Before a connection is used its socket tells whether the server has ended it; after a while the server itself is asked. To ask it
    each time takes as long as a statement."""
    since = record.info.get("left")
    if since is None or (time.monotonic() - since < TRUSTED and not connection.closed and _is_quiet(connection)):
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as gone:
        raise exc.InvalidatePoolError() from gone


def _is_quiet(connection: Any) -> bool:
    """Nothing waits to be read: a server that ends a connection says so."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
