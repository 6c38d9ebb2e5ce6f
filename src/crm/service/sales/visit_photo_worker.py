"""Makes a photo smaller and takes out all that is not the picture, in a process of its own, from standard input to output.

Started by path with `python -I`, so that it loads nothing of the program: only the library that reads pictures.
"""

import resource
import sys
from io import BytesIO

MEMORY = 1 << 30


def main(side: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(cleaned(sys.stdin.buffer.read(), side))


def cleaned(data: bytes, side: int) -> bytes:
    """The picture as JPEG, turned upright, no side longer than `side` pixels; place, time and camera are gone with its EXIF."""
    from PIL import Image, ImageOps

    picture = Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP"))
    picture.draft("RGB", (side, side))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((side, side))
    made = BytesIO()
    upright.save(made, "JPEG", quality=85, exif=b"")
    return made.getvalue()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
