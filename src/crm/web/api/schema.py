"""JSON schemas of records, drafts and filters, from the modules' descriptions."""

from collections.abc import Iterable
from typing import Any

from crm.domain.customer.export_request import ExportRequestDraft
from crm.domain.kit.field import Field
from crm.domain.kit.filter import MEASURED, MEASURES, Link, links
from crm.domain.kit.filter import MOST as MOST_CONDITIONS
from crm.domain.kit.module import Module, modules
from crm.language import N_, say
from crm.web.api.bulk import MOST_IDS, actions
from crm.web.api.shape import MOST_PARTS, length, may_be_null

Schema = dict[str, Any]

RECORD_ID: Schema = {"type": "integer", "minimum": 1, "maximum": 10**15 - 1}
LARGEST = 10**15 - 1
EXAMPLES: dict[str, Any] = {
    "phone": "+8613800138000", "phones": ["+8613800138000"], "mail": "info@example.com", "mails": ["info@example.com"],
    "link": "https://www.example.com", "date": "2026-11-21", "datetime": "2026-11-21T09:30:00+08:00", "yesno": False,
    "number": 12.5, "integer": 50, "money": 12.5, "percent": 12.5,
    "time": "14:30", "rich": "<p>…</p>", "address": "长安街 1 号",
    "options": [{"value": "high", "zh": "高", "en": "High", "tone": "ok"}],
    "reference": 1024, "user": 12, "department": 3, "file": 88, "roles": [7], "tags": ["VIP"],
    "grants": {"account.view": 1}, "idnumber": "11010519491231002X", "taxid": "91350100M000100Y43",
}  # fmt: skip


def title(module: Module) -> str:
    """The module's name as a schema's: account -> Account."""
    return module.name.title().replace("_", "")


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def array(items: Schema, most: int | None = None, least: int = 0) -> Schema:
    return {"type": "array", "items": items} | ({"maxItems": most} if most else {}) | ({"minItems": least} if least else {})


def closed(properties: dict[str, Schema], required: Iterable[str]) -> Schema:
    """An object with these properties and no other."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def module_schemas(module: Module) -> dict[str, Schema]:
    """The schemas of one module by their names."""
    draft, name = module.draft.fields, title(module)
    writable = {n: _described(module, f, field_schema(f, written=True)) for n, f in draft.items()}
    required = [n for n, f in draft.items() if f.required and not callable(f.default) and not module.draft._default(n)]
    found = {
        name: _record(module),
        f"{name}Draft": closed(writable, required),
        f"{name}Change": closed({n: {k: v for k, v in s.items() if k != "default"} for n, s in writable.items()}, ()),
        f"{name}List": listed(ref(name), {"total": {"type": ["integer", "null"], "description": say(TOTAL)}}),
        f"{name}Filter": filter_schema(module),
    }
    if "export" in module.verbs:
        asked: dict[str, Schema] = {"kind": {"enum": list(module.file_kinds)}, "reason": field_schema(REASON, written=True)}
        found[f"{name}Export"] = closed(asked, ("kind",))
    return found | ({f"{name}Bulk": bulk_schema(module, writable)} if actions(module) else {})


REASON = ExportRequestDraft.own["reason"]  # of an export
TOTAL = N_("How many records there are; null when there are more than 1,000.")
NEXT = N_("The parameter of the next page; null on the last one.")


def listed(items: Schema, more: dict[str, Schema]) -> Schema:
    following = {"type": ["string", "null"], "description": say(NEXT)}
    properties = {"items": array(items), "next": following} | more
    return closed(properties, properties)


def _record(module: Module) -> Schema:
    properties: dict[str, Schema] = {"id": RECORD_ID | {"readOnly": True}, "version": {"type": "integer", "minimum": 1, "readOnly": True}}
    for name, field in module.fields.items():
        properties[name] = _described(module, field, field_schema(field, written=False))
        if name not in module.draft.fields:
            properties[name]["readOnly"] = True
        if field.shown:
            properties[field.shown] = {
                "type": ["string", "null"],
                "readOnly": True,
                "description": say("The name of what {name} points at.", name=name),
            }
    properties |= {name: {"type": ["integer", "null"], "readOnly": True} for name in ("created_by", "updated_by")}
    return closed(properties, properties) | {"description": say(module.description)}


def _described(module: Module, field: Field, schema: Schema) -> Schema:
    """The schema with the field's words and an example."""
    more: Schema = {"title": say(field.label)}
    if field.help:
        more["description"] = say(field.help)
    elif field.target:
        more["description"] = say("The id of a record of {module}.", module=say(modules()[field.target].plural))
    # What depends on who asks, or when, is told to nobody: the document is kept for others.
    default = module.draft._default(field.name) if field.name in module.draft.fields and not callable(field.default) else None
    if default not in (None, ""):
        more["default"] = default
    if field.name == module.title_field and module.example:
        more["examples"] = [module.example[0]]
    elif field.options:
        more["examples"] = [[field.options[0].value] if field.kind.several else field.options[0].value]
    elif field.kind_name in EXAMPLES:
        more["examples"] = [EXAMPLES[field.kind_name]]
    return schema | more


