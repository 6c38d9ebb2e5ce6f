"""Prints papers: one layout, two weights of one font, a process of its own with limits of time and memory."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

import structlog

from crm.domain.sales.paper import Paper
from crm.errors import Busy, Invalid
from crm.language import Words
from crm.paths import STATIC, TEMPLATES

WORKER = Path(__file__).with_name("paper_press_worker.py")
log = structlog.get_logger()
LAYOUT, FONTS = TEMPLATES / "sales/paper/paper.typ", STATIC / "dist/fonts"
SECONDS, LARGEST, AT_ONCE = 10, 20_000_000, 2
UNREADABLE = 3  # how the worker ends where a signature is no picture


class PaperPress:
    """Makes a PDF of a paper; of many that are wanted at once, a few at a time."""

    def __init__(self) -> None:
        self.free = BoundedSemaphore(AT_ONCE)

    def print(self, paper: Paper) -> bytes:
        """Raises Busy where it did not come out within the limits, Invalid for a `signature` that cannot be read."""
        pictures = {name: base64.b64encode(held).decode() for name, held in paper.pictures.items()}
        sent = json.dumps({"data": paper.data(), "pictures": pictures}).encode()
        if not self.free.acquire(timeout=SECONDS):
            raise _failed()
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(WORKER), str(LAYOUT), str(FONTS), str(SECONDS)], input=sent, capture_output=True,
                timeout=2 * SECONDS,
            )  # fmt: skip
        except (subprocess.SubprocessError, OSError) as error:
            raise _failed() from error
        finally:
            self.free.release()
        if done.returncode == UNREADABLE:
            raise Invalid(signature=Words("This signature cannot be read. Please draw it again, or leave it out."))
        if done.returncode or not done.stdout.startswith(b"%PDF-") or len(done.stdout) > LARGEST:
            log.error("paper", status=done.returncode, told=done.stderr[-2000:].decode(errors="replace"))
            raise _failed()
        return done.stdout


def _failed() -> Busy:
    return Busy(Words("The paper could not be printed just now. Please try again."))
