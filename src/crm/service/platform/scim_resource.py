"""What is alike in people and groups by SCIM: reading, paging, replacing, patching, versions (RFC 7644)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    ListResponse,
    Meta,
    NotFoundException,
    PatchOp,
    PreconditionFailedException,
    ResponseParameters,
    SCIMException,
    ScimFilter,
    SearchRequest,
    TooManyException,
)
from scim2_models.path.expressions import CompareOperator, Comparison, FilterNode, LogicalExpr, LogicalOperator

from crm.dao.kit.database import Database
from crm.domain.platform.scim import LARGEST_PAGE, MOST_READ, Reply, ScimError, check_filter
from crm.errors import Conflict, Invalid
from crm.language import Words, say
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.scim_model import LENIENT


class ScimResources:
    """The resources of one kind. A subclass says which rows there are and how they are written."""

    model: Any
    endpoint: str
    columns: Mapping[str, str]  # attribute, in lower case -> what the rows can be asked for by

    def __init__(self, db: Database, base: str):
        self.db = db
        self.base = base

    # What a subclass says -------------------------------------------------------

    def rows(self, size: int, skip: int, **wanted: Any) -> list[Any]:
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError

    def resources(self, rows: list[Any]) -> list[Any]:
        raise NotImplementedError

    def version(self, row: Any) -> str:
        raise NotImplementedError

    def make(self, wanted: Any) -> int:
        raise NotImplementedError

    def change(self, row: Any, before: Any, wanted: Any) -> None:
        raise NotImplementedError

    def drop(self, row: Any) -> None:
        raise NotImplementedError

    # Reading ----------------------------------------------------------------------

    @reading
    def show(self, id: str, asked: Mapping[str, str]) -> Reply:
        with understood():
            return self._reply(self._row(id), self._parameters(asked))

    @reading
    def search(self, asked: Mapping[str, str]) -> Reply:
        """A page of those that the filter finds; a filter is exact, and no more is read than `MOST_READ`."""
        check_filter(asked.get("filter", ""))
        with understood():
            known = {name: asked[name] for name in ("filter", "startIndex", "count", "attributes", "excludedAttributes") if name in asked}
            request = of(SearchRequest, self.model).model_validate(known, scim_ctx=Context.SEARCH_REQUEST)
            skip = (request.start_index or 1) - 1
            size = LARGEST_PAGE if request.count is None else min(request.count, LARGEST_PAGE)
            if request.filter:
                found = self._met(request.filter)
                total, page = len(found), found[skip : skip + size]
            else:
                total, page = self.count(), self.resources(self.rows(size, skip)) if size else []
            answer = of(ListResponse, self.model)(total_results=total, start_index=skip + 1, items_per_page=len(page), resources=page)
            return Reply(answer.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=request))

    def _met(self, filter: ScimFilter[Any]) -> list[Any]:
        rows = self.rows(MOST_READ + 1, 0, **self._narrowed(filter.ast))
        if len(rows) > MOST_READ:
            raise TooManyException(detail="Please filter by userName, externalId, displayName or id.")
        return [one for one in self.resources(rows) if filter.match(one)]

    def _narrowed(self, node: FilterNode) -> dict[str, Any]:
        """What an index can answer of a filter, so that the rest is looked for among few."""
        if isinstance(node, LogicalExpr) and node.op == LogicalOperator.and_:
            return {name: value for term in node.terms for name, value in self._narrowed(term).items()}
        if not isinstance(node, Comparison) or node.op != CompareOperator.eq or not isinstance(node.value, str):
            return {}
        path = ".".join(part for part in (node.attr_path.attr, node.attr_path.sub_attr) if part).lower()
        column = self.columns.get(path)
        if column == "id":
            return {"id": _number(node.value)}
        return {column: node.value if column == "external_id" else node.value.lower()} if column else {}

    # Writing -----------------------------------------------------------------------

    @transactional
    def create(self, raw: Any) -> Reply:
        with understood():
            wanted = self.model.model_validate(raw, scim_ctx=Context.RESOURCE_CREATION_REQUEST, scim_policy=LENIENT)
            return self._reply(self._row(str(self.make(wanted))), None, Context.RESOURCE_CREATION_RESPONSE, 201)

    @transactional
    def replace(self, id: str, raw: Any, match: str | None) -> Reply:
        with understood():
            row = self._row(id, match)
            wanted = self.model.model_validate(raw, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST, scim_policy=LENIENT)
            before = self.resources([row])[0]
            wanted.replace(before)
            self.change(row, before, wanted)
            return self._reply(self._row(id), None, Context.RESOURCE_REPLACEMENT_RESPONSE)

    @transactional
    def patch(self, id: str, raw: Any, match: str | None) -> Reply:
        """All of the operations, or none."""
        with understood(), LENIENT:
            row = self._row(id, match)
            request = of(PatchOp, self.model).model_validate(raw, scim_ctx=Context.RESOURCE_PATCH_REQUEST)
            before, wanted = self.resources([row])[0], self.resources([row])[0]
            if request.patch(wanted):
                self.change(row, before, wanted)
            return self._reply(self._row(id), None, Context.RESOURCE_PATCH_RESPONSE)

    @transactional
    def remove(self, id: str, match: str | None) -> Reply:
        with understood():
            self.drop(self._row(id, match))
            return Reply(None, 204)

    # Parts --------------------------------------------------------------------------

    def _row(self, id: str, match: str | None = None) -> Any:
        """One row; with `match`, unless it was changed since that version."""
        found = self.rows(1, 0, id=_number(id))
        if not found:
            raise NotFoundException(detail=f"Resource {id[:60]} not found.")
        if match not in (None, "*") and self.version(found[0]) not in [one.strip() for one in (match or "").split(",")]:
            raise PreconditionFailedException(detail="The resource was changed since this version.")
        return found[0]

    def _reply(self, row: Any, asked: Any, context: Context = Context.RESOURCE_QUERY_RESPONSE, status: int = 200) -> Reply:
        resource = self.resources([row])[0]
        body = resource.model_dump(scim_ctx=context, response_parameters=asked)
        return Reply(body, status, self.version(row), str(resource.meta.location))

    def _parameters(self, asked: Mapping[str, str]) -> Any:
        known = {name: asked[name] for name in ("attributes", "excludedAttributes") if name in asked}
        return of(ResponseParameters, self.model).model_validate(known) if known else None

    def meta(self, row: Any) -> Meta:
        """What every resource says of itself."""
        return Meta(
            resource_type=self.endpoint[:-1], created=_second(row.created_at), last_modified=_second(row.updated_at),
            location=f"{self.base}/{self.endpoint}/{row.id}", version=self.version(row),
        )  # fmt: skip


def of(message: Any, model: Any) -> Any:
    """The message about resources of the model."""
    return message[model]


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _number(text: str) -> int:
    """The id that the text is; one that nothing has, for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


@contextmanager
def understood() -> Iterator[None]:
    """Whatever cannot be accepted within, as an error of the protocol."""
    try:
        yield
    except SCIMException as no:
        raise ScimError(no.status, Words(no.detail), no.scim_type) from no
    except ValidationError as no:
        first = Error.from_validation_errors(no)[0]
        raise ScimError(first.status or 400, Words(first.detail or ""), first.scim_type or "invalidValue") from no
    except Invalid as no:
        why = "; ".join(f"{name}: {say(words)}" if name else say(words) for name, words in no.fields.items())
        raise ScimError(400, Words(why), "invalidValue") from no
    except Conflict as no:
        raise ScimError(409, no.words) from no


