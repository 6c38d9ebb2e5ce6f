"""What instances share: the doctor names a Redis that is silent, and files that are not in the folder."""

from datetime import UTC, datetime, timedelta

from crm.service.kit.shared import open_shared
from crm.service.platform.doctor_shared import DoctorSharedService
from tests.kit.servers import free_port

WHEN = datetime(2031, 3, 1, tzinfo=UTC)


def test_a_silent_redis_is_named_and_none_is_nothing_to_say(crm):
    assert open_shared("") is None and [one.state for one in crm.operation.doctor_shared().findings()] == ["ok"]
    silent = open_shared(f"redis://127.0.0.1:{free_port()}/0")
    (found,) = DoctorSharedService(crm.db(), crm.platform.doctor_dao(), crm.platform.file_store(), silent).findings()
    assert (found.state, "ConnectionError" in found.words, "redis.url" in found.remedy) == ("warn", True, True)


def test_files_that_another_instance_keeps_for_itself_are_bad(crm):
    with crm.db().transaction() as work:
        for number in range(3):
            work.cursor.execute(
                "INSERT INTO file (id, sort_key, name, digest, size, media, created_at, updated_at) "
                f"VALUES ({number + 1}, 'a', 'a', '{number:064x}', 1, 'text/plain', '{WHEN + timedelta(days=number)}', '{WHEN}')"
            )
    with crm.db().transaction(writes=False):
        assert crm.platform.doctor_dao().newest_contents(2) == [f"{2:064x}", f"{1:064x}"]
    (found,) = crm.operation.doctor_shared().findings()
    assert (found.state, found.words.values["n"]) == ("bad", 3)
