"""Everything that is kept of a person as one file: JSON for programs, a page for people, and the files themselves."""

import json
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.erasure import ErasureDao
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.sales.erasure import Reach
from crm.errors import Forbidden
from crm.language import local, say
from crm.service.kit.transaction import transactional
from crm.service.platform.file_store import FileStore
from crm.service.platform.security import SecurityService
from crm.service.sales.erasure import ErasureService

STYLE = "body{font:15px/1.5 sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}th{text-align:left;vertical-align:top;width:14rem}"


class DossierService:
    def __init__(
        self, db: Database, dao: ErasureDao, records: Any, erasures: ErasureService, store: FileStore, security: SecurityService
    ):
        self.db = db
        self.dao = dao
        self.records = records
        self.erasures = erasures
        self.store = store
        self.security = security

    @transactional
    def write(self, module: str, id: int, path: Path) -> int:
        """Write the archive; gives how many records are in it. What belongs to a company is no part of it."""
        if not current.actor().may("privacy.export"):
            raise Forbidden()
        found = self.erasures.reach(module, id)
        with current.acting(actor=current.everyone()):
            parts = [(modules()[name], self.erasures.rows(name, ids)) for name, ids in found.own.items()]
            said = {known.name: [_values(known, row) for row in rows] for known, rows in parts}
            history = [vars(one) for one in self.dao.items(found.ids)]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            data = json.loads(dumps({"records": said, "changes": history}))
            archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
            archive.writestr("index.html", "".join(_page(found, parts)))
            for row in next((rows for known, rows in parts if known.name == "file"), []):
                if (contents := self.store.path(row.digest)).is_file():
                    archive.write(contents, f"files/{row.id}-{Path(row.name).name}")
        self.security.note("export", current.actor().id, n=len(found.ids), module=module, form="person")
        return len(found.ids)


def _values(module: Module, row: Any) -> dict[str, Any]:
    return {"id": row.id, "created_at": row.created_at} | {name: getattr(row, name) for name in module.whole if hasattr(row, name)}


def _page(found: Reach, parts: list[tuple[Module, list[Any]]]) -> Iterator[str]:
    title = escape(found.module.title(found.row))
    yield f'<!doctype html><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style><h1>{title}</h1>'
    yield f"<p>{escape(say('What is kept of this person, as of {at}.', at=f'{local(current.now()):%Y-%m-%d %H:%M}'))}</p>"
    for module, rows in parts:
        yield f"<h2>{escape(say(module.plural))}</h2>"
        for row in rows:
            yield f"<h3>{escape(module.title(row) or str(row.id))}</h3><table>"
            for name, field in module.whole.items():
                value = getattr(row, field.shown or name, None)
                if value not in (None, "", [], {}):
                    yield f"<tr><th>{escape(say(field.label))}<td>{escape(_text(field, value))}"
            yield "</table>"


def _text(field: Any, value: Any) -> str:
    if field.options:
        return "、".join(say(field.label_of(one)) for one in (value if isinstance(value, list) else [value]))
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
