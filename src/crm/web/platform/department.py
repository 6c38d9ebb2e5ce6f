"""Department pages: a tree instead of a list."""

from typing import Any

from flask import request

from crm.domain.platform.department import MODULE
from crm.language import noun, say
from crm.web.kit.address import url
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class DepartmentPage(RecordPage):
    """The tree; a search or a filter shows the list that every module has."""

    def index(self) -> Any:
        if request.args:
            return super().index()
        create = None
        if self.may("create"):
            create = Link(say("New {name}", name=noun(MODULE.label)), url(MODULE, "new"), "plus", "c", f"{self.name}.new")
        tree = container().platform.department().tree()
        more = self.import_links()
        return self.render("tree", tree=tree, create=create, more=more, edits=self.may("edit"), adds=self.may("create"))


page = DepartmentPage(MODULE)
