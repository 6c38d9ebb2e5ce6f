"""Pages of preference cards, and the ready ones to take over."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.customer.preference_card import MODULE, PACKS
from crm.domain.customer.preference_ready import READY
from crm.language import say, say_many
from crm.service.customer.preference_card import PreferenceCardService
from crm.web.kit.listing import Address
from crm.web.kit.page import permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

Cards = Annotated[PreferenceCardService, Provide[Container.customer.preference_card]]


class CardPage(RecordPage):
    """The pages of preference cards."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        ready = Link(say("Ready-made cards"), f"{MODULE.path}/ready", "heart", testid="customer_preference_card.ready")
        return ((ready,) if self.may("create") else ()) + super().more_links(address)


page = CardPage(MODULE)


@page.get("/ready")
@permits("preference_card.create")
def ready() -> Any:
    """The cards of each trade, to be taken over with one click."""
    packs = []
    for option in PACKS:
        cards = [(say(c.name), [say(name) for name, *_ in c.fields]) for c in READY if c.pack == option.value]
        packs.append((option.value, say(option.label), cards))
    return page.render("ready", packs=packs)


@page.post("/ready")
@permits("preference_card.create")
def take(cards: Cards) -> Any:
    made = cards.take(request.form.get("pack", ""))
    told = say_many("{n} preference card was taken over.", "{n} preference cards were taken over.", len(made))
    toast(told, current.last_change())
    return page.to("index")
