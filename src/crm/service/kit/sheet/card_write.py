"""vCards (3.0) of people, one after the other, as address books read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crm.service.kit.sheet.write import Target, text_onto


@dataclass(frozen=True)
class Card:
    """What a card says of somebody."""

    name: str
    company: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    wechat: str = ""
    website: str = ""
    birthday: date | None = None
    street: str = ""
    city: str = ""
    province: str = ""
    tags: tuple[str, ...] = ()
    remark: str = ""


def write_cards(target: Target, cards: Iterable[Card], mark: str = "") -> int:
    """How many were written; each says by whom, when and why, for cards are passed on one by one."""
    count = 0
    with text_onto(target) as file:
        for card in cards:
            file.write(_written(card, mark))
            count += 1
    return count


def _written(card: Card, mark: str) -> str:
    import vobject  # with the tables of all time zones, which only cards need

    made = vobject.vCard()
    made.add("fn").value = card.name
    made.add("n").value = vobject.vcard.Name(*_names(card.name))
    told = ("title", card.title), ("x-wechat", card.wechat), ("url", card.website), ("note", card.remark), ("x-exported", mark)
    for name, value in told:
        if value:
            made.add(name).value = value
    if card.company:
        made.add("org").value = [card.company]
    for number in card.phones:
        made.add("tel").value = number.replace(";ext=", " ext ")
    for address in card.mails:
        made.add("email").value = address
    if card.birthday:
        made.add("bday").value = card.birthday.isoformat()
    if card.street or card.city or card.province:
        made.add("adr").value = vobject.vcard.Address(street=card.street, city=card.city, region=card.province)
    if card.tags:
        made.add("categories").value = list(card.tags)
    text: str = made.serialize()
    return text


def _names(name: str) -> tuple[str, str]:
    """Family name and given name, as far as the whole tells: James Butt is Butt, James. A Chinese name stays whole."""
    given, _, family = name.rpartition(" ")
    return (family, given) if given and name.isascii() else (name, "")
