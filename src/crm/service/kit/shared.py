"""Redis, which several instances share for what is counted fast. Needs the extra `redis`; without an address there is none.

Nothing stands there that may not be lost: what has to hold is in the database.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis import Redis

PATIENCE = 0.5  # seconds that a request waits for it


def open_shared(url: str) -> "Redis | None":
    """A client that connects when it is first asked. Raises ValueError for an address that is none."""
    if not url:
        return None
    from redis import Redis  # whoever runs one instance never loads it

    return Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, health_check_interval=30)
