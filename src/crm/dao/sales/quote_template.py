"""Templates of papers in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.quote_template import MODULE, QuoteTemplate


class QuoteTemplateDao(RecordDao):
    module = MODULE

    @statement
    def usable(self, language: str, size: int) -> list[QuoteTemplate]:
        """Those in use for a language, the standard first."""
        ...

    @statement
    def other_standards(self, language: str, id: int) -> list[int]:
        """Those that also call themselves the standard of the language."""
        ...
