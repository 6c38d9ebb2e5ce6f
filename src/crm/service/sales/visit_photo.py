"""Photos of visits: files of the visit that show the picture and nothing else that the phone wrote into it."""

import subprocess
import sys
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO, Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.visit import Photo
from crm.domain.platform.file import MEGABYTE, File, file_name
from crm.domain.sales.visit import DONE, MODULE, UNDER_WAY
from crm.errors import Forbidden, Invalid
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file import FileService
from crm.service.platform.setting import SettingService
from crm.service.sales.visit import VisitService

WORKER = Path(__file__).with_name("visit_photo_worker.py")
MOST, SIDE, SECONDS = 9, 2000, 10
PIECE = 200  # photos of one transaction


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

    @scheduled("25 4 * * *", label=N_("Delete old photos of visits"))
    def forget(self, job: Any = None) -> dict[str, int]:
        """Photos older than the house keeps them, piece by piece; none where it keeps them for good."""
        days, after, gone = self.settings.get("visit_photo_days"), 0, 0
        before = current.now() - timedelta(days=days)
        with current.acting(actor=current.everyone(), source="retention"):
            while days and (photos := self._old(before, after)):
                gone, after = gone + self._forget(photos), photos[-1].id
        return {"photos": gone}

    @reading
    def _old(self, before: datetime, after: int) -> list[Photo]:
        return self.visits.records.old_photos(before, after, PIECE)

    @transactional
    def _forget(self, photos: list[Photo]) -> int:
        """What hangs on a visit that is held stays."""
        visits: list[Any] = list(self.visits.records.find(sorted({one.visit_id for one in photos})))
        held = {visits[at].id for at in self.visits.guarded([(None, visit) for visit in visits])}
        return len(self.files.remove_all([one.id for one in photos if one.visit_id not in held]).done)


def _cleaned(data: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER), str(SIDE), str(SECONDS)], input=data, capture_output=True, timeout=2 * SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        raise Invalid(photo=Words("This picture cannot be read. JPEG, PNG or WebP, please.")) from None
    return done.stdout
