"""Prints one paper in a process of its own, within limits: data in as JSON, a PDF out.

Started by path with `python -I`, so that it loads nothing of the program: only the libraries that draw.
"""

import base64
import json
import resource
import sys
from io import BytesIO

import typst

MEMORY = 2 << 30
WIDEST, PIXELS = (900, 360), 25_000_000
UNREADABLE = 3  # said to the press by the way it ends


def main(layout: str, fonts: str, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    given = json.load(sys.stdin.buffer)
    data = given["data"] | {"pictures": pictures(given["pictures"])}
    inputs = {"data": json.dumps(data)}
    sys.stdout.buffer.write(typst.compile(layout, font_paths=[fonts], ignore_system_fonts=True, sys_inputs=inputs, format="pdf"))


def pictures(given: dict[str, str]) -> dict[str, list[int]]:
    """Nothing is signed with what cannot be read; a logo is done without."""
    found = {}
    for name, text in given.items():
        try:
            found[name] = picture(text)
        except Exception:
            if name == "signature":
                sys.exit(UNREADABLE)
    return found


def picture(text: str) -> list[int]:
    """The picture as a PNG that is no larger than it is printed, byte by byte: JSON knows no other way."""
    from PIL import Image  # most papers have no picture

    with Image.open(BytesIO(base64.b64decode(text)), formats=("PNG", "JPEG")) as found:
        if found.width * found.height > PIXELS:
            raise ValueError("The picture has too many pixels")
        small = found.convert("RGBA")
    small.thumbnail(WIDEST)
    made = BytesIO()
    small.save(made, "PNG")
    return list(made.getvalue())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
