"""People who write all the time, and remember what the server has acknowledged."""

import http.client
import itertools
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.faults.site import Answer, Site

API = "/api/v1"
PLURALS = {"account": "/accounts", "opportunity": "/opportunities"}
LOST = (OSError, http.client.HTTPException)


@dataclass
class Write:
    """One create: its key, what was sent, and the record it became once somebody said so."""

    key: str
    module: str
    given: dict[str, Any]
    id: int | None = None


@dataclass
class Writers:
    """Threads that create customers and deals, and change every fifth of what they made."""

    site: Site
    count: int = 4
    made: list[Write] = field(default_factory=list)  # acknowledged
    unsure: list[Write] = field(default_factory=list)  # asked for, and no answer came
    changed: dict[int, str] = field(default_factory=dict)  # record -> the remark that was acknowledged
    maybe: dict[int, str] = field(default_factory=dict)  # record -> the remark that was asked for last, without an answer
    refused: list[Answer] = field(default_factory=list)  # 503 and such
    strange: list[Answer] = field(default_factory=list)  # anything else: there must be none

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self._stopped.clear()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(self.count)]
        for thread in self._threads:
            thread.start()

    def go_on(self, chance: random.Random) -> None:
        """Write until some more is acknowledged, and for a moment that nobody chose."""
        had = len(self.made)
        self.start()
        Site.until(lambda: len(self.made) >= had + 3 * self.count)
        time.sleep(chance.uniform(0.0, 0.9))

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(90)
            assert not thread.is_alive()

    def write(self, one: Write) -> None:
        """Ask for a create, or once more for one that nobody answered."""
        try:
            answer = self.site.ask("POST", API + PLURALS[one.module], one.given, Idempotency_Key=one.key)
        except LOST:
            self.unsure.append(one)
            return
        if answer.status in (200, 201):
            one.id = answer.json["id"]
            self.made.append(one)
        else:
            self._not_taken(answer)
            self.unsure.append(one)

    def retry(self) -> int:
        """Ask again, each under its own key, for all that nobody answered; gives how many there were."""
        waiting, self.unsure = self.unsure, []
        for one in waiting:
            self.write(one)
        return len(waiting)

    def _work(self) -> None:
        while not self._stopped.is_set():
            number = next(self._numbers)
            module = "opportunity" if number % 3 == 0 else "account"
            given: dict[str, Any] = {"name": f"客户 {number:06}"}
            if module == "opportunity":
                given |= {"amount": number, "currency": "CNY"}
            one = Write(f"key-{number}", module, given)
            self.write(one)
            if one.id is None:
                time.sleep(0.05)
            elif module == "account" and number % 5 == 0:
                self._change(one.id, f"remark {number}")

    def _change(self, id: int, remark: str) -> None:
        self.maybe[id] = remark
        try:
            answer = self.site.ask("PATCH", f"{API}/accounts/{id}", {"remark": remark}, If_Match='"1"')
        except LOST:
            return
        if answer.status == 200:
            self.changed[id] = remark
            del self.maybe[id]
        else:
            self._not_taken(answer)

    def _not_taken(self, answer: Answer) -> None:
        (self.refused if answer.status in (503, 507) else self.strange).append(answer)
