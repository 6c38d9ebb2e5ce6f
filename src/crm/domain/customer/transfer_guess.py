"""Guessing: which column is which field, and from which country phone numbers without a country code are."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from crm.domain.customer.transfer import (
    AUTHOR,
    COUNTRY,
    CREATED,
    FAMILY,
    GIVEN,
    GIVEN_OVER,
    MANAGER,
    OWNER,
    WHOLE,
    ZIP,
    splits,
    targets,
)
from crm.domain.customer.transfer_ready import columns, normal
from crm.domain.kit import custom
from crm.domain.kit.field import Field
from crm.domain.kit.handles import phone
from crm.domain.kit.module import Module
from crm.domain.kit.text import Refused
from crm.language import catalogue

DAY_PARTS = {"birthyear", "birthmonth", "birthday"}  # of one field, where a system writes a day in three columns
_TAIL = re.compile("(?:号码?|[0-9]+|一|二)$")
_WORDS = {
    FAMILY: ("family name", "last name", "surname", "姓", "姓氏"),
    GIVEN: ("given name", "first name", "forename", "名", "名字"),
    MANAGER: ("manager", "department manager", "部门负责人", "部门经理", "主管", "经理"),
    ZIP: ("zip", "zip code", "postal code", "postcode", "邮编", "邮政编码"),
    COUNTRY: ("country/region", "国家"),
    AUTHOR: ("created by", "author", "creator", "创建人", "录入人"),
    CREATED: ("created at", "created", "created date", "create date", "created time", "创建时间", "创建日期", "录入时间"),
    OWNER: ("owner", "owner name", "sales rep", "salesperson", "assigned to", "负责人", "所有者", "业务员", "销售"),
}
_AMERICAN = re.compile(r"(?:\+?1[-. ])?\(?[2-9][0-9]{2}\)?[-. ][2-9][0-9]{2}[-. ][0-9]{4}")
_GUESSED = ("HK", "TW", "GB", "DE", "FR", "JP", "KR", "SG", "AU")


def _known(module: Module) -> dict[str, list[tuple[int, str]]]:
    """Heading -> (how sure, field), the surest first; the field's own name is surest, then its label, then its other names. Kept as long as
    the fields are the same."""
    return custom.here().made(("headings", module.name, id(custom.here().added(module.name).written)), lambda: _headings(module))


def _headings(module: Module) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for name, label in targets(module).items():
        field = module.draft.fields.get(name)
        said = [(0, name), (1, label), (1, catalogue("zh").gettext(label)), (1, catalogue("en").gettext(label))]
        said += [(2, alias) for alias in (field.aliases if field else ())] + [(2, word) for word in _WORDS.get(name, ())]
        for sure, heading in said:
            if key := normal(heading):
                found.setdefault(key, []).append((sure, name))
    return {key: sorted(some, key=lambda one: one[0]) for key, some in found.items()}


def guess(
    module: Module, header: list[str], assign: bool = False, source: str = "", cells: Sequence[Sequence[str]] = ()
) -> list[str]:
    """A field for each column, or nothing. `assign`: whether the owner, the author and his time may be set.

    `source`: the system whose export it is; then its ready map alone says what the columns are. `cells`: the first values of each
    column, where they are known: a “state” in which Ohio stands is no state of a lead.
    """
    if source:
        return _by_map(module, header, assign, columns(source, module.name))
    known = _known(module)
    candidates = []
    for column, heading in enumerate(header):
        key, less = normal(heading), 0
        if key not in known:
            key, less = _TAIL.sub("", key), 3
        named = known.get(key) or [(9, "")]
        fitting = (one for one in named if not cells or _fits(module.draft.fields.get(one[1]), cells[column]))
        sure, name = next(fitting, named[0])
        if name and (name not in GIVEN_OVER or assign):
            candidates.append((sure + less, column, name))
    mapping = [""] * len(header)
    taken: set[str] = set()
    for _, column, name in sorted(candidates):
        field = module.draft.fields.get(name)
        if name not in taken or (field and field.kind.several):
            mapping[column] = name
            taken.add(name)
    return _one_name(module, mapping)


def _fits(field: Field | None, said: Sequence[str]) -> bool:
    """Not when none of the values is one of the field's choices."""
    values = {value.strip().casefold() for value in said if value.strip()}
    return field is None or not field.options or not values or bool(values & field.choices.keys())


def _by_map(module: Module, header: list[str], assign: bool, known: dict[str, str]) -> list[str]:
    possible = {name for name in targets(module) if assign or name not in GIVEN_OVER}
    mapping: list[str] = []
    said = {normal(heading) for heading in header}
    for heading in header:
        name = known.get(normal(heading), "")
        field = module.draft.fields.get(name)
        if known.keys() >= DAY_PARTS and normal(heading) in DAY_PARTS:
            mapping.append(name if said >= DAY_PARTS else "")  # one part of a day alone is none
            continue
        again = field and field.kind.several
        mapping.append(name if name in possible and (name not in mapping or again) else "")
    return mapping


def _one_name(module: Module, mapping: list[str]) -> list[str]:
    """A whole name beats its parts; a part alone is the name."""
    parts = [name for name in mapping if name in (FAMILY, GIVEN)]
    if WHOLE in mapping or not splits(module):
        return ["" if name in parts else name for name in mapping]
    return [WHOLE if len(parts) == 1 and name in parts else name for name in mapping]


def guess_region(phones: Iterable[str]) -> str:
    """The country by whose rules most of these numbers are right; China where nothing speaks against it."""
    said = [text for text in phones if text.strip() and not text.strip().startswith(("+", "00"))][:50]
    votes: Counter[str] = Counter()
    for text in said:
        if _AMERICAN.fullmatch(text.strip()):
            votes["US"] += 1
        elif _is_phone(text, "CN"):
            votes["CN"] += 1
        else:
            votes.update(region for region in _GUESSED if _is_phone(text, region))
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] * 2 > len(said) and best[0][1] > votes["CN"] else "CN"


def _is_phone(text: str, region: str) -> bool:
    try:
        return bool(phone(text, region))
    except Refused:
        return False
