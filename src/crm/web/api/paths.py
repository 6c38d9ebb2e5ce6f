"""The operations of the API as OpenAPI describes them: parameters, bodies, every answer."""

from collections.abc import Callable

from crm.domain.kit.filter import MOST as MOST_CONDITIONS
from crm.domain.kit.module import Module, modules
from crm.language import N_, say
from crm.web.api.page import JSON
from crm.web.api.record import MOST, routes
from crm.web.api.schema import RECORD_ID, Schema, ref, title

MORE: list[Callable[[], Schema]] = []  # addresses that a module has beside those of every record: (address -> what it does)
READS = (401, 403, 422, 429, 503)
KNOWING = (401, 422, 429, 503)  # of what no scope is asked for
WRITES = (400, 401, 403, 409, 413, 415, 422, 429, 503)
UNCHANGED = N_("The record still has a version that If-None-Match names.")
ANSWERS = {
    400: N_("The body is no JSON."),
    401: N_("No token, or one that does not hold."),
    403: N_("The token may not do this."),
    404: N_("There is no such record for whom the token acts for."),
    409: N_("Another record has this value, or it was changed at the same moment."),
    412: N_("The record has another version than If-Match names."),
    413: N_("The body is too large."),
    415: N_("The body is not application/json."),
    422: N_("A field or parameter cannot be accepted; `fields` says why."),
    428: N_("If-Match is missing."),
    429: N_("Asked too often; try again after Retry-After seconds. RateLimit says what is left."),
    503: N_("The database is busy; try again after Retry-After seconds."),
}
SUMMARIES = {
    "index": N_("List"),
    "create": N_("Create"),
    "show": N_("Read one"),
    "update": N_("Change"),
    "destroy": N_("Delete"),
    "bulk": N_("Change many"),
    "history": N_("History"),
    "export": N_("Export"),
}
SENTENCES = {
    "index": N_("The records that the filter finds and that may be seen, page by page."),
    "create": N_(
        "A new record, owned by whom the token acts for. The same Idempotency-Key with the same body gives the record it made, with 200."
    ),
    "show": N_("One record. Its version is the ETag."),
    "update": N_("Sets the fields that are given. Nothing is merged: If-Match must name the current version."),
    "destroy": N_("Takes the record out of sight; it can be brought back from the journal."),
    "bulk": N_("The same action on up to 1,000 records. Each one that cannot be changed is named with the reason."),
    "export": N_("What the filter finds, as a file that a job makes. Many records need a reason, very many are approved first."),
    "history": N_("Who changed what and when, newest first."),
}
TREE = N_("Conditions as JSON: all or any of them must hold.")
WORDS = N_("Words that the record contains; pinyin and its initials find Chinese names.")
ORDER = N_("Up to three fields; a minus sign turns the order round.")
KNOWN = N_("The ETags of versions that you have. The names beside references belong to other records and to no version of this one.")
ETAG: Schema = {"ETag": {"required": True, "schema": {"type": "string"}, "description": N_("The record's version.")}}
LOCATION: Schema = {"Location": {"required": True, "schema": {"type": "string"}, "description": N_("Where the record is.")}}


def paths() -> Schema:
    found: Schema = {
        "/api/v1/me": {"get": described("me", "me", say("Whom the token acts for, and what it may do"), _given("Me"), KNOWING)},
        "/api/v1/search": {
            "get": described("search", "search", say("Records of every module that contain the words"), _given("Hits"), KNOWING)
            | {"parameters": _search()}
        },
    }
    for module in modules().values():
        for rule, action, verb, method, _ in routes(module):
            address = f"/api/v1{module.path}{rule}".replace("<record:id>", "{id}")
            found.setdefault(address, {})[method.lower()] = operation(module, action, verb)
    for more in MORE:
        found |= more()
    for path in found:
        if "{id}" in path:
            found[path]["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": RECORD_ID}]
    return found


