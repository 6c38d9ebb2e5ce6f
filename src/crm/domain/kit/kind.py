"""The kinds of field: how a value is read from what somebody typed, written back, and asked for."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import get_currency_precision

from crm import current
from crm.domain.kit import dates, handles, moments, text, values
from crm.domain.kit.access import Scope
from crm.domain.kit.money import LARGEST, PLACES, Money
from crm.domain.kit.plain import dumps, jsonable
from crm.domain.kit.sealed import Opened
from crm.domain.kit.text import Refused
from crm.language import Words

if TYPE_CHECKING:
    from crm.domain.kit.field import Field

TEXT_OPS = ("contains", "lacks", "starts", "ends", "is", "is_not", "empty", "filled")
NUMBER_OPS = ("is", "is_not", "above", "at_least", "below", "at_most", "between", "empty", "filled")
DATE_OPS = ("on", "before", "after", "between", "last", "next", "this", "previous", "coming", "empty", "filled")
TIME_OPS = ("is", "at_least", "at_most", "between", "empty", "filled")
ONE_OPS = ("any", "none", "empty", "filled")
MANY_OPS = ("any", "all", "none", "empty", "filled")
NUMBERS = (int, Decimal, float)


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice; `tone` gives it a meaning in colour: ok, warn, bad, info or nothing."""

    value: str
    label: str
    tone: str = ""
    aliases: tuple[str, ...] = ()
    icon: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind. `read` turns non-empty text into the value; `json` names the JSON type of the API."""

    name: str
    read: "Callable[[Field, str], Any]"
    operators: tuple[str, ...] = TEXT_OPS
    json: str = "string"
    format: str | None = None
    python: tuple[type, ...] = (str,)
    several: bool = False
    number: bool = False
    dump: "Callable[[Field, Any], Any]" = lambda _, value: value  # as the JSON of an added field has it
    load: "Callable[[Field, Any], Any]" = lambda _, raw: raw

    def empty(self) -> Any:
        return [] if self.several or self.json == "array" else {} if self.json == "object" else None

    def parse(self, field: "Field", raw: Any) -> Any:
        if raw is None:
            return None
        if self.several:
            return self._parse_several(field, raw)
        if isinstance(raw, str):
            raw = raw.strip()
            return self.read(field, raw) if raw else None
        if isinstance(raw, self.python) and not (isinstance(raw, bool) and bool not in self.python):
            return self.read(field, self.write(raw))
        return self.read(field, str(raw))

    def _parse_several(self, field: "Field", raw: Any) -> list[Any]:
        if isinstance(raw, str):
            raw = [part for line in raw.splitlines() for part in line.replace("，", ",").replace("；", ",").replace(";", ",").split(",")]
        found = (self.read(field, str(part).strip()) for part in raw if str(part).strip())
        return list(dict.fromkeys(found))

    def write(self, value: Any) -> str:
        """The value as text that `parse` reads back: for forms, exports and the journal."""
        if value is None:
            return ""
        if isinstance(value, list):
            return dumps(value) if self.json == "array" else ", ".join(str(part) for part in value)
        if isinstance(value, dict):
            return dumps(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value.isoformat() if isinstance(value, date) else str(value)


def _text(field: "Field", raw: str) -> str:
    return text.clean(raw, field.max or 200)


def _long(field: "Field", raw: str) -> str:
    return text.clean(raw, field.max or 5000, lines=True)


def _rich(field: "Field", raw: str) -> str:
    """HTML of a few harmless elements; plain text becomes paragraphs."""
    return text.rich(raw, field.max or 20000)


def _choice(field: "Field", raw: str) -> str:
    if (value := field.choices.get(raw.casefold())) is not None:
        return value
    raise Refused(Words("“{value}” is not one of the choices.", value=raw[:60]))


def _id(field: "Field", raw: str) -> int:
    if raw == "me" and field.kind_name == "user":
        return current.actor().id
    if raw.isascii() and raw.isdigit() and len(raw) <= 15:
        return int(raw)
    raise Refused(Words("Please choose one from the list."))


def _number(field: "Field", raw: str) -> Decimal | int:
    found = values.number(raw)
    if abs(found) >= 10**15 or field.custom and len(found.as_tuple().digits) > 15:  # what JSON's numbers hold exactly
        raise Refused(Words("This number is too large."))
    if found != round(found, field.places):
        raise Refused(
            Words("At most {places} digits after the point.", places=field.places) if field.places else Words("A whole number, please.")
        )
    if field.max is not None and found > field.max:
        raise Refused(Words("At most {max}.", max=field.max))
    if field.max is not None and found < 0:
        raise Refused(Words("A number below zero makes no sense here."))
    return found if field.places else int(found)


def _grants(field: "Field", raw: str) -> dict[str, int]:
    """{"account.edit": 4}: permissions to scopes. Which of them exist is the service's truth."""
    try:
        found = json.loads(raw)
        return {str(name): int(Scope(scope)) for name, scope in found.items() if scope}
    except (ValueError, AttributeError, TypeError):
        raise Refused(Words("These permissions cannot be read.")) from None


