"""How a list is looked at: columns and their widths, group, layout, density. All of it stands in the address."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from werkzeug.datastructures import MultiDict

from crm.domain.kit.field import Field
from crm.domain.kit.filter import Sort, as_json, parse_address, parse_sort, parse_tree
from crm.domain.kit.module import Module
from crm.domain.kit.plain import dumps
from crm.errors import Invalid
from crm.web.kit.filter_state import ordered, pairs

KEYS = ("f", "filter", "sort", "q", "cols", "group", "layout", "density", "date", "span", "fold")
SPANS = ("month", "week")  # what a calendar shows at once
NARROWEST, WIDEST = 60, 800
DENSITIES = ("comfortable", "compact")
FOLDED = 200  # groups at most
GROUPED = ("choice", "yesno", "reference", "user", "department")
UNSHOWN = ("grants", "rich")
NOTHING = "-"  # the group of those without a value
NO_FILTER = '{"all":[]}'


@dataclass(frozen=True, slots=True)
class Look:
    """What an address says beside filter and sort; what it does not say is as the module has it."""

    columns: tuple[str, ...]
    widths: dict[str, int] = field(default_factory=dict)
    group: str | None = None
    layout: str = "table"
    density: str | None = None
    date: str | None = None  # the field whose days a calendar shows
    span: str = "month"
    fold: tuple[str, ...] = ()  # the groups whose rows are not shown

    def text(self) -> str:
        """The columns as the address has them: name.240,grade"""
        return ",".join(f"{name}.{self.widths[name]}" if name in self.widths else name for name in self.columns)


def read(module: Module, args: MultiDict[str, str]) -> Look:
    """What cannot be read is as if it were not there: a field may have gone since the address was kept."""
    columns, widths = _columns(module, args.get("cols", ""))
    layout, density = args.get("layout", "table"), args.get("density")
    group = group if (group := args.get("group")) and group in groupable(module) else None
    fold = tuple(unquote(one) for one in args.get("fold", "").split(",") if one)[:FOLDED] if group else ()
    return Look(
        columns,
        widths,
        group,
        layout,
        density if density in DENSITIES else None,
        date if (date := args.get("date")) and date in dated(module) else None,
        span if (span := args.get("span")) in SPANS else SPANS[0],
        fold,
    )


def _columns(module: Module, text: str) -> tuple[tuple[str, ...], dict[str, int]]:
    if not text:
        return module.columns, {}
    known, names, widths = showable(module), [module.title_field], {}
    for part in text.split(","):
        name, _, width = part.partition(".")
        if name in known:
            names.append(name)
            if width.isascii() and width.isdigit() and len(width) < 5:
                widths[name] = min(max(int(width), NARROWEST), WIDEST)
    return tuple(dict.fromkeys(names)), widths


def showable(module: Module) -> dict[str, Field]:
    """The fields that can be a column."""
    return {name: one for name, one in module.fields.items() if one.kind_name not in UNSHOWN}


def groupable(module: Module) -> dict[str, Field]:
    """The fields whose values make groups."""
    return {name: one for name, one in module.fields.items() if one.kind_name in GROUPED}


def dated(module: Module) -> dict[str, Field]:
    """The fields that hold a day."""
    return {name: one for name, one in module.fields.items() if one.kind_name in ("date", "datetime")}


def day_field(module: Module, look: Look | None = None) -> str | None:
    """The field whose days a calendar shows: the one that was chosen, else what people filter by, else what they type in."""
    known = dated(module)
    if look and look.date in known:
        return look.date
    return next((name for name in (*module.quick, *module.draft.fields) if name in known), None)


def ordered_by(module: Module, args: MultiDict[str, str]) -> Sort:
    """The order of the address; in a table the rows of one group stand together. Raises Invalid for what one cannot sort by."""
    sort, group = parse_sort(module, args.get("sort")), args.get("group", "")
    if group not in groupable(module) or args.get("layout", "table") != "table":
        return sort
    rest = tuple(one for one in sort.fields if one[0] != group)
    return Sort(((group, next((down for name, down in sort.fields if name == group), False)), *rest))


# As a view keeps it ------------------------------------------------------------


def state_of(module: Module, args: MultiDict[str, str]) -> dict[str, Any]:
    """What the address says, as a view keeps it. Raises Invalid for a filter that cannot be read."""
    group, look = parse_address(module, args.getlist("f"), args.get("filter")), read(module, args)
    found: dict[str, Any] = {}
    if root := ordered(module, group):
        found["filter"] = as_json(root)
    if args.get("sort") and str(parse_sort(module, args["sort"])) != module.sort:
        found["sort"] = str(parse_sort(module, args["sort"]))
    if look.widths or look.columns != module.columns:
        found["cols"] = look.text()
    found |= {key: value for key, value in (("group", look.group), ("density", look.density)) if value}
    if look.layout != "table":
        found["layout"] = look.layout
    if look.date:
        found["date"] = look.date
    if look.span != SPANS[0]:
        found["span"] = look.span
    if look.fold:
        found["fold"] = args["fold"]
    if words := args.get("q", "").strip():
        found["q"] = words
    return found


def address_of(module: Module, state: dict[str, Any]) -> list[tuple[str, str]]:
    """The state as parameters of an address; a filter that no longer fits goes along as it is, for the list to say so."""
    found: list[tuple[str, str]] = []
    if raw := state.get("filter"):
        try:
            root = ordered(module, parse_tree(module, raw))
            found += pairs(module, root) if root else []
        except Invalid:
            found.append(("filter", dumps(raw)))
    found += [(key, str(state[key])) for key in ("sort", "q", *KEYS[4:]) if state.get(key)]
    return found or [("filter", NO_FILTER)]


def same(module: Module, args: MultiDict[str, str], state: dict[str, Any]) -> bool:
    """Whether the list shows what the view keeps."""
    try:
        return state_of(module, args) == state_of(module, MultiDict(address_of(module, state)))
    except Invalid:
        return False
