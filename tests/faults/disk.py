"""A small disk of the tests' own, to be filled, frozen, and cut off from its power. Only root may mount one."""

import filecmp
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE = 40_000_000


class Disk:
    """A small file system: `tmpfs`, or `ext4` in a file. `fill()` leaves no byte, `free()` gives all back, `freeze()` makes it read-only
    under whoever writes, which only ext4 knows."""

    def __init__(self, folder: Path, kind: str, size: int):
        self.kind, self.folder, self.image = kind, folder / "disk", folder / "image"
        self.folder.mkdir()
        if kind == "tmpfs":
            self.mounting = ("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(self.folder))
        else:
            self.mounting = ("mount", "-o", "loop", str(self.image), str(self.folder))
            with self.image.open("wb") as file:
                file.truncate(size)
            _run("mkfs.ext4", "-q", "-m", "0", str(self.image))
        _run(*self.mounting)

    def fill(self) -> None:
        with (self.folder / "filling").open("ab", buffering=0) as file:
            piece = bytes(1 << 20)
            while piece:
                try:
                    piece = piece[: file.write(piece)]
                except OSError:
                    piece = piece[: len(piece) // 2]

    def free(self) -> None:
        (self.folder / "filling").unlink()

    def freeze(self) -> None:
        """As the kernel does after an error of the disk."""
        _run("mount", "-o", "remount,abort", str(self.folder))

    def mend(self) -> None:
        self.close()
        subprocess.run(["fsck.ext4", "-y", "-f", str(self.image)], capture_output=True, check=False)  # 1: it has mended something
        _run(*self.mounting)

    @contextmanager
    def cut(self) -> Iterator[Path]:
        """What would stand on it if the power went now: a copy of the blocks alone, nothing of what the kernel still holds back; mounted,
        as at the next start. Whoever writes has to stand still meanwhile."""
        image, folder = self.image.with_name("image-cut"), self.folder.with_name("disk-cut")
        folder.mkdir(exist_ok=True)
        shutil.copyfile(self.image, image)
        while not filecmp.cmp(self.image, image, shallow=False):  # the kernel wrote back something meanwhile
            shutil.copyfile(self.image, image)
        _run("mount", "-o", "loop", str(image), str(folder))
        try:
            yield folder
        finally:
            _run("umount", str(folder))

    def close(self) -> None:
        _run("umount", str(self.folder))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"{command[0]}: {done.stderr.strip()}")


def mounted(folder: Path, kind: str, size: int = SIZE) -> Iterator[Disk]:
    """For a fixture."""
    try:
        made = Disk(folder, kind, size)
    except OSError as error:
        pytest.skip(f"No disk can be mounted here: {error}")
    yield made
    made.close()
