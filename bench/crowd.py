"""The people of the load harness, in a process of their own: `python -m bench.crowd PORT USERS SECONDS RAMP`; prints figures as JSON.

Each looks at lists, searches, opens, edits and creates customers, looks at Today and the board, and thinks for one to three seconds in
between. Needs the extra `load`.
"""

import json
import random
import re
import secrets
import sys
from typing import Any

import gevent
from locust import FastHttpUser, between, task
from locust.env import Environment

PEOPLE, PASSWORD = 50, "correct horse battery"
CITIES, GRADES = ("北京", "上海", "广州", "深圳", "杭州"), "ABCD"
WORDS = ("云帆", "安泰", "科技", "远航", "kj", "数创", "医药", "bj")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
RECORD = re.compile(r'href="/accounts/(\d+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Person(FastHttpUser):
    """Somebody who is at work."""

    wait_time = between(1, 3)
    number = 0

    def on_start(self) -> None:
        Person.number += 1
        self.ids: list[str] = []
        token = self._token("/sign-in", "sign in: form")
        form = {"csrf_token": token, "account": f"sales{Person.number % PEOPLE}", "password": PASSWORD}
        while self._send("/sign-in", form, "sign in", (200, 303, 429)) == 429:  # four of the crowd share an account
            gevent.sleep(2)
        self.token = self._token("/accounts/new", "form")
        self.look()

    def _token(self, path: str, name: str) -> str:
        found = TOKEN.search(self.client.get(path, name=name).text or "")
        return found[1] if found else ""

    def _send(self, path: str, form: dict[str, str], name: str, taken: tuple[int, ...] = (200, 303), **headers: str) -> int:
        with self.client.post(path, data=form, headers=FORM | headers, name=name, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code in taken:
                answer.success()
            else:
                answer.failure(f"{answer.status_code}")
            return int(answer.status_code)

    def _list(self, path: str, name: str) -> None:
        found = RECORD.findall(self.client.get(path, name=name).text or "")
        self.ids = found or self.ids

    @task(30)
    def look(self) -> None:
        self._list("/accounts", "list")

    @task(10)
    def filtered(self) -> None:
        by = random.choice([f"f=grade:any:{random.choice(GRADES)}", f"f=city:is:{random.choice(CITIES)}"])
        self._list(f"/accounts?{by}", "list, filtered")

    @task(5)
    def contacts(self) -> None:
        self.client.get("/contacts", name="list of contacts")

    @task(15)
    def search(self) -> None:
        self.client.get(f"/search?q={random.choice(WORDS)}", name="search")

    @task(20)
    def record(self) -> None:
        if self.ids:
            self.client.get(f"/accounts/{random.choice(self.ids)}", name="record")

    @task(8)
    def edit(self) -> None:
        if self.ids:
            form = {"csrf_token": self.token, "remark": f"电话 {random.randrange(10**6)}"}
            self._send(f"/accounts/{random.choice(self.ids)}/field/remark", form, "edit", **{"HX-Request": "true"})

    @task(5)
    def create(self) -> None:
        form = {"csrf_token": self.token, "name": f"{secrets.token_hex(8)} 有限公司", "kind": "company", "city": random.choice(CITIES)}
        self._send("/accounts", form, "create")

    @task(4)
    def today(self) -> None:
        self.client.get("/", name="today")

    @task(3)
    def board(self) -> None:
        self.client.get("/accounts?layout=board", name="board")


def measured(port: int, users: int, seconds: float, ramp: float) -> dict[str, Any]:
    """Requests a second, percentiles in milliseconds and errors, of all and by kind, once everybody has come."""
    environment = Environment(user_classes=[Person], host=f"http://127.0.0.1:{port}")
    runner = environment.create_local_runner()
    runner.start(users, spawn_rate=users / ramp)
    gevent.sleep(ramp + 5)
    runner.stats.reset_all()
    gevent.sleep(seconds)
    stats = runner.stats
    found = {"requests": stats.total.num_requests, "errors": stats.total.num_failures, "seconds": seconds, "users": runner.user_count}
    lines = {name: _figures(entry, seconds) for (name, _), entry in sorted(stats.entries.items())}
    errors = {f"{one.name}: {one.error}": one.occurrences for one in stats.errors.values()}
    said = found | {"all": _figures(stats.total, seconds), "kinds": lines, "failed": errors}
    runner.quit()
    return said


def _figures(entry: Any, seconds: float) -> dict[str, float]:
    percentiles = {f"p{share}": entry.get_response_time_percentile(share / 100) for share in (50, 95, 99)}
    return {"rate": entry.num_requests / seconds, **percentiles, "failures": entry.num_failures}


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))))
