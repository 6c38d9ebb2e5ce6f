"""Many operations in one request of SCIM (RFC 7644, 3.7): read, put in order, and their references to one another filled in."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crm.domain.platform.scim import ScimError
from crm.language import Words

REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
MOST_OPERATIONS = 100
LARGEST_PAYLOAD = 1_000_000  # bytes: no request to programs may be larger
METHODS = ("POST", "PUT", "PATCH", "DELETE")
PATH = re.compile(r"/(Users|Groups)(?:/([^/]{1,120}))?")
MARK = "bulkId:"
REFERENCE = re.compile(r"bulkId:([^\"\]]{1,100})")


@dataclass(frozen=True, slots=True)
class Operation:
    """One of them: `id` names the record, or what another operation makes."""

    method: str
    endpoint: str
    id: str
    bulk_id: str
    version: str | None
    data: Any

    @property
    def needs(self) -> set[str]:
        """The operations, by their bulkId, that have to be done before."""
        own = {self.id.removeprefix(MARK)} if self.id.startswith(MARK) else set()
        return own | set(REFERENCE.findall(json.dumps(self.data, ensure_ascii=False)))

    def filled(self, known: Mapping[str, str]) -> "Operation":
        """With the ids of what other operations made."""
        id = known.get(self.id.removeprefix(MARK), self.id) if self.id.startswith(MARK) else self.id
        return Operation(self.method, self.endpoint, id, self.bulk_id, self.version, _filled(self.data, known))


def _filled(data: Any, known: Mapping[str, str]) -> Any:
    if isinstance(data, dict):
        return {name: _filled(one, known) for name, one in data.items()}
    if isinstance(data, list):
        return [_filled(one, known) for one in data]
    return REFERENCE.sub(lambda found: known.get(found[1], found[0]), data) if isinstance(data, str) else data


def operations_of(raw: Any) -> tuple[list[Operation], int]:
    """The operations, and after how many errors to leave off; 0: never. Raises ScimError for what is no such request."""
    if not isinstance(raw, dict) or raw.get("schemas") != [REQUEST] or not isinstance(raw.get("Operations"), list):
        raise ScimError(400, Words("Send a BulkRequest with its Operations."), "invalidSyntax")
    if len(raw["Operations"]) > MOST_OPERATIONS:
        raise ScimError(413, Words("At most {most} operations in one request.", most=MOST_OPERATIONS), "tooMany")
    found, most = [_operation(one) for one in raw["Operations"]], raw.get("failOnErrors", 0)
    named = [one.bulk_id for one in found if one.bulk_id]
    if len(named) != len(set(named)) or not isinstance(most, int) or isinstance(most, bool) or most < 0:
        raise ScimError(400, Words("Each bulkId stands once, and failOnErrors is a number."), "invalidValue")
    return found, most


def _operation(raw: Any) -> Operation:
    texts = {name: raw.get(name, "") for name in ("method", "path", "bulkId")} if isinstance(raw, dict) else {}
    place = PATH.fullmatch(str(texts.get("path", "")))
    method = str(texts.get("method", "")).upper()
    if place is None or method not in METHODS or (method == "POST") == bool(place[2]) or (method == "POST" and not texts["bulkId"]):
        why = Words("An operation has a method, a path such as /Users or /Users/7, and, to make something, a bulkId.")
        raise ScimError(400, why, "invalidSyntax")
    version = raw.get("version")
    return Operation(method, place[1], place[2] or "", str(texts["bulkId"]), version if isinstance(version, str) else None, raw.get("data"))


def in_order(operations: list[Operation]) -> Iterator[list[int]]:
    """The places of those that can be done next, again and again; who waits for one another in a circle comes last, together."""
    made = {one.bulk_id for one in operations if one.method == "POST"}
    left = list(range(len(operations)))
    while left:
        waiting = {operations[at].bulk_id for at in left} & made
        ready = [at for at in left if not (operations[at].needs - {operations[at].bulk_id}) & waiting]
        yield ready or left
        left = [at for at in left if at not in ready] if ready else []
