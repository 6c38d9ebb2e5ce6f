"""Photos of visits: files of the visit that show the picture and nothing else that the phone wrote into it."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO

from crm import current
from crm.dao.kit.database import Database
from crm.domain.platform.file import MEGABYTE, File, file_name
from crm.domain.sales.visit import DONE, MODULE, UNDER_WAY
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.transaction import reading
from crm.service.platform.file import FileService
from crm.service.platform.setting import SettingService
from crm.service.sales.visit import VisitService

WORKER = Path(__file__).with_name("visit_photo_worker.py")
MOST, SIDE, SECONDS = 9, 2000, 10


class VisitPhotoService:
    def __init__(self, db: Database, visits: VisitService, files: FileService, settings: SettingService):
        self.db = db
        self.visits = visits
        self.files = files
        self.settings = settings

    def add(self, id: int, name: str, stream: IO[bytes]) -> File:
        """Hang a photo on a visit of one's own that is under way or done; Invalid(photo=…) says why not.

        The picture is read before any transaction begins: a slow sender keeps nobody waiting.
        """
        self._allowed(id)
        most = self.settings.get("file_largest")
        data = stream.read(most * MEGABYTE + 1)
        if len(data) > most * MEGABYTE:
            raise Invalid(photo=Words("This file is larger than {n} MB, the most that is accepted.", n=most))
        try:
            made = file_name(f"{PurePath(name).stem or MODULE.name}.jpg")
            return self.files.attach(MODULE.name, id, made, BytesIO(_cleaned(data)))
        except Invalid as refusal:
            raise Invalid(photo=next(iter(refusal.fields.values()))) from None

    @reading
    def _allowed(self, id: int) -> None:
        row = self.visits.get(id)
        self.visits.check_record("edit", row)
        if row.owner_id != current.actor().id:
            raise Forbidden()
        if row.state not in (UNDER_WAY, DONE):
            raise Invalid(photo=Words("Please check in first."))
        if len(self.files.attached(MODULE.name, id, MOST)) >= MOST:
            raise Invalid(photo=Words("A visit has at most {n} photos.", n=MOST))

    @reading
    def of(self, id: int) -> list[File]:
        """The photos of a visit that the actor may see, the newest first."""
        return self.files.attached(MODULE.name, id, MOST)[:MOST]


def _cleaned(data: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER), str(SIDE), str(SECONDS)], input=data, capture_output=True, timeout=2 * SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        raise Invalid(photo=Words("This picture cannot be read. JPEG, PNG or WebP, please.")) from None
    return done.stdout
