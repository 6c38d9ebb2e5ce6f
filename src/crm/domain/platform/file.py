"""A file that hangs on a record. Its contents are kept once, by their hash; many files may share them."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.errors import Invalid
from crm.language import N_, Words

HEADS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
}
OFFICE = "application/vnd.openxmlformats-officedocument."
TEXTS = (".txt", ".log", ".md", ".eml", ".ics", ".vcf", ".json", ".xml", ".yaml", ".yml", ".ini", ".sql", ".html", ".htm")
TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")  # what a browser may open under our own address
MEGABYTE = 1_000_000
SHORT = 0.8  # the part of a quota that is told of


@draft
class FileDraft(Draft):
    """What may be said of a file."""

    name: str = declare("text", N_("File name"), "", required=True, max=200, sorts_by="sort_key")
    remark: str | None = declare("long", N_("Remark"), max=2000)
    subject_module: str | None = declare("text", N_("Kind of record"), max=60)
    subject_id: int | None = declare("integer", N_("About record"), max=10**15)


@draft
class File(FileDraft, Record):
    """A file as the database has it; `size` in bytes, `digest` the SHA-256 of its contents, `entry_id` the activity it came with."""

    entry_id: int | None = None
    digest: str = ""
    size: int = 0
    media: str = ""

    @property
    def look(self) -> str:
        """How its contents can be shown: image, pages, table, document, text, or none."""
        ending = PurePath(self.name).suffix.lower()
        if self.media.startswith("image/"):
            return "image" if self.media in INLINE else "none"
        if self.media == "application/pdf":
            return "pages"
        if ending in TABLES:
            return "table"
        if ending == ".docx":
            return "document"
        return "text" if ending in TEXTS else "none"


@dataclass(frozen=True)
class Contents:
    """What was received: where it is kept, how long it is and how it begins."""

    digest: str
    size: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes files need, of how many that are accepted; 0: of any number."""

    used: int
    most: int

    def has(self, size: int) -> bool:
        return not self.most or self.used + size <= self.most

    @property
    def is_short(self) -> bool:
        """Time to say so, before anything is refused."""
        return bool(self.most) and self.used >= self.most * SHORT


def media_of(name: str, head: bytes) -> str:
    """The type of the contents: told by how they begin where a browser would open them, else by the name."""
    for begin, media in HEADS.items():
        if head.startswith(begin):
            return media
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return "application/octet-stream" if guessed in INLINE else guessed


def file_name(given: str) -> str:
    """The name without folders and signs that no file system takes; raises Invalid when nothing is left."""
    name = PurePath(given.replace("\\", "/")).name
    name = "".join(sign for sign in name if sign.isprintable() and sign not in '<>:"/\\|?*').strip(" .")
    if not name:
        raise Invalid(file=Words("This file has no name."))
    stem, ending = name[: -len(suffix)] if (suffix := PurePath(name).suffix) else name, suffix
    return stem[: 200 - len(ending)] + ending if len(ending) < 200 else name[:200]


def check_type(name: str, refused: str) -> None:
    """Raise Invalid for an ending that the administrator refuses."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending and ending in {one.strip().lower().lstrip(".") for one in refused.split(",")}:
        raise Invalid(file=Words("Files of the type {type} are not accepted here.", type=ending))


MODULE = Module(
    name="file",
    area="platform",
    label=N_("File"),
    plural=N_("Files"),
    icon="paperclip",
    path="/files",
    draft=FileDraft,
    row=File,
    columns=("name", "subject_module", "owner_id", "created_at"),
    sections=(Section(N_("Basics"), ("name", "remark")),),
    subtitle=lambda row: row.owner_name or "",
    sorts=("updated_at", "created_at", "name"),
    sort="-created_at",
    quick=("name", "owner_id", "created_at"),
    searched=("name", "remark"),
    keys=(),
    verbs=("view", "create", "edit", "remove"),
    lonely=False,
    importable=False,
    description=N_("What hangs on customers and other records: contracts, photos, tables."),
    example=("合同.pdf",),
)
