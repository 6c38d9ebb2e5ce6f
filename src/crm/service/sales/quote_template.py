"""Templates of papers: one of each language is the standard, and its logo is a picture."""

from typing import Any

from crm import current
from crm.dao.sales.quote_template import QuoteTemplateDao
from crm.domain.kit.field import changed
from crm.domain.platform.brand import Logo
from crm.domain.sales.quote_template import QuoteTemplate, QuoteTemplateDraft, plain
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.platform.file import FileService
from crm.service.sales.letterhead import LetterheadService, is_picture

MOST = 50


class QuoteTemplateService(RecordService[QuoteTemplate, QuoteTemplateDraft]):
    records: QuoteTemplateDao

    def __init__(self, kit: Kit, records: QuoteTemplateDao, files: FileService, letterhead: LetterheadService, brand: Logo | None):
        super().__init__(kit, records)
        self.files = files
        self.letterhead = letterhead
        self.brand = brand

    @reading
    def usable(self, language: str) -> list[QuoteTemplate]:
        """Those that a paper in this language may be printed with, the standard first; for everybody who prints."""
        return self.records.usable(language, MOST)

    @reading
    def choose(self, language: str, id: int | None = None) -> QuoteTemplate:
        """The one that was chosen, as long as it is in use; else the standard of the language; else a plain one. With the
        letterhead of the settings where it has none."""
        found = self.usable(language)
        return self.letterhead.filled(next((one for one in found if one.id == id), found[0] if found else plain(language)))

    def logo(self, template: QuoteTemplate) -> bytes | None:
        """The picture of its letterhead, for everybody who prints; in a transaction of its own. Where it has none, that of our pages."""
        if template.logo is None:
            return self.brand.picture if self.brand else None
        with current.acting(actor=current.everyone()):
            found = self.files.find([template.logo])
        return self.files.contents(found[0]).read_bytes() if found else None

    def verify(self, row: Any, before: Any | None) -> None:
        if row.logo is None or (before is not None and row.logo == before.logo):
            return
        is_picture(next(iter(self.files.find([row.logo])), None), "logo")

    def written(self, rows: list[Any]) -> None:
        """The new standard takes the place of the one before it; a logo hangs on its template."""
        for row in rows:
            if row.logo is not None:
                self.files.hang([row.logo], self.module.name, row.id)
            if row.standard and (others := self.records.find(self.records.other_standards(row.language, row.id))):
                self.writer.update(self.module, self.records, [(one, changed(one, standard=False)) for one in others])
