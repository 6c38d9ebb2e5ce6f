"""Prints papers: one layout, two weights of one font, a process of its own with limits of time and memory."""

import base64
import json
import subprocess
import sys
from pathlib import Path

from crm.domain.sales.paper import Paper
from crm.errors import Busy
from crm.language import Words
from crm.paths import STATIC, TEMPLATES

WORKER = Path(__file__).with_name("paper_press_worker.py")
LAYOUT, FONTS = TEMPLATES / "sales/paper/paper.typ", STATIC / "dist/fonts"
SECONDS, LARGEST = 10, 20_000_000


class PaperPress:
    """Makes a PDF of a paper."""

    def print(self, paper: Paper) -> bytes:
        """Raises Busy where it did not come out within the limits."""
        pictures = {name: base64.b64encode(held).decode() for name, held in paper.pictures.items()}
        sent = json.dumps({"data": paper.data(), "pictures": pictures}).encode()
        command = [sys.executable, "-I", str(WORKER), str(LAYOUT), str(FONTS), str(SECONDS)]
        try:
            done = subprocess.run(command, input=sent, capture_output=True, timeout=2 * SECONDS, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            raise Busy(Words("The paper could not be printed just now. Please try again.")) from error
        if not done.stdout.startswith(b"%PDF-") or len(done.stdout) > LARGEST:
            raise Busy(Words("The paper could not be printed just now. Please try again."))
        return done.stdout