def operation(module: Module, action: str, verb: str) -> Schema:
    name = title(module)
    success = {
        "index": _given(f"{name}List"),
        "create": {"201": content(name, ETAG | LOCATION), "200": content(name, ETAG | LOCATION)},
        "show": _given(name, ETAG) | {"304": {"description": say(UNCHANGED), "headers": _said(ETAG)}},
        "update": _given(name, ETAG),
        "destroy": {"204": {"description": say("Done.")}},
        "bulk": _given("Outcome"),
        "history": _given("History"),
        "export": {"202": content("Export", LOCATION)},
    }[action]
    codes = {
        "index": READS,
        "create": (*WRITES, 404),
        "show": (*READS, 404),
        "update": (*WRITES, 404, 412, 428),
        "destroy": (*READS, 404, 409, 412),
        "bulk": WRITES,
        "history": (*READS, 404),
        "export": WRITES,
    }[action]
    sentence = f"{say(SENTENCES[action])} {say('Permission: {name}.', name=f'`{module.permission(verb)}`')}"
    made = described(f"{module.name}_{action}", module.name, say(SUMMARIES[action]), success, codes) | {"description": sentence}
    if parameters := _parameters(module, action):
        made["parameters"] = parameters
    if schema := {"create": f"{name}Draft", "update": f"{name}Change", "bulk": f"{name}Bulk", "export": f"{name}Export"}.get(action):
        made["requestBody"] = {"required": True, "content": {JSON: {"schema": ref(schema)}}}
    return made


def described(name: str, tag: str, summary: str, success: Schema, codes: tuple[int, ...]) -> Schema:
    errors = {str(code): {"$ref": f"#/components/responses/E{code}"} for code in sorted(codes)}
    return {"operationId": name, "tags": [tag], "summary": summary, "responses": success | errors}


def _given(schema: str, headers: Schema | None = None) -> Schema:
    return {"200": content(schema, headers)}


def content(schema: str, headers: Schema | None = None) -> Schema:
    said = {"headers": _said(headers)} if headers else {}
    return {"description": say("Done."), "content": {JSON: {"schema": ref(schema)}}} | said


def _said(headers: Schema) -> Schema:
    return {name: header | {"description": say(header["description"])} for name, header in headers.items()}


def errors() -> Schema:
    """The answers that are no success, by their names in the components."""
    found = {f"E{code}": {"description": say(text), "content": {JSON: {"schema": ref("Error")}}} for code, text in ANSWERS.items()}
    found["E401"]["headers"] = {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}
    for code in ("E429", "E503"):
        found[code]["headers"] = {"Retry-After": {"required": True, "schema": {"type": "string"}}}
    return found


def _parameters(module: Module, action: str) -> list[Schema]:
    if action == "index":
        return _list(module)
    if action == "export":
        return [one for one in _list(module) if one["name"] not in ("size", "after")]
    if action == "history":
        return [_query("before", RECORD_ID, say("The value of `next` of the page before."))]
    version = {"type": "string", "pattern": r'^"[1-9][0-9]{0,8}"$', "examples": ['"1"']}
    if action == "show":
        return [_header("If-None-Match", {"type": "string"}, say(KNOWN))]
    if action == "update":
        return [_header("If-Match", version, say("The ETag of the version that is changed.")) | {"required": True}]
    if action == "destroy":
        return [_header("If-Match", version, say("Delete this version only."))]
    if action == "create":
        key = {"type": "string", "pattern": "^[!-~]{1,200}$"}
        return [_header("Idempotency-Key", key, say("A text of your own: however often the request is sent with it, one record is made."))]
    return []


def _list(module: Module) -> list[Schema]:
    one = f"-?({'|'.join(module.sorts)})"
    group = ref(f"{title(module)}Filter")
    condition = {"type": "string", "pattern": "^[a-z_0-9]+:[a-z_]+(:.*)?$"}
    example = f"`{module.sorts[0]}:filled`"
    conditions = say("Conditions as field:operator:value, all of which must hold: {example}", example=example)
    return [
        {"name": "filter", "in": "query", "content": {JSON: {"schema": group}}, "description": say(TREE)},
        _query("f", {"type": "array", "items": condition, "maxItems": MOST_CONDITIONS}, conditions),
        _query("q", {"type": "string", "maxLength": MOST}, say(WORDS)),
        _query("sort", {"type": "string", "pattern": f"^{one}(,{one}){{0,2}}$", "default": module.sort}, say(ORDER)),
        _query("size", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}, say("How many records a page has.")),
        _query("after", {"type": "string", "minLength": 1}, say("The value of `next` of the page before.")),
    ]


def _search() -> list[Schema]:
    return [
        _query("q", {"type": "string", "minLength": 1, "maxLength": MOST}, say(WORDS)) | {"required": True},
        _query("module", {"type": "string", "enum": list(modules())}, say("Only records of this module.")),
        _query("size", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}, say("How many records.")),
    ]


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _header(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "header", "schema": schema, "description": description}