def field_schema(field: Field, written: bool) -> Schema:
    """The JSON that the field takes (written) or is given as."""
    kind, one = field.kind, _value(field, written)
    schema = array(one, MOST_PARTS if written else None) if kind.several else one
    nullable = may_be_null(field) if written else not field.required and field.nullable and kind.empty() is None
    if nullable:
        schema = schema | {"type": [schema["type"], "null"]}
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def _value(field: Field, written: bool) -> Schema:
    kind = field.kind
    if kind.json == "object":
        return {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 4}}
    if kind.json == "array":
        return array(closed(dict.fromkeys(("value", "zh", "en", "tone"), {"type": "string"}), () if written else ("value",)))
    if kind.json == "integer" and not kind.number:
        return RECORD_ID
    schema: Schema = {"type": kind.json}
    if field.options:
        schema["enum"] = [option.value for option in field.options]
    elif kind.number and written:
        least = 0 if field.max is not None else -LARGEST
        schema |= {"minimum": least, "maximum": field.max if field.max is not None else LARGEST}
    elif kind.json == "string" and written and (longest := length(field)):
        schema["maxLength"] = longest
        if field.required:
            schema |= {"minLength": 1, "pattern": r"\S"}
    if kind.format and (written or kind.format != "email"):
        schema["format"] = kind.format
    return schema


def filter_schema(module: Module) -> Schema:
    """A group of conditions, of conditions on related records, and of groups; at most three levels."""
    operators = list(dict.fromkeys(op for field in module.fields.values() for op in field.operators))
    condition = {
        "type": "object",
        "properties": {"field": {"enum": list(module.fields)}, "operator": {"enum": operators}, "value": {}},
        "required": ["field", "operator"],
    }
    related = [schema for link in links(module).values() for schema in _related(link)]
    parts = array({"anyOf": [condition, *related, ref(f"{title(module)}Filter")]}, MOST_CONDITIONS)
    return {"oneOf": [closed({word: parts}, [word]) for word in ("all", "any")]}


def _related(link: Link) -> list[Schema]:
    """Whether there are such records; and, where they point here, how many or what they add up to. What they must meet is the filter
    of their own module: named, for as a reference it would make of each filter that of all modules."""
    other = modules()[link.module]
    asked = {"relation": {"const": link.name}, "where": {"type": "object", "description": f"{title(other)}Filter"}}
    found: list[Schema] = [{"type": "object", "properties": {**asked, "exists": {"type": "boolean"}}, "required": ["relation"]}]
    if not link.own:
        numbers = [field.name for field in other.fields.values() if field.kind.number]
        for names, of in ((["count"], {}), (list(MEASURES[1:]), {"of": {"enum": numbers}})):
            if names == ["count"] or numbers:
                held = {"measure": {"enum": names}, **of, "operator": {"enum": list(MEASURED)}, "value": {}}
                found.append(
                    {"type": "object", "properties": {**asked, **held}, "required": ["relation", "measure", *of, "operator", "value"]}
                )
    return found


def bulk_schema(module: Module, writable: dict[str, Schema]) -> Schema:
    """One variant for each action."""
    mass = {name: {k: v for k, v in writable[name].items() if k != "default"} for name in module.mass}
    asked: dict[str, dict[str, Schema]] = {
        "edit": {"values": closed(mass, ()) | {"minProperties": 1}},
        "assign": {"owner_id": RECORD_ID},
        "tag": {name: array({"type": "string", "maxLength": 40}, MOST_PARTS) for name in ("add", "drop")},
        "remove": {},
    }
    variants = []
    for name in actions(module):
        properties = {"ids": array(RECORD_ID, MOST_IDS, 1), "action": {"const": name}, **asked[name]}
        variants.append(closed(properties, [n for n in properties if n not in ("add", "drop")]))
    return {"oneOf": variants}
