"""How a value looks: in a cell of a list, on a record page, in the journal."""

import html
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit import custom
from crm.domain.kit.field import Field
from crm.domain.kit.handles import show_phone
from crm.domain.kit.mask import masked
from crm.domain.kit.module import Module, modules
from crm.domain.kit.text import harmless
from crm.language import say
from crm.per_tenant import PerTenant
from crm.web.kit.page import container
from crm.web.kit.sentence import kept_words

EMPTY = Markup("")
Shown = Callable[[Any], Markup]


def safe(text: str) -> str:
    """Escaped. Most names have nothing to escape, and that is seen sooner than done."""
    return text if text.isalnum() else html.escape(text)


def _choice(field: Field) -> Shown:
    shown = {
        option.value: Markup(f'<span class="tag {option.tone}">{escape(say(option.label))}</span>')
        if option.tone
        else escape(say(option.label))
        for option in field.options
    }
    return lambda value: shown.get(value) or escape(value)


def _tags(_: Field) -> Shown:
    return lambda values: Markup(" ").join(Markup('<span class="tag">{}</span>').format(value) for value in values)


def _choices(field: Field) -> Shown:
    return lambda values: escape(", ".join(say(field.label_of(value)) for value in values))


def _date(field: Field) -> Shown:
    today, follow = current.today(), field.name.startswith(("next_", "due_"))

    @lru_cache(maxsize=1024)
    def show(value: date) -> Markup:
        late = ' class="late"' if follow and value < today else ""
        return Markup(f"<time{late}>{language.day(value)}</time>")

    return show


def _moment(_: Field) -> Shown:
    return lambda value: Markup(f"<time>{language.moment(value)}</time>")


@lru_cache(maxsize=1024)
def _phone(value: str) -> Markup:
    return Markup('<a href="tel:{}">{}</a>').format(value, show_phone(value))


@lru_cache(maxsize=1024)
def _mail(value: str) -> Markup:
    return Markup('<a href="mailto:{0}">{0}</a>').format(value)


def _link(value: str) -> Markup:
    return Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>').format(
        value, value.split("://")[-1].rstrip("/")
    )


def _money(field: Field) -> Shown:
    code = field.currency or current.context().currency
    return lambda value: escape(language.money(value, code))


def _masked(value: Any) -> Markup:
    return Markup('<span class="mask">{}</span>').format(", ".join(value) if isinstance(value, list) else value)


def _rich(value: str) -> Markup:
    return Markup('<div class="rich">{}</div>').format(Markup(harmless(value)))


def _each(one: Shown) -> Shown:
    return lambda values: Markup(", ").join(one(value) for value in values)


def _long(value: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in value.splitlines())


def _roles(_: Field) -> Shown:
    names = {role.id: role.name for role in container().platform.role().names()}
    return lambda values: Markup(" ").join(Markup('<span class="tag">{}</span>').format(names.get(id, f"#{id}")) for id in values)


KINDS: dict[str, Callable[[Field], Shown]] = {
    "choice": _choice,
    "choices": _choices,
    "tags": _tags,
    "date": _date,
    "datetime": _moment,
    "yesno": lambda _: lambda value: escape(say("Yes") if value else say("No")),
    "number": lambda _: lambda value: escape(language.number(value)),
    "integer": lambda field: lambda value: escape(value if field.max and field.max <= 3000 else language.number(value)),
    "money": _money,
    "percent": lambda _: lambda value: escape(f"{language.number(value)}%"),
    "rich": lambda _: _rich,
    "phone": lambda _: _phone,
    "phones": lambda _: _each(_phone),
    "mail": lambda _: _mail,
    "mails": lambda _: _each(_mail),
    "link": lambda _: _link,
    "long": lambda _: _long,
    "roles": _roles,
}


def shower(field: Field) -> Shown:
    """The function that shows values of this field to the current reader."""
    if field.masked:
        return lambda value: _masked(masked(field.kind_name, value))
    make = KINDS.get(field.kind_name)
    return make(field) if make else escape


