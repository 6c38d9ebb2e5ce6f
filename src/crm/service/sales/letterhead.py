"""The letterhead of the company: what papers say of us where their template says nothing else."""

from collections.abc import Mapping
from typing import Any

from crm import current
from crm.domain.kit.field import changed
from crm.domain.platform.brand import PICTURES
from crm.domain.platform.file import MEGABYTE, File
from crm.domain.platform.setting_letter import LETTER, LETTER_PARTS, letter_names
from crm.domain.sales.quote_template import QuoteTemplate
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.transaction import transactional
from crm.service.platform.file import FileService
from crm.service.platform.setting import SettingService


class LetterheadService:
    def __init__(self, settings: SettingService, files: FileService):
        self.db = settings.db
        self.settings = settings
        self.files = files

    def values(self) -> dict[str, Any]:
        """What the settings say, by name."""
        return {field.name: self.settings.get(field.name) for field in LETTER}

    @transactional
    def change(self, raw: Mapping[str, Any]) -> int | None:
        """Of what is no setting of the letterhead nothing is taken; gives the change set. Raises Invalid beside the fields."""
        if not current.actor().may("setting.edit"):
            raise Forbidden()
        logo = str(raw.get("letter_logo") or "")
        if logo and logo != str(self.settings.get("letter_logo")):
            is_picture(next(iter(self.files.find([int(logo)] if logo.isdecimal() else [])), None), "letter_logo")
        return self.settings.change({field.name: raw[field.name] for field in LETTER if field.name in raw})

    def filled(self, template: QuoteTemplate) -> QuoteTemplate:
        """The template with what it leaves empty, in its language."""
        values: dict[str, Any] = {}
        for part in LETTER_PARTS:
            if getattr(template, part) is None:
                said = (self.settings.get(name) for name in letter_names(part, template.language))
                values[part] = next((value for value in said if value is not None), None)
        return changed(template, **values)  # type: ignore[no-any-return]


def is_picture(file: File | None, name: str) -> None:
    """Raises Invalid for `name` where it is nothing that can stand on paper."""
    if file is None or file.media not in PICTURES or file.size > 2 * MEGABYTE:
        raise Invalid({name: Words("A logo is a PNG or JPEG picture of at most 2 MB.")})
