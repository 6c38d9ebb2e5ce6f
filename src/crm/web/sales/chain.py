"""The strip that shows the way from a deal to its contract, on the pages of each of them."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from crm import language
from crm.domain.kit.module import Module, modules
from crm.domain.sales.chain import MODULES, Link
from crm.language import say
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import container


def chain_of(module: Module, row: Any) -> Beside:
    """Nothing for a record that stands alone."""
    if module.name not in MODULES:
        return Beside()
    links = container().trade.chain().of(module.name, row)
    if len(links) < 2:
        return Beside()
    steps = tuple(_step(modules()[link.module], link, link.module == module.name) for link in links)
    return Beside(strips=(Markup(render_template("sales/chain.html", steps=steps)),))


def _step(of: Module, link: Link, here: bool) -> dict[str, Any]:
    return {
        "icon": of.icon,
        "label": say(of.label),
        "name": link.number or link.name,
        "title": link.name,
        "url": f"{of.path}/{link.id}",
        "state": next((one for one in of.fields["state"].options if one.value == link.state), None),
        "amount": language.money(link.amount, link.currency) if link.amount is not None and link.currency else "",
        "here": here,
    }


OF_RECORD.append(chain_of)