def shown(field: Field, row: Any, linked: bool = True) -> Markup:
    """The value of one row's field, the empty Markup when there is none. References read as names."""
    value = getattr(row, field.name)
    if value is None or value == "" or value == []:
        return EMPTY
    if said := SAID.get((getattr(row, "module_name", ""), field.name)):
        return said(row)
    if field.shown:
        name = getattr(row, field.shown, None)
        text = escape(name if name is not None else f"#{value}")
        target = modules().get(field.target or "")
        return Markup(f'<a href="{target.path}/{int(value)}">{text}</a>') if linked and target else text
    if field.filters in modules():
        return escape(kept_words(modules()[field.filters], value))
    if field.currency_from:
        return escape(language.money(value, getattr(row, field.currency_from) or current.context().currency))
    return shower(field)(value)


# (module, field) -> a row's value in words that nobody types; and
# (module, column) -> what makes the cell of a whole row, once a page. A module's own page adds to both.
SAID: dict[tuple[str, str], Callable[[Any], Markup]] = {}
WHOLE: dict[tuple[str, str], Callable[[], Callable[[Any], str]]] = {}


_made: PerTenant[list[Callable[[Any], str] | None]] = PerTenant(2000)


def cells(module: Module, names: tuple[str, ...]) -> Callable[[Any], tuple[str, ...]]:
    """A function from a row to the cells of these columns, as HTML; the title is plain, the table links it."""
    parts = makers(module, names)
    return lambda row: tuple([part(row) for part in parts])


def makers(module: Module, names: tuple[str, ...], linked: bool = True) -> list[Callable[[Any], str]]:
    """A function from a row to HTML for each column, empty where there is no value; references lead somewhere where `linked`.

    What depends on nothing but the language, the day and the fields there are is kept between pages.
    """
    here = current.context()
    fields = custom.here()
    key = (
        module.name, names, linked, current.language(), current.timezone(), current.today(), here.currency, fields.stamp,
        fields.limits(),
    )  # fmt: skip
    ready = _made.get(key) or _made.keep(key, [_steady(module, name, linked) for name in names])
    return [part or _fresh(module, name) for part, name in zip(ready, names, strict=True)]


def _fresh(module: Module, name: str) -> Callable[[Any], str]:
    """The cell of a column that reads more than the row: made for each page."""
    whole = WHOLE.get((module.name, name))
    return whole() if whole else _cell(name, shower(module.fields[name]))


def _steady(module: Module, name: str, linked: bool) -> Callable[[Any], str] | None:
    """Text is escaped without becoming Markup: a page has four hundred cells."""
    field = module.fields[name]
    if (module.name, name) in WHOLE or field.kind_name == "roles":
        return None
    if name == module.title_field:
        return lambda row: safe(module.title(row))
    if field.shown:
        return _reference(field, field.shown, linked)
    if field.currency_from:
        return _amount(field, field.currency_from, current.context().currency)
    show = _plain if field.kind_name == "rich" else shower(field)
    return _cell(name, show if field.kind_name in KINDS or field.masked else lambda value: safe(str(value)))


def _amount(field: Field, code_in: str, own: str) -> Callable[[Any], str]:
    def cell(row: Any) -> str:
        value = getattr(row, field.name)
        return html.escape(language.money(value, getattr(row, code_in) or own)) if value is not None else ""

    return cell


def _reference(field: Field, shown_as: str, linked: bool) -> Callable[[Any], str]:
    target = modules().get(field.target or "") if linked else None

    def cell(row: Any) -> str:
        if (value := getattr(row, field.name)) is None:
            return ""
        name = getattr(row, shown_as, None)
        text = safe(name) if name is not None else f"#{value}"
        return f'<a href="{target.path}/{value}">{text}</a>' if target else text

    return cell


def _plain(value: str) -> Markup:
    return escape(Markup(value).striptags()[:200])


def _cell(name: str, show: Callable[[Any], str]) -> Callable[[Any], str]:
    def cell(row: Any) -> str:
        value = getattr(row, name)
        return show(value) if value or (value is not None and value != []) else ""

    return cell


def typed_in(field: Field, value: Any) -> str:
    """The value as the form's control wants it: dates and moments as HTML writes them, numbers without idle zeros."""
    if isinstance(value, datetime):
        return language.local(value).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if field.kind_name == "phone" and value and not field.masked:
        return show_phone(value)
    return field.kind.write(value)
