"""The filter that an address speaks of, and the addresses of filters a little different from it.

While somebody builds a filter it stands in the address alone, so every step is a link or a form that works without script.
"""

from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from crm.domain.kit.filter import (
    BARE,
    Condition,
    Group,
    Part,
    Path,
    Related,
    as_json,
    exchanged,
    flat,
    links,
    parse_address,
    parse_json,
    parse_part,
    part_at,
)
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.errors import Invalid
from crm.language import Words

# What the builder itself reads; everything else in an address is the list's and is kept as it is.
OWN = (
    "f", "filter", "field", "operator", "value", "value__text", "to", "days", "period", "relation", "measure", "of", "exists",
    "at", "into", "pick", "find", "back", "drop", "turn", "grow", "move", "under", "place",
    "part", "rows", "focus", "after", "peek", "id",
    "all",
)  # fmt: skip
TREE = "tree"  # the value of `back` while one works on the whole tree


def read_path(text: str | None) -> Path:
    return tuple(int(step) for step in (text or "").split(".") if step.isdigit() and len(step) < 4)


def write_path(path: Path) -> str:
    return ".".join(map(str, path))


def as_text(module: Module, part: Part) -> str | None:
    """The condition as `f` has it, or None when it only fits into JSON."""
    if not isinstance(part, Condition):
        return None
    raw = as_json(part).get("value", "")
    value = ",".join(map(str, raw)) if isinstance(raw, list) else ("yes" if raw else "no") if isinstance(raw, bool) else str(raw)
    text = f"{part.field}:{part.operator}" + (f":{value}" if value else "")
    try:
        return text if parse_address(module, [text]).parts == (part,) else None
    except Invalid:
        return None


def pairs(module: Module, root: Group, exact: bool = False) -> list[tuple[str, str]]:
    """The filter as parameters of an address: `f` where that is enough, else JSON; `exact` keeps every group as it is."""
    if exact or root.any:
        return [("filter", dumps(as_json(root)))]
    texts = [(as_text(module, part), part) for part in root.parts]
    found = [("f", text) for text, _ in texts if text]
    if rest := tuple(part for text, part in texts if not text):
        found.append(("filter", dumps(as_json(Group(rest)))))
    return found


def ordered(module: Module, group: Group) -> Group:
    """The filter as its address will have it, so that paths into it hold."""
    root = flat(group)
    if root.any:
        return root
    simple = [part for part in root.parts if as_text(module, part)]
    return Group((*simple, *(part for part in root.parts if part not in simple)))


class State:
    """One filter under construction."""

    def __init__(self, module: Module, args: MultiDict[str, str], group: Group | None = None):
        self.module, self.args = module, args
        self.back = args.get("back", "")
        self.kept = [(key, value) for key, value in args.items(multi=True) if key not in OWN and value]
        self.exact = self.back == TREE
        self.root = self.read() if group is None else ordered(module, group)

    def read(self) -> Group:
        """Raises Invalid where the address holds no filter."""
        group = parse_address(self.module, self.args.getlist("f"), self.args.get("filter"))
        only = group.parts[0] if len(group.parts) == 1 else None
        return only if self.exact and isinstance(only, Group) else ordered(self.module, group)

    def url(self, action: str = "/filters", root: Group | None = None, **own: Any) -> str:
        """An address of the builder (or with action="" of the list) for this filter, or for another one."""
        found = self.pairs(self.root if root is None else root, listed=not action)
        found += [(key, str(value)) for key, value in own.items() if value not in (None, "")]
        return f"{self.module.path}{action}" + (f"?{urlencode(found)}" if found else "")

    def pairs(self, root: Group, listed: bool = False) -> list[tuple[str, str]]:
        if listed:
            root = ordered(self.module, root)
        found = pairs(self.module, root, self.exact and not listed) if root else []
        if not found and any(key == "view" for key, _ in self.kept):
            found = [("filter", '{"all":[]}')]  # the view's own filter was taken away
        return [*found, *self.kept]

    def hidden(self) -> list[tuple[str, str]]:
        """The same as hidden inputs of a form."""
        return self.pairs(self.root)

    # Changes ------------------------------------------------------------------

    def asked(self) -> Part:
        """The condition that the form says, typed by the module that its place in the tree belongs to."""
        if "part" in self.args:
            return parse_part(self.module_at(read_path(self.args.get("into"))), parse_json(self.args["part"]))
        path = read_path(self.args.get("at")) or (*read_path(self.args.get("into")), 0)
        module = self.module_at(path[:-1])
        if name := self.args.get("relation"):
            old = part_at(self.root, read_path(self.args.get("at"))) if self.args.get("at") else None
            where = as_json(old.where) if isinstance(old, Related) else {"all": []}
            raw: dict[str, Any] = {"relation": name, "where": where, "exists": self.args.get("measure") != "none"}
            if self.args.get("measure", "exists") not in ("exists", "none"):
                raw |= {"measure": self.args["measure"], "of": self.args.get("of"), "operator": self.args.get("operator")}
                raw["value"] = [self.args.get("value"), self.args.get("to")] if raw["operator"] == "between" else self.args.get("value")
            return parse_part(module, raw)
        operator = self.args.get("operator", "")
        value = self.value(operator)
        if operator not in BARE and not (all(value) if isinstance(value, list) and value else value):
            raise Invalid(filter=Words("Please choose or type a value."))
        return parse_part(module, {"field": self.args.get("field"), "operator": operator, "value": value})

    def value(self, operator: str) -> Any:
        """What was typed into the boxes that belong to the operator."""
        given = [one for one in self.args.getlist("value") if one]
        if operator in ("any", "none", "all"):
            return given
        if operator == "between":
            return [self.args.get("value", ""), self.args.get("to", "")]
        if operator in ("last", "next"):
            return self.args.get("days", "")
        if operator in ("this", "previous", "coming"):
            return self.args.get("period", "")
        return given[0] if given else ""

    def module_at(self, path: Path) -> Module:
        """Whose fields the parts under a path ask about."""
        module = self.module
        for depth in range(1, len(path) + 1):
            part = part_at(self.root, path[:depth])
            if isinstance(part, Related):
                module = modules()[links(module)[part.relation].module]
        return module

    def without(self, path: Path) -> Group:
        """The filter without the part that the path leads to."""
        if not path or part_at(self.root, path) is None:
            return self.root
        found = exchanged(self.root, path, None)
        assert isinstance(found, Group)
        return found
