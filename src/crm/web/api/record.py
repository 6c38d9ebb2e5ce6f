"""The records of every module: list, read, create, change, remove, many at once, history."""

import hashlib
import re
from typing import Any

from flask import abort, request
from werkzeug.wrappers import Response

from crm import current
from crm.domain.kit.event import RecordOpening
from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import canonical
from crm.domain.kit.shape import item
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.exact import Exact
from crm.service.kit.record import COUNTED, RecordService
from crm.web.api.bulk import Bulk, actions
from crm.web.api.export import Export
from crm.web.api.history import history
from crm.web.api.page import ApiPage, answer, body
from crm.web.api.shape import check
from crm.web.kit.listing import cursor, read_cursor
from crm.web.kit.page import container

KEY = re.compile(r"[!-~]{1,200}")
VERSION = re.compile('"[1-9][0-9]{0,8}"')
MOST = 200
LIST = ("filter", "f", "q", "sort", "size", "after")

# (address, action, verb, method, query parameters)
ROUTES = (
    ("", "index", "view", "GET", LIST),
    ("", "create", "create", "POST", ()),
    ("/bulk", "bulk", "view", "POST", ()),
    ("/exports", "export", "export", "POST", ("filter", "f", "q", "sort")),
    ("/<record:id>", "show", "view", "GET", ()),
    ("/<record:id>", "update", "edit", "PATCH", ()),
    ("/<record:id>", "destroy", "remove", "DELETE", ()),
    ("/<record:id>/history", "history", "view", "GET", ("before",)),
)


def routes(module: Module) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Those of the routes that the module has."""
    return [route for route in ROUTES if route[2] in module.verbs and (route[1] != "bulk" or actions(module))]


class RecordApi(Bulk, Export):
    """The addresses of one module, made from its description."""

    def __init__(self, module: Module):
        self.module = module

    def register(self, page: ApiPage) -> None:
        for rule, name, verb, method, parameters in routes(self.module):
            action, permission = getattr(self, name), self.module.permission(verb)
            page.add(f"{self.module.path}{rule}", action, permission, method, parameters, f"{self.module.name}_{name}")

    @property
    def service(self) -> RecordService[Any, Any]:
        return container().records()(self.module.name)

    def index(self) -> Response:
        query = self._query()
        rows = self.service.page(query)
        more, rows = len(rows) > query.size, rows[: query.size]
        total: int | None = len(rows)
        if more or query.after:
            counted = self.service.count(query, COUNTED)
            total = counted if counted < COUNTED else None
        following = cursor(self.module, query.sort, rows[-1]) if more else None
        return answer({"items": [item(self.module, row) for row in rows], "next": following, "total": total})

    def _query(self) -> Query:
        args = request.args
        if empty := [name for name in ("filter", "sort", "size", "after") if args.get(name) == ""]:
            raise Invalid({name: Words("Please fill this in.") for name in empty})
        if args.get("sort", "").count(",") > 2:
            raise Invalid(sort=Words("At most three fields to sort by."))
        if len(args.get("q", "")) > MOST:
            raise Invalid(q=Words("At most {most} characters.", most=MOST))
        sort = parse_sort(self.module, args.get("sort"))
        return Query(
            filter=parse_address(self.module, args.getlist("f"), args.get("filter")),
            sort=sort,
            after=read_cursor(self.module, args.get("after"), sort),
            size=whole("size", MOST, 50),
            words=args.get("q", "").strip(),
        )

    def create(self) -> Response:
        """201 for a new record; 200 when the same Idempotency-Key already made it."""
        given = body()
        check(self.module, given, self.module.draft.fields)
        key = request.headers.get("Idempotency-Key")
        if key is not None and not KEY.fullmatch(key):
            raise Invalid({"Idempotency-Key": Words("1 to {most} visible ASCII characters.", most=MOST)})
        draft = self.module.draft.parse(given)
        digest = hashlib.sha256((canonical(draft.values()) or "").encode()).hexdigest()
        row = self.service.create(draft, key, digest)
        return self._one(row, 201 if current.last_change() else 200, Location=f"/api/v1{self.module.path}/{row.id}")

    def show(self, id: int) -> Response:
        """304 without a body when the record still has a version that the caller knows."""
        container().events().publish(RecordOpening(self.module.name, id))
        row = self.service.get(id)
        if request.if_none_match.contains_weak(str(row.version)):
            return Response(status=304, headers={"ETag": etag(row)})
        return self._one(row)

    def update(self, id: int) -> Response:
        given = body()
        version = named_version()
        if version is None:
            abort(428)
        check(self.module, given, self.module.draft.fields)
        return self._one(Exact(self.service).change(id, given, version))

    def destroy(self, id: int) -> Response:
        Exact(self.service).remove(id, named_version())
        return Response(status=204)

    def history(self, id: int) -> Response:
        self.service.get(id)
        return answer(history(self.module, id, whole("before", 10**15 - 1)))

    def _one(self, row: Any, status: int = 200, **headers: str) -> Response:
        return answer(item(self.module, row), status, ETag=etag(row), **headers)


def etag(row: Any) -> str:
    return f'"{row.version}"'


def named_version() -> int | None:
    """The version that If-Match names, written as the ETag was given."""
    text = request.headers.get("If-Match")
    if text is None:
        return None
    if not VERSION.fullmatch(text):
        raise Invalid({"If-Match": Words("Send the ETag as it was given, such as {example}.", example='"1"')})
    return int(text.strip('"'))


def whole(name: str, most: int, default: int | None = None) -> Any:
    """The whole number from 1 to `most` that the query parameter is."""
    text = request.args.get(name)
    if text is None:
        return default
    if not re.fullmatch("[1-9][0-9]{0,14}", text) or int(text) > most:
        raise Invalid({name: Words("A whole number from 1 to {most}.", most=most)})
    return int(text)


page = ApiPage(__name__)
for module in modules().values():
    RecordApi(module).register(page)
