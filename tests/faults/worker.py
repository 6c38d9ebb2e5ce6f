"""A worker that comes to a step, says so, and stays there until it is killed: worker.py FOLDER URL MAIL WHO DO ID STEP WHEN NTH.

DO is one of `ACTS`, ID what it does it to. STEP names a method: platform.mail._connected; it stays before its NTH call, or after it.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from crm.container import Container, build
from crm.current import acting
from crm.domain.sales.lead_conversion import Wish
from crm.service.customer import transfer, transfer_feed
from crm.settings import load
from tests.faults.site import ROOT, SECRET, Site

SENDER = "CRM <crm@example.com>"
BATCH = 20
WISH = {"account_name": "杭州知行网络科技有限公司", "opportunity": "yes", "opportunity_name": "CRM 采购", "amount": "120000"}
UNWATCHED = SimpleNamespace(id=1, attempts=1, progress=lambda *_: None)


def go_on(crm: Container, id: int) -> None:
    transfer.BATCH, transfer_feed.FEW = BATCH, 0
    crm.customer.transfer().go_on(id)


ACTS: dict[str, Callable[[Container, int], Any]] = {
    "jobs": lambda crm, _: crm.platform.job_runner().run_due(),
    "import": go_on,
    "lead": lambda crm, id: crm.sales.lead_conversion().convert(id, Wish.parse(WISH)),
    "order": lambda crm, id: crm.trade.sales_order().of_quote(id),
    "commission": lambda crm, id: crm.performance.commission_run().work_out({"id": id}, UNWATCHED),
}


def container(folder: Path | str, url: str, mail: str) -> Container:
    return build(load("test", {}, app={"data": folder}, database={"url": url}, mail={"url": mail, "sender": SENDER}, secret=SECRET))


def killed(site: Site, do: str, id: int, step: str, when: str = "after", nth: int = 1, mail: str = "") -> list[int]:
    """A worker comes to the step and is killed there; gives the processes that it had started."""
    told = (site.folder, site.url, mail, site.company.users["lilei"], do, id, step, when, nth)
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    command = [sys.executable, "-m", "tests.faults.worker", *map(str, told)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    came = any(line == b"there\n" for line in iter(process.stdout.readline, b""))  # type: ignore[union-attr]
    started = [int(one) for path in Path(f"/proc/{process.pid}/task").glob("*/children") for one in path.read_text().split()]
    process.kill()
    assert came, process.communicate()[1].decode()
    process.communicate()
    return started


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


def main(folder: str, url: str, mail: str, who: str, do: str, id: str, step: str, when: str, nth: str) -> None:
    crm = container(folder, url, mail)
    stay(crm, step, when, int(nth))
    actor = crm.platform.user().actor(int(who))
    assert actor
    with acting(actor=actor, language="en", fields=crm.platform.field().latest()):
        ACTS[do](crm, int(id))


if __name__ == "__main__":
    main(*sys.argv[1:])
