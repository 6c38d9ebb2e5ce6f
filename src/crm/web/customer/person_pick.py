"""Search first, create second: the people that a typed text finds, to be put with a record."""

from dataclasses import dataclass

from crm.domain.kit.module import modules
from crm.language import say
from crm.web.kit.page import container

MOST = 12


@dataclass(frozen=True, slots=True)
class Person:
    """One person that was found, as the page of choice shows him."""

    module: str
    kind: str
    id: int
    title: str
    second: str
    icon: str
    url: str


def people(text: str, wanted: tuple[str, ...], besides: set[tuple[str, int]], kind: str = "person") -> tuple[Person, ...]:
    """The records of the wanted modules that contain the words, without those that are there already; customers of the kind only."""
    known, found = modules(), []
    for name in wanted if text.strip() else ():
        module = known[name]
        hits = container().platform.search().find(text.strip(), MOST, name)
        fit = {hit.id for hit in hits}
        if name == "account":
            fit = {row.id for row in container().customer.account().find(sorted(fit)) if row.kind == kind}
        for hit in hits:
            if hit.id in fit and (name, hit.id) not in besides:
                found.append(Person(name, say(module.label), hit.id, hit.title, hit.second or "", module.icon, f"{module.path}/{hit.id}"))
    return tuple(found)
