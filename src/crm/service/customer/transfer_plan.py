"""How the cells of a line become the values of a module's draft."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crm import current
from crm.domain.customer.transfer import (
    AUTHOR,
    COUNTRY,
    CREATED,
    FAMILY,
    GIVEN,
    HOME,
    MANAGER,
    MORE_PLACES,
    OWNER,
    PLACE,
    REMARK,
    STREET,
    WHOLE,
    ZIP,
    Item,
    Options,
    has_places,
    joined_name,
)  # fmt: skip
from crm.domain.customer.transfer_ready import ready
from crm.domain.kit.derived import derive, keys
from crm.domain.kit.field import Field, made_of
from crm.domain.kit.handles import phone
from crm.domain.kit.module import Module
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words

PHONES = ("phone", "phones")
LINKED = ("reference", "user", "department")  # told by the name of a record
JOINED = {"text": " ", "long": "\n"}
DAY_PARTS = 3
_BETWEEN = re.compile("[;,，；\n]")
_TAGS = re.compile(r"\s*:::\s*|\n")  # between the groups of an address book; those with a star are its own


class Plan:
    """How the cells of a line become the values of a draft. Raises Invalid when the mapping cannot be used.

    `derives`: the lines are going to be written, not only looked at.
    """

    def __init__(self, module: Module, header: list[str], mapping: list[str], options: Options, derives: bool = False):
        self.module, self.header, self.options, self.derives = module, header, options, derives
        self.columns: dict[str, list[int]] = {}
        for column, name in enumerate(mapping):
            if name:
                self.columns.setdefault(name, []).append(column)
        self._is_book = bool((system := ready(options.source)) and system.is_book)
        self._check()
        fields = module.draft.fields
        named = [name for name in self.columns if name in fields]
        self.references = [name for name in named if fields[name].kind_name in LINKED]
        self.roles = [name for name in named if fields[name].kind_name == "roles"]
        looked_up = [*self.references, *self.roles]
        plain = [name for name in named if name not in looked_up]
        local = [name for name in plain if fields[name].kind_name in PHONES and options.region != "CN"]
        self._single = [(n, self.columns[n][0]) for n in plain if len(self.columns[n]) == 1 and n not in local]
        self._several = [(fields[n], self.columns[n]) for n in plain if len(self.columns[n]) > 1 and n not in local]
        self._phones = [(fields[n], self.columns[n]) for n in local]
        self._links = [(name, self.columns[name][0]) for name in (*looked_up, MANAGER, OWNER, AUTHOR) if name in self.columns]
        self._parts = FAMILY in self.columns or GIVEN in self.columns
        self._created = self.columns.get(CREATED, [None])[0]
        self._places = self._blocks()
        self._named_later = {name: replace(fields[name], required=False) for name in self.references if fields[name].required}
        self._must = {name: "" for name, field in fields.items() if field.required and not self._default(name)}

    def _default(self, name: str) -> Any:
        return self.module.draft._default(name)

    def _check(self) -> None:
        wrong: dict[str, Words] = {}
        fields = self.module.draft.fields
        for name, columns in self.columns.items():
            field = fields.get(name)
            parted = field and field.kind_name == "date" and len(columns) == DAY_PARTS
            if len(columns) > 1 and not parted and not (field and (field.kind.several or field.kind_name in JOINED)):
                label = Words(field.label) if field else name
                wrong[name] = Words("Only one column can be “{field}”.", field=label)
        named = {FAMILY, GIVEN} | ({"mails", "phones"} if self._is_book else set())
        for name, field in fields.items():
            there = name in self.columns or (name == WHOLE and named & set(self.columns))
            if field.required and not self._default(name) and not there:
                wrong[name] = Words("Choose the column that is “{field}”.", field=Words(field.label))
        if wrong:
            raise Invalid(wrong)

    def _blocks(self) -> list[dict[str, str]]:
        """Part of an address -> target, address by address; none where there is but one, in fields of its own."""
        blocks = [{part: f"{part}_{n}" if n else part for part in PLACE} for n in (0, *MORE_PLACES)]
        special = {ZIP, COUNTRY, *(name for block in blocks[1:] for name in block.values())}
        return blocks if special & self.columns.keys() and has_places(self.module) else []

    def heading(self, name: str) -> str:
        """The columns of a field as the file calls them."""
        columns = self._columns(name)
        return ", ".join(self.header[column] for column in columns)

    def said(self, name: str, item: Item) -> str:
        """What the cells of a field say."""
        return ", ".join(str(item.cells[column]) for column in self._columns(name))[:500]

    def _columns(self, name: str) -> list[int]:
        return self.columns.get(name) or [*self.columns.get(FAMILY, ()), *self.columns.get(GIVEN, ())] * (name == WHOLE)

    def item(self, line: int, cells: list[Any]) -> Item:
        """The typed values of a line, or what is wrong with it. References are names until they are looked up."""
        item = Item(line, cells)
        item.raw = raw = self._raw(item)
        if not item.wrong:
            try:
                item.draft = self.module.draft.parse(raw, described=self._described(item))
            except Invalid as refusal:
                item.wrong = dict(refusal.fields)
                return item
            row = made_of(self.module.row, item.draft.values())
            item.derived = derive(self.module, row) if self.derives else None
            item.keys = item.derived.keys if item.derived else keys(self.module, row)
        return item

    def _described(self, item: Item) -> Mapping[str, Field] | None:
        """The fields, of which references that are needed and that the line names are looked up when it is read."""
        named = {name: field for name, field in self._named_later.items() if name in item.names}
        return {**self.module.draft.fields, **named} if named else None

    def unpacked(self, packed: tuple[Any, ...]) -> Item:
        """The item that another process has packed."""
        line, cells, raw, values, names, wrong, found, derived, created_at = packed
        item = Item(line, cells, raw, None, names, {}, wrong, keys=found, derived=derived, created_at=created_at)
        if values is not None:
            item.draft = object.__new__(self.module.draft)
            vars(item.draft).update(values)
        return item

    def _raw(self, item: Item) -> dict[str, Any]:
        """What was written for each field; a field that is left blank keeps its default."""
        cells, raw = item.cells, dict(self._must)
        for name, column in self._single:
            if (cell := cells[column]) != "":
                raw[name] = cell
        for field, columns in self._several:
            filled = [text for column in columns if (text := str(cells[column]).strip())]
            if field.kind_name == "date":  # year, month and day; a part of them says nothing that the field could hold
                raw |= {field.name: "-".join(filled)} if len(filled) == DAY_PARTS else {}
            elif filled:
                raw[field.name] = JOINED.get(field.kind_name, "\n").join(filled)
        for field, columns in self._phones:
            self._local(field, columns, item, raw)
        if self._parts and not str(raw.get(WHOLE) or "").strip():
            raw[WHOLE] = joined_name(*(self._part(name, cells) for name in (FAMILY, GIVEN)))
        if self._places:
            self._placed(cells, raw)
        if isinstance(groups := raw.get("tags"), str) and ":::" in groups:
            raw["tags"] = "\n".join(group for group in _TAGS.split(groups) if not group.startswith("*"))
        for name, column in self._links:
            if said := " ".join(str(cells[column]).split()):
                item.names[name] = said
        if self._is_book and not str(raw.get(WHOLE) or "").strip():
            raw[WHOLE] = self._called(item, raw)
        if self._created is not None:
            self._dated(item, cells[self._created])
        return raw

    def _placed(self, cells: list[Any], raw: dict[str, Any]) -> None:
        """The first address that says anything is the address; others are noted in the remark."""
        places = [{part: self._part(target, cells) for part, target in block.items()} for block in self._places]
        filled = [place for place in places if any(place.values())]
        for part in PLACE[:3]:
            raw.pop(part, None)
        for place in filled:
            tail = " ".join(filter(None, (place[ZIP], "" if place[COUNTRY] in HOME else place[COUNTRY])))
            if place is filled[0]:
                raw |= {part: place[part] for part in PLACE[:2] if place[part]}
                raw |= {STREET: text} if (text := ", ".join(filter(None, (place[STREET], tail)))) else {}
            else:
                said = ", ".join(filter(None, (place[STREET], place["city"], place["province"], tail)))
                raw[REMARK] = "\n".join(filter(None, (str(raw.get(REMARK) or ""), said)))

    @staticmethod
    def _called(item: Item, raw: dict[str, Any]) -> str:
        """Somebody of whom an address book has no name is called by his company, his mail address or his number."""
        for said in (item.names.get("account_id"), raw.get("mails"), raw.get("phones")):
            first = said[0] if isinstance(said, list) else str(said or "").strip().partition("\n")[0]
            if first:
                return first
        return ""

    def _dated(self, item: Item, cell: Any) -> None:
        if not (said := str(cell).strip()):
            return
        try:
            item.created_at = moment(said, current.now(), current.timezone())
        except Refused as refusal:
            item.wrong[CREATED] = refusal.words
            return
        if item.created_at > current.now():
            item.wrong[CREATED] = Words("This moment has not come yet.")

    def _part(self, name: str, cells: list[Any]) -> str:
        return " ".join(str(cells[column]).strip() for column in self.columns.get(name, ()))

    def _local(self, field: Field, columns: list[int], item: Item, raw: dict[str, Any]) -> None:
        """Phone numbers by the rules of the file's own country."""
        said = [text for column in columns if (text := str(item.cells[column]).strip())]
        parts = [part.strip() for text in said for part in (_BETWEEN.split(text) if field.kind.several else (text,))]
        try:
            numbers = [phone(part, self.options.region) for part in parts if part]
        except Refused as refusal:
            item.wrong[field.name] = refusal.words
            return
        if numbers:
            raw[field.name] = numbers if field.kind.several else numbers[0]
