"""What a list finds as a file, made by a job, under the same terms as on the pages."""

from werkzeug.wrappers import Response

from crm.domain.customer.export_request import MODULE, ExportRequestDraft
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module
from crm.errors import Invalid
from crm.language import Words
from crm.web import pace
from crm.web.api.page import answer, body
from crm.web.api.shape import wrong
from crm.web.kit.page import container

REASON = ExportRequestDraft.own["reason"]
ASKED = ("kind", "reason")


class Export:
    """The action export of a module's API."""

    module: Module

    def _query(self) -> Query:
        raise NotImplementedError

    def export(self) -> Response:
        pace.ask("export")
        given, query = body(), self._query()
        if unknown := [name for name in given if name not in ASKED]:
            raise Invalid(dict.fromkeys(unknown, Words("This field is not known.")))
        kind, reason = given.get("kind"), given.get("reason")
        if kind not in self.module.file_kinds:
            raise Invalid(kind=Words("One of these, please: {names}.", names=", ".join(self.module.file_kinds)))
        if why := wrong(REASON, reason):
            raise Invalid(reason=why)
        made = container().limit.export_request().ask(self.module.name, kind, query, reason=reason or "")
        where = f"/api/v1{MODULE.path}/{made.id}/file"
        return answer({"id": made.id, "state": made.state, "found": made.found, "file": where}, 202, Location=where)
