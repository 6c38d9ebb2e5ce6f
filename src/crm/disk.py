"""What stands on the disk for good, also when the power goes in the next moment."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until the disk has it. A file that is new, or has a new name, is there for good only once its folder is synced too."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
