"""What of a record is compared with others, read from the description of its module."""

from dataclasses import dataclass
from functools import cache

from crm.domain.kit.module import Module


@dataclass(frozen=True)
class Aspect:
    """Something that is compared: which fields it is read from, and the kind of it (see twin_value.VALUES).

    A field may be read as another kind: `name:where` is the place that a company's name begins with.

    `chance`: how often two records taken at random have the same; used until the records themselves have been learnt from.
    `key`: the kind under which the values themselves are kept in record_key.
    `apart`: records that are alike in it no more than this are two, whatever else they share: companies of two tax ids.
    """

    name: str
    kind: str
    fields: tuple[str, ...]
    chance: float = 0.001
    apart: int = -1
    key: str = ""


# Kind of field -> (what it is compared as, how often two records taken at random have the same).
KINDS = {
    "phone": (("phone", 2e-6),), "phones": (("phone", 2e-6),), "mail": (("mail", 1e-6), ("host", 2e-5)),
    "mails": (("mail", 1e-6), ("host", 2e-5)), "link": (("host", 2e-5),), "taxid": (("code", 1e-7),), "idnumber": (("mark", 1e-7),),
}  # fmt: skip
CERTAIN = ("taxid", "idnumber")  # of two such numbers there are two records
NAMED = {"city": "place", "address": "address"}  # fields that are called so in every module


def is_compared(module: Module) -> bool:
    """Whether its records can be twins: those of people and companies, who are known by more than a name."""
    return module.area != "platform" and len(module.keys) > 1


@cache
def aspects_of(module: Module) -> tuple[Aspect, ...]:
    """By the kinds of its fields: the title, phones, mails, numbers that name one, places, a person's birthday, whom it belongs to."""
    companies = any(field.kind_name == "taxid" for field in module.draft.own.values())
    chance = 1e-5 if companies else 1e-4  # people's names are common
    found: dict[str, Aspect] = {module.title_field: Aspect(module.title_field, "name", (module.title_field,), chance, key="name")}

    def add(name: str, kind: str, field: str, chance: float, apart: int = -1, key: str = "") -> None:
        before = found[name].fields if name in found else ()
        found[name] = Aspect(name, kind, (*before, field), chance, apart, key)

    for field in module.draft.own.values():
        if field.name not in module.row.__dataclass_fields__:
            continue
        for kind, chance in KINDS.get(field.kind_name, ()):
            apart = 0 if field.kind_name in CERTAIN else -1
            key = field.kind_name if kind != "host" and field.name in module.keys else ""
            add(field.name if kind in ("code", "mark") else kind, kind, field.name, chance, apart, key)
        if read := NAMED.get(field.name):
            add(field.name, read, field.name, 0.03 if read == "place" else 1e-6)
            if read == "place":
                add(field.name, read, f"{module.title_field}:where", 0.03)
        if field.kind_name == "date" and field.secret:
            add(field.name, "date", field.name, 3e-5)
        if field.kind_name == "reference" and field.target != module.name:
            add(field.name, "same", field.name, 1e-4)
    return tuple(found.values())
