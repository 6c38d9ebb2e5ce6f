"""The API in readable form: one page a module, made from the OpenAPI document; no script of others."""

import json
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, g, request

from crm import current
from crm.domain.kit.plain import dumps
from crm.errors import Invalid
from crm.language import Words
from crm.web import session as sessions
from crm.web.api.openapi import document
from crm.web.api.page import JSON, spoken
from crm.web.api.schema import Schema
from crm.web.errors import envelope
from crm.web.kit.page import Page, permits

page = Page(__name__, url="/api/docs")


@page.before_request
def reader() -> None:
    """Somebody signed in reads in his own language and colours, everybody else in the language the browser asks for."""
    found = sessions.resumed()
    if found:
        g.profile = found
        current.begin(replace(current.context(), actor=found.actor))
    else:
        spoken()


@dataclass(frozen=True, slots=True)
class FieldView:
    """One parameter, or one property of a schema."""

    name: str
    type: str
    title: str
    place: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation with everything one needs to call it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[FieldView, ...]
    bodies: tuple[tuple[FieldView, ...], ...]  # one for each variant
    answers: tuple[tuple[str, str, str], ...]  # (status, what it means, schema)
    curl: str


@page.get("")
@permits("public")
def index() -> str:
    """How the API is spoken to, and its parts."""
    made = document(current.language())
    error = dumps(envelope(422, Invalid.words, {"phone": Words("Please fill this in.")}))
    return page.render("index", api=made, tags=made["tags"], curl=_curl("GET", "/api/v1/me", None, False), error=error)


@page.get("/<tag>")
@permits("public")
def show(tag: str) -> str:
    made = document(current.language())
    about = next((one for one in made["tags"] if one["name"] == tag), None) or abort(404)
    found = [
        _operation(made, path, method, described, methods.get("parameters", []))
        for path, methods in made["paths"].items()
        for method, described in methods.items()
        if method != "parameters" and tag in described["tags"]
    ]
    names = dict.fromkeys(name for view in found for _, _, name in view.answers if name and name != "Error")
    schemas = [
        (name, _fields(made["components"]["schemas"][name])) for name in names if "properties" in made["components"]["schemas"][name]
    ]
    return page.render("show", tags=made["tags"], tag=about, operations=found, schemas=schemas)


def _operation(made: Schema, path: str, method: str, described: Schema, shared: list[Schema]) -> OperationView:
    parameters = [*shared, *described.get("parameters", [])]
    body = described.get("requestBody")
    schema = _found(made, body["content"][JSON]["schema"]) if body else None
    variants = schema.get("oneOf", [schema]) if schema else []
    example = _example(variants[0]) if variants else None
    return OperationView(
        id=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        description=_plain(described.get("description", "")),
        parameters=tuple(
            FieldView(p["name"], type_of(_schema(p)), _plain(p.get("description", "")), p["in"], p.get("required", False))
            for p in parameters
        ),
        bodies=tuple(_fields(variant) for variant in variants),
        answers=tuple(_answer(made, status, answer) for status, answer in described["responses"].items()),
        curl=_curl(method.upper(), path.replace("{id}", "1024"), example, any(p["name"] == "If-Match" for p in parameters)),
    )


def _plain(text: str) -> str:
    """The document's Markdown as plain text."""
    return text.replace("`", "")


def _schema(parameter: Schema) -> Schema:
    return parameter["schema"] if "schema" in parameter else parameter["content"][JSON]["schema"]


def _found(made: Schema, schema: Schema) -> Schema:
    """What a reference stands for."""
    while "$ref" in schema:
        *_, kind, name = schema["$ref"].split("/")
        schema = made["components"][kind][name]
    return schema


def _answer(made: Schema, status: str, answer: Schema) -> tuple[str, str, str]:
    found = _found(made, answer)
    schema = found.get("content", {}).get(JSON, {}).get("schema", {})
    return status, _plain(found["description"]), schema.get("$ref", "").rpartition("/")[2]


def _fields(schema: Schema) -> tuple[FieldView, ...]:
    required = schema.get("required", ())
    return tuple(
        FieldView(name, type_of(part), part.get("title") or part.get("description", ""), required=name in required)
        for name, part in schema.get("properties", {}).items()
    )


def type_of(schema: Schema) -> str:
    """A schema in a few words: string ≤ 200, A | B, integer[], date."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"] if one is not None)
    kind = schema.get("type", "")
    name = " | ".join(kind) if isinstance(kind, list) else kind
    if "items" in schema:
        return name.replace("array", f"{type_of(schema['items'])}[]")
    if "format" in schema:
        name = name.replace("string", schema["format"])
    return f"{name} ≤ {schema['maxLength']}" if "maxLength" in schema else name


def _example(schema: Schema) -> dict[str, Any]:
    """The required properties and the first two others that have an example."""
    properties, required = schema["properties"], schema.get("required", ())
    others = [name for name, part in properties.items() if name not in required and part.get("examples")][
        : 2 if "ids" not in properties else 0
    ]
    return {name: _value(properties[name]) for name in (*required, *others)}


def _value(schema: Schema) -> Any:
    if "const" in schema:
        return schema["const"]
    if "examples" in schema:
        return schema["examples"][0]
    if schema.get("type") == "array":
        return [_value(schema["items"])]
    if "properties" in schema:
        return _example(schema)
    return 1024 if schema.get("type") == "integer" else schema.get("title", "")


def _curl(method: str, path: str, body: Any, versioned: bool) -> str:
    lines = [f"curl{'' if method == 'GET' else f' -X {method}'} {request.host_url.rstrip('/')}{path}", '-H "Authorization: Bearer crm_…"']
    if versioned:
        lines.append("-H 'If-Match: \"1\"'")
    if body is not None:
        lines += [f'-H "Content-Type: {JSON}"', f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    return " \\\n  ".join(lines)
