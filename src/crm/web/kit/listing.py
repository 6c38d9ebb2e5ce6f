"""A list: the query out of the address, and the table that shows its page."""

import base64
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from crm.domain.kit.field import Field
from crm.domain.kit.filter import Query, Sort, parse_address
from crm.domain.kit.module import Module
from crm.domain.kit.plain import jsonable
from crm.errors import Invalid
from crm.language import Words
from crm.web.kit.look import NO_FILTER, ordered_by

SIZES = (20, 50, 100, 200)
# What every link of a list carries on.
KEPT = ("f", "filter", "sort", "size", "q", "view", "cols", "group", "layout", "density", "date", "span", "day", "fold", "sum")


def parse_query(module: Module, args: MultiDict[str, str]) -> Query:
    """The list that an address asks for. Raises Invalid with what is wrong in it."""
    texts = args.getlist("f")
    if field := args.get("field"):  # the filter popover without script
        texts.append(f"{field}:{args.get('operator', '')}:{','.join(v for v in args.getlist('value') if v)}")
    try:
        size = int(args.get("size", 50))
    except ValueError:
        size = 50
    sort = ordered_by(module, args)
    return Query(
        filter=parse_address(module, texts, args.get("filter")),
        sort=sort,
        after=read_cursor(module, args.get("after"), sort),
        size=size if size in SIZES else 50,
        words=args.get("q", "").strip()[:200],
    )


def cursor(module: Module, sort: Sort, row: Any) -> str:
    """Where the next page begins: the sort values and the id of the last row, as one opaque word."""
    values = [getattr(row, "sort_key" if module.fields[n].sort_sql == "sort_key" else n) for n, _ in sort.fields]
    text = json.dumps([*values, row.id], default=jsonable, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(module: Module, text: str | None, sort: Sort) -> tuple[Any, ...] | None:
    if not text:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        fields = [module.fields[name] for name, _ in sort.fields]
        if not isinstance(values, list) or len(values) != len(fields) + 1 or type(values[-1]) is not int or not 0 < values[-1] < 2**63:
            raise ValueError(text)
        return (*(_cursor_value(f, v) for f, v in zip(fields, values, strict=False)), values[-1])
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Invalid(after=Words("This page of the list cannot be read. Please start from the first page.")) from None


def _cursor_value(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.sort_sql == "sort_key":
        if "\0" in value or not value.encode():
            raise ValueError(value)
        return value
    return datetime.fromisoformat(value) if field.kind_name == "datetime" else field.kind.parse(field, value)


class Address:
    """The list's own address with other parameters: sort links, chips, next pages."""

    def __init__(self, path: str, args: MultiDict[str, str]):
        self.path = path
        self.pairs = [(k, v) for k, v in args.items(multi=True) if k in KEPT and v]
        if args.get("field"):
            self.pairs.append(("f", f"{args['field']}:{args.get('operator', '')}:{','.join(v for v in args.getlist('value') if v)}"))

    def __call__(self, drop: tuple[tuple[str, str], ...] = (), path: str = "", **changes: str | None) -> str:
        pairs = [(k, v) for k, v in self.pairs if k not in changes and (k, v) not in drop]
        pairs += [(k, v) for k, v in changes.items() if v]
        if pairs and all(k in ("view", "size") for k, _ in pairs) and self.pairs:
            pairs.append(("filter", NO_FILTER))  # a view alone in an address means the view as it was saved
        return f"{self.path}{path}" + (f"?{urlencode(pairs)}" if pairs else "")

    @property
    def hidden(self) -> dict[str, Any]:
        """The parameters as a form's hidden inputs."""
        found: dict[str, Any] = {}
        for key, value in self.pairs:
            found.setdefault(key, []).append(value)
        return found
