"""Targets as a sheet: people and departments down, months across; typed or pasted, saved whole or not at all."""

from collections import defaultdict
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.kit.money import Money
from crm.domain.sales.target import EARLIEST, LATEST, MODULE
from crm.domain.sales.target_measure import MEASURES
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.target_sheet import TYPED, Line, TargetSheetService
from crm.web.kit.page import Page, one_moment, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.sales.attainment_view import departments_of
from crm.web.sales.target import said

page = Page(__name__, url=MODULE.path)
Sheets = Annotated[TargetSheetService, Provide[Container.performance.target_sheet]]


@page.get("/sheet")
@permits("target.view")
def edit(sheets: Sheets) -> Any:
    return _page(sheets, None)


@page.post("/sheet")
@permits("target.edit")
def update(sheets: Sheets) -> Any:
    year, measure, department = _asked()
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for name, typed in request.form.items():
        key, _, cell = name.partition(".")
        if cell:
            cells[key][cell] = typed
    try:
        done = sheets.store(year, measure, department, cells, request.form.get("split") == "season")
    except Invalid as refusal:
        return _page(sheets, refusal), 422
    toast(N_("Saved.") if done else N_("Nothing was changed."), current.last_change() if done else None)
    return redirect(address(year, measure, department), 303)


def _asked() -> tuple[int, str, int | None]:
    year = request.values.get("year", type=int) or current.today().year
    measure = request.values.get("measure", "")
    return min(max(year, EARLIEST), LATEST), measure if measure in MEASURES else "won", request.values.get("department", type=int)


def address(year: int, measure: str, department: int | None) -> str:
    asked = {"year": year, "measure": measure, **({"department": department} if department else {})}
    return f"{MODULE.path}/sheet?{urlencode(asked)}"


def _page(sheets: TargetSheetService, refusal: Invalid | None) -> str:
    year, measure, department = _asked()
    with one_moment():
        departments = departments_of("target.view")
        if "department" not in request.values:
            department = next((id for id, _ in departments if id == current.actor().department_id), None)
        sheet = sheets.sheet(year, measure, department)
    wrong = {name: say(why) for name, why in refusal.fields.items()} if refusal else {}
    whole = sheet.lines[0].target
    return page.render(
        "edit",
        module=ModuleView(MODULE),
        year=year, before=address(year - 1, measure, department), after=address(year + 1, measure, department),
        measures=tuple((one.name, say(one.label)) for one in MEASURES.values()), measure=measure,
        departments=departments, department=department,
        heads=tuple(say(MODULE.fields[name].label) for name in TYPED),
        lines=tuple(_line(one, wrong) for one in sheet.lines),
        sums=tuple(language.number(amount) for amount in sheet.parts),
        gap=_gap(measure, sheet.parts[-1], whole),
        wrong=wrong, season=request.form.get("split") == "season",
        editable=current.actor().may("target.edit") and any(one.editable for one in sheet.lines),
        currency=current.own_currency() if MEASURES[measure].is_money else "",
    )  # fmt: skip


def _line(one: Line, wrong: dict[str, str]) -> dict[str, Any]:
    cells, name = [], say("The whole company") if one.key == "c" else one.name
    for field in TYPED:
        key, kept = f"{one.key}.{field}", getattr(one.target, field) if one.target else None
        shown = request.form.get(key, "" if not kept else f"{plain(kept)}")
        cells.append({"name": key, "value": shown, "error": wrong.get(key), "label": f"{name} {say(MODULE.fields[field].label)}"})
    return {
        "key": one.key, "name": name, "cells": tuple(cells), "editable": one.editable, "team": one.key[0] != "p",
        "version": request.form.get(f"{one.key}.version", one.target.version if one.target else ""),
        "url": f"{MODULE.path}/{one.target.id}" if one.target else None,
    }  # fmt: skip


def plain(amount: Money) -> str:
    """As it is typed: no separators, no zeros at the end."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _gap(measure: str, parts: Money, whole: Any) -> str:
    """What the parts lack of the whole, or have more than it."""
    if whole is None or parts == whole.total:
        return ""
    amount = said(measure, abs(whole.total - parts))
    if parts < whole.total:
        return say("The parts come to {amount} less than the whole.", amount=amount)
    return say("The parts come to {amount} more than the whole.", amount=amount)
