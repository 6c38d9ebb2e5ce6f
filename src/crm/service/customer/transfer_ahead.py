"""The lines of an import, read and checked ahead of the process that writes them: SQLite and Python share one core
between the threads of a process, and here two are to be busy. Started by transfer_feed.py with `python -m`."""

import gc
import os
import pickle
import struct
import sys
import threading
import traceback
from collections.abc import Iterator
from queue import Queue
from typing import Any

from crm import current
from crm.errors import Invalid
from crm.service.customer.transfer_read import Source, planned

LEAD = 2  # batches that wait to be taken
TIDIED = 16  # batches after which the collector looks for cycles; rows make none
SIZE = struct.Struct("!Q")


def main() -> None:
    """The request comes in whole; out go frames of (word, value): batch …, then end, invalid or trouble."""
    request: dict[str, Any] = pickle.load(sys.stdin.buffer)
    frames: Queue[bytes | None] = Queue(LEAD)
    sender = threading.Thread(target=_send, args=(frames,), daemon=True)
    sender.start()
    current.begin(request["context"])
    for frame in _frames(request):
        frames.put(pickle.dumps(frame, pickle.HIGHEST_PROTOCOL))
    frames.put(None)
    sender.join()


def _send(frames: "Queue[bytes | None]") -> None:
    pipe = sys.stdout.buffer
    try:
        while (frame := frames.get()) is not None:
            pipe.write(SIZE.pack(len(frame)))
            pipe.write(frame)
            pipe.flush()
    except OSError:  # nobody reads any more
        os._exit(1)


def _frames(request: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    try:
        run = request["run"]
        plan = planned(run, request["derives"])
        source = Source(run, plan)
        gc.freeze()
        gc.disable()
        for number, batch in enumerate(source.batches(request["size"], request["skip"]), 1):
            yield "batch", [plan.item(line, cells).packed() for line, cells in batch]
            if number % TIDIED == 0:
                gc.collect()
        yield "end", None
    except Invalid as refusal:
        yield "invalid", refusal.fields
    except Exception:
        yield "trouble", traceback.format_exc()


if __name__ == "__main__":
    main()
