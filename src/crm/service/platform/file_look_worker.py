"""Shows a document in a process of its own, within limits: a page of a PDF as PNG, a DOCX as HTML, to standard output.

Started by path with `python -I`, so that it loads nothing of the program: only the library that reads the format.
"""

import resource
import sys
from io import BytesIO

MEMORY = 1 << 30
WIDTH = 900  # pixels of a page


def main(kind: str, path: str, number: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(page(path, number) if kind == "pages" else document(path))


def page(path: str, number: int) -> bytes:
    """The page as PNG, after one line with how many there are."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    sheet, said = pdf[number], BytesIO()
    image = sheet.render(scale=WIDTH / max(sheet.get_width(), 1)).to_pil()
    image.crop((0, 0, WIDTH, min(image.height, 3 * WIDTH))).save(said, "PNG")
    return f"{len(pdf)}\n".encode() + said.getvalue()


def document(path: str) -> bytes:
    """The document as HTML, without its pictures: the caller takes out what is not plain text."""
    import mammoth

    with open(path, "rb") as file:
        return str(mammoth.convert_to_html(file, convert_image=mammoth.images.img_element(lambda _: {"src": ""})).value).encode()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
