"""A worker that comes to a step, says so, and stays there until it is killed: worker.py FOLDER URL MAIL DO STEP WHEN NTH.

DO is `jobs`, or the number of an import. STEP names a method: platform.mail._connected. It stays before the method's NTH call, or after it.
"""

import sys
import time
from pathlib import Path
from typing import Any

from crm.container import Container, build
from crm.service.customer import transfer, transfer_feed
from crm.settings import load
from tests.faults.site import SECRET, system

SENDER = "CRM <crm@example.com>"
BATCH = 20


def container(folder: Path | str, url: str, mail: str) -> Container:
    return build(load("test", {}, app={"data": folder}, database={"url": url}, mail={"url": mail, "sender": SENDER}, secret=SECRET))


def stay(crm: Container, step: str, when: str, nth: int) -> None:
    area, name, method = step.split(".")
    service = getattr(getattr(crm, area), name)()
    real, left = getattr(service, method), [nth]

    def watched(*args: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == 0 and when == "before":
            _there()
        given = real(*args, **more)
        if left[0] == 0:
            _there()
        return given

    setattr(service, method, watched)


def _there() -> None:
    print("there", flush=True)
    time.sleep(600)


def main(folder: str, url: str, mail: str, do: str, step: str, when: str, nth: str) -> None:
    crm = container(folder, url, mail)
    stay(crm, step, when, int(nth))
    with system():
        if do == "jobs":
            crm.platform.job_runner().run_due()
        else:
            transfer.BATCH, transfer_feed.FEW = BATCH, 0
            crm.customer.transfer().go_on(int(do))


if __name__ == "__main__":
    main(*sys.argv[1:])
