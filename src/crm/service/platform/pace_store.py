"""Where buckets stand: in the memory of this process, or in the Redis that all instances share."""

import threading
import time
from typing import Any

import structlog

from crm.domain.platform.pace import HAIR, Pace

MOST = 50_000  # buckets in memory
AGAIN = 10.0  # seconds for which a Redis that did not answer is left alone
# By the clock of Redis, so that the clocks of instances need not agree.
TAKE = """
local now = redis.call('TIME')
now = now[1] + now[2] / 1000000
local owed = math.max((tonumber(redis.call('GET', KEYS[1])) or now) - now, 0) + tonumber(ARGV[1])
if owed <= tonumber(ARGV[2]) then
  redis.call('SET', KEYS[1], string.format('%.6f', now + owed), 'PX', math.ceil(owed * 1000))
end
return string.format('%.6f', owed)
"""
log = structlog.get_logger()


class InMemory:
    """Each of the processes has buckets of its own, and so its part of what may be asked for."""

    def __init__(self, processes: int):
        self.processes = processes
        self._full_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, key: str, pace: Pace) -> tuple[Pace, float]:
        """What holds here, and the seconds until the bucket would be full again; a refusal takes nothing."""
        own, now = pace.part(self.processes), time.monotonic()
        with self._lock:
            owed = max(self._full_at.get(key, now) - now, 0.0) + own.step
            if owed <= own.seconds + HAIR:
                self._full_at[key] = now + owed
                if len(self._full_at) > MOST:
                    self._sweep(now)
        return own, owed

    def _sweep(self, now: float) -> None:
        """Full ones need no place. Should others be too many, those stay that are nearest to being empty."""
        waiting = sorted(((at, key) for key, at in self._full_at.items() if at > now), reverse=True)
        self._full_at = {key: at for at, key in waiting[: MOST // 2]}


class InRedis:
    """One bucket for all instances. While Redis does not answer, each process counts for itself."""

    def __init__(self, redis: Any, prefix: str, instead: InMemory):
        from redis.exceptions import RedisError  # of an extra

        self.prefix = prefix
        self.instead = instead
        self._error = RedisError
        self._take = redis.register_script(TAKE)
        self._again = 0.0

    def take(self, key: str, pace: Pace) -> tuple[Pace, float]:
        if time.monotonic() >= self._again:
            try:
                return pace, float(self._take(keys=[f"{self.prefix}:{key}"], args=[pace.step, pace.seconds + HAIR]))
            except self._error as error:
                self._again = time.monotonic() + AGAIN
                log.warning("requests are counted by each process for itself", why=type(error).__name__)
        return self.instead.take(key, pace)
