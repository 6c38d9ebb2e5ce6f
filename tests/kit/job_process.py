"""A process with two job workers, to be raced against others and killed: job_process.py <database> <file> <lease>.

Its one kind of job, `mark`, adds the payload's number to the file; with `hang` it then stays.
"""

import sys
import time
from datetime import timedelta
from typing import Any

from crm.container import build
from crm.service.kit.job import Handler
from crm.service.platform.job_worker import Workers
from crm.settings import load


def main(url: str, file: str, lease: str) -> None:
    container = build(load("test", {}, database={"url": url}, secret="a secret of the tests"))

    def mark(payload: dict[str, Any], job: Any) -> None:
        with open(file, "a") as marks:
            marks.write(f"{payload['n']}\n")
        time.sleep(60 if payload.get("hang") and job.attempts == 1 else 0.002)

    container.platform.job().handlers["mark"] = Handler("mark", mark)
    workers = Workers(container, 2)
    workers.runner.lease = timedelta(seconds=float(lease))
    workers.start()
    print("ready", flush=True)
    sys.stdin.read()
    workers.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