def _money(field: "Field", raw: str) -> Decimal:
    code = field.currency or current.context().currency
    if field.custom:
        return values.money(raw, code)
    places = max(field.places, PLACES if field.currency_from else 0)
    found = Money(values.money(raw, code, places))
    if field.max is not None and found > field.max:
        raise Refused(Words("At most {max}.", max=f"{field.max:,}"))
    if abs(found) > LARGEST:
        raise Refused(Words("This amount is too large."))
    if field.max is not None and found < 0:
        raise Refused(Words("An amount below zero makes no sense here."))
    return found


def _minor(field: "Field", value: Decimal) -> int:
    """Money is stored in minor units, exact on both databases."""
    return int(value.scaleb(get_currency_precision(field.currency)))


def _percent(field: "Field", raw: str) -> Decimal:
    return Decimal(_number(field, raw.replace("％", "%").removesuffix("%").rstrip()))


def _decimal(_: "Field", raw: Any) -> Decimal:
    return Decimal(str(raw))


def _json_number(_: "Field", value: Any) -> Any:
    return jsonable(value) if isinstance(value, Decimal) else value


def _options(field: "Field", raw: str) -> list[dict[str, str]]:
    """[{"value": …, "zh": …, "en": …, "tone": …}]: the choices of an added field, each value once."""
    try:
        given = [{name: str(one.get(name) or "") for name in ("value", "zh", "en", "tone")} for one in json.loads(raw)]
    except (ValueError, AttributeError, TypeError):
        raise Refused(Words("These choices cannot be read.")) from None
    found: dict[str, dict[str, str]] = {}
    for one in given[:500]:
        said = {name: text.clean(part, 60) for name, part in one.items()}
        if not (label := said["zh"] or said["en"]):
            continue
        value = (said["value"] or (said["en"] or label).lower()).replace('"', "").replace("\\", "")
        if value in found:
            raise Refused(Words("Two choices are the same: {name}.", name=label))
        found[value] = said | {"value": value}
    return list(found.values())


def _moment(field: "Field", raw: str) -> datetime:
    return moments.moment(raw, current.now(), current.timezone())


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("text", _text, dump=lambda field, value: Opened(value) if field.encrypted else str(value)),
        Kind("long", _long),
        Kind("choice", _choice, ONE_OPS),
        Kind("choices", _choice, MANY_OPS, several=True),
        Kind("number", _number, NUMBER_OPS, "number", python=NUMBERS, number=True, dump=_json_number, load=_decimal),
        Kind("integer", _number, NUMBER_OPS, "integer", python=(int,), number=True),
        Kind(
            "money", _money, NUMBER_OPS, "number", python=NUMBERS, number=True, dump=_minor,
            load=lambda field, raw: Decimal(raw).scaleb(-get_currency_precision(field.currency)),
        ),
        Kind("percent", _percent, NUMBER_OPS, "number", python=NUMBERS, number=True, dump=_json_number, load=_decimal),
        Kind(
            "date", lambda _, raw: dates.day(raw, current.today()), DATE_OPS, format="date", python=(date,),
            dump=lambda _, value: value.isoformat(), load=lambda _, raw: date.fromisoformat(raw),
        ),
        Kind(
            "datetime", _moment, DATE_OPS, format="date-time", python=(datetime,),
            dump=lambda _, value: value.astimezone(UTC).isoformat(" ", "microseconds"), load=lambda _, raw: datetime.fromisoformat(raw),
        ),
        Kind("time", lambda _, raw: moments.clock(raw), TIME_OPS),
        Kind("rich", _rich, ("contains", "lacks", "empty", "filled")),
        Kind("address", _text),
        Kind("yesno", lambda _, raw: values.yesno(raw), ("is",), "boolean", python=(bool,)),
        Kind("phone", lambda _, raw: handles.phone(raw)),
        Kind("phones", lambda _, raw: handles.phone(raw), MANY_OPS, several=True),
        Kind("mail", lambda _, raw: handles.mail(raw), format="email"),
        Kind("mails", lambda _, raw: handles.mail(raw), MANY_OPS, several=True),
        Kind("link", lambda _, raw: handles.link(raw)),
        Kind("idnumber", lambda _, raw: handles.idnumber(raw), ("is", "starts", "empty", "filled")),
        Kind("taxid", lambda _, raw: handles.taxid(raw), ("is", "starts", "empty", "filled")),
        Kind("reference", _id, ONE_OPS, "integer", python=(int,)),
        Kind("user", _id, ONE_OPS, "integer", python=(int,)),
        Kind("department", _id, ONE_OPS, "integer", python=(int,)),
        Kind("file", _id, ("filled", "empty"), "integer", python=(int,)),
        Kind("roles", lambda field, raw: _id(field, raw), MANY_OPS, "integer", several=True),
        Kind("grants", _grants, (), "object", python=(dict,)),
        Kind("options", _options, (), "array", python=(list,)),
        Kind("tags", lambda _, raw: text.clean(raw, 40), MANY_OPS, several=True),
    )
}  # fmt: skip
