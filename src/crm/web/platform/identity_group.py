"""Pages of groups that are kept elsewhere, with the people that provisioning has put into them."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from crm.domain.kit.module import Module
from crm.domain.platform.identity_group import MODULE
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
SHOWN = 200


def beside(module: Module, row: Any) -> Beside:
    if module.name != MODULE.name:
        return Beside()
    members = container().identity.group().members([row.id])
    html = render_template("platform/identity_group/members.html", members=members[:SHOWN], more=max(len(members) - SHOWN, 0))
    return Beside(strips=(Markup(html),))


OF_RECORD.append(beside)
