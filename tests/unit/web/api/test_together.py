"""Requests that arrive at the same moment, on databases as they are in use."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.unit.web.api.conftest import client

ACCOUNTS = "/api/v1/accounts"
MANY = 8


def at_once(app, send):
    """The answers to MANY requests sent together; each is given its number."""
    clients, gate = [client(app, "wang") for _ in range(MANY)], Barrier(MANY)

    def run(number):
        gate.wait()
        return send(clients[number], number)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def test_the_same_key_sent_many_times_at_once_makes_one_record(shared):
    answers = at_once(shared, lambda one, _: one.post(ACCOUNTS, json={"name": "北京云帆"}, headers={"Idempotency-Key": "order-7"}))
    assert sorted(answer.status_code for answer in answers) == [200] * (MANY - 1) + [201]
    assert len({answer.json["id"] for answer in answers}) == 1
    assert client(shared, "lilei").get(ACCOUNTS).json["total"] == 1


def test_of_many_changes_of_one_version_one_is_made(shared):
    address = client(shared, "wang").post(ACCOUNTS, json={"name": "北京云帆"}).headers["Location"]
    answers = at_once(shared, lambda one, n: one.patch(address, json={"employees": n + 1}, headers={"If-Match": '"1"'}))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * (MANY - 1)
    (made,) = (answer.json for answer in answers if answer.status_code == 200)
    assert client(shared, "wang").get(address).json == made and made["version"] == 2
