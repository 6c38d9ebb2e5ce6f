"""Archives of backups, opened and sealed again, so that tests can change what stands in them."""

import io
import tarfile
from contextlib import closing
from pathlib import Path

from crm.service.platform.backup_seal import Seal

SECRET = "a secret of the tests that is long enough"


def members(source: Path, secret: str = SECRET) -> dict[str, bytes]:
    """What stands in it, by name."""
    plain = source.with_name(f"{source.name}.plain")
    Seal(secret).open(source, plain)
    with tarfile.open(plain) as archive:
        found = {member.name: archive.extractfile(member).read() for member in archive.getmembers()}  # type: ignore[union-attr]
    plain.unlink()
    return found


def put(target: Path, found: dict[str, bytes], secret: str = SECRET) -> Path:
    """An archive of these members, rightly sealed."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w:gz") as archive:
        for name, content in found.items():
            head = tarfile.TarInfo(name)
            head.size = len(content)
            archive.addfile(head, io.BytesIO(content))
    with target.open("wb") as file, closing(Seal(secret).onto(file)) as sealing:
        sealing.write(plain.getvalue())
    return target
