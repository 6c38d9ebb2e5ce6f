"""Many records at once: hand over, tag, set values, delete; with a result that names what was kept and why."""

from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from crm import current, language
from crm.domain.kit.filter import Query
from crm.domain.kit.plain import dumps
from crm.domain.platform.journal import Outcome
from crm.errors import Invalid
from crm.language import N_, Words, say, say_many
from crm.web.kit import listing
from crm.web.kit.address import url
from crm.web.kit.beside import beside_many
from crm.web.kit.form import input_view, posted
from crm.web.kit.frame import Kept
from crm.web.kit.page import container
from crm.web.kit.result import breaking, result
from crm.web.kit.room import Room
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, InputView, Link, SectionView

MOST = 20_000  # ticked one by one
CAREFUL = 100
NOTHING = Outcome()
_links = Kept(5000)
LATER = 1000  # more than so many are changed by a job
BULK_ROUTES = (("/bulk/results/<int:job>", "bulk_result", "view", "GET"),)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a bulk action is about: ids, or where they are too many a query that finds them."""

    count: int
    ids: list[int] | Query


class Bulk(Room):
    """The bulk actions of a record module. Each asks in a dialog (GET), then writes (POST)."""

    def bulk_links(self) -> tuple[Link, ...]:
        """What the actor may do with many records of this list."""
        found: tuple[Link, ...] = _links((self.name,), self._bulk_links)
        return found

    def _bulk_links(self) -> tuple[Link, ...]:
        module, found = self.module, []
        if self.may("assign") and "owner_id" in module.columns:
            found.append(Link(say("Assign"), url(module, "bulk_assign"), "user", "a", f"{self.name}.bulk_assign"))
        mass = self.may(self.service.mass_verb())
        if mass and "tags" in module.fields:
            found.append(Link(say("Edit tags"), url(module, "bulk_tag"), "tag", "l", f"{self.name}.bulk_tag"))
        if mass and module.mass:
            found.append(Link(say("Edit"), url(module, "bulk_edit"), "pencil", "e", f"{self.name}.bulk_edit"))
        if self.may("export"):
            link = f"/exports/{module.name}/chosen"
            found.append(Link(say("Export"), link, "download", testid="customer_transfer_export.choose"))
        found += beside_many(module)
        if self.may("remove"):
            found.append(Link(say("Delete"), url(module, "bulk_remove"), "trash", testid=f"{self.name}.bulk_remove", danger=True))
        return tuple(found)

    def chosen(self) -> "Chosen":
        """The ticked records; with `all` everything that the list's filter finds."""
        given = request.values
        if given.get("all"):
            query = listing.parse_query(self.module, given)
            count = self.service.count(query, 10**9)
            return Chosen(count, self._all(query) if count <= LATER else query)
        ids = [int(one) for one in given.getlist("id") if one.isascii() and one.isdigit() and len(one) < 16]
        if not ids:
            raise Invalid(ids=Words("Please select at least one record."))
        if len(ids) > MOST:
            raise Invalid(ids=Words("At most {n} records at a time. Please filter the list further.", n=MOST))
        return Chosen(len(ids), ids)

    def _all(self, query: Query) -> list[int]:
        """Those of a list that is no longer than one page may be."""
        return [row.id for row in self.service.page(Query(query.filter, query.sort, None, LATER, query.words))[:LATER]]

    def _closed(self, these: Chosen, verb: str) -> str:
        """How many of them the actor may not do this with, in words; nothing where he may with all."""
        if isinstance(these.ids, Query):
            open_ = self.service.count(these.ids, 10**9, verb)
        elif these.count <= LATER:
            open_ = len(self.service.find(these.ids, verb))
        else:
            return ""  # the job tells; to read them all first would take as long
        shut = these.count - open_
        return (
            say_many(
                "You may not do this with {n} of them; it stays as it is.",
                "You may not do this with {n} of them; they stay as they are.",
                shut,
            )
            if shut > 0
            else ""
        )

    def _ask(
        self,
        action: str,
        title: str,
        these: Chosen,
        inputs: tuple[InputView, ...],
        save: str,
        warning: str = "",
        errors: tuple[tuple[str, str], ...] = (),
        broken: Outcome = NOTHING,
    ) -> str:
        carried = tuple(
            InputView(key, "", "hidden", given) for key in ("id", "all", "f", "filter", "q") if (given := request.values.getlist(key))
        )
        view = FormView(
            url(self.module, action),
            (SectionView("", (*inputs, *carried)),),
            cancel_url=url(self.module, "index"),
            save=save,
            errors=errors,
        )
        verb = {"bulk_assign": "assign", "bulk_remove": "remove"}.get(action) or self.service.mass_verb()
        closed = self._closed(these, verb)
        said = breaking(broken, self.module.path, LATER if these.count > LATER else None)
        return self.render("bulk", title=title, form=view, warning=warning, count=0, closed=closed, **said)  # the title says how many

    def bulk_assign(self, error: str | None = None) -> Any:
        these = self.chosen()
        field = self.module.fields["owner_id"]
        raw = request.form.get("owner_id") or request.form.get("owner_id__text", "")
        if request.method == "POST" and not error:
            user = container().platform.user().find_one(raw)
            if user is None:
                return self.bulk_assign(error=Words("Please choose one from the list.")), 422
            return self.act("assign", these, owner_id=user.id, department_id=user.department_id)
        asked = input_view(field, "", error=error)
        return self._ask("bulk_assign", say_many("Assign {n} record", "Assign {n} records", these.count), these, (asked,), say("Assign"))

    def bulk_tag(self) -> Any:
        these = self.chosen()
        tags = self.module.fields["tags"]
        if request.method == "POST":
            raw = posted(self.module, request.form, ("tags",))
            drop = [part for part in request.form.getlist("drop") if part]
            return self.act("tag", these, add=tags.parse(raw["tags"]), drop=drop)
        names = tuple((name, name) for name in container().customer.tag().names())
        asked = (input_view(tags, []), InputView("drop", say("Take away"), "choices", (), choices=names))
        return self._ask(
            "bulk_tag", say_many("Tag {n} record", "Tag {n} records", these.count), these, asked[: 2 if names else 1], say("Save")
        )

    def bulk_edit(self) -> Any:
        """What would break on some of them is said before anything is written; saving once more changes the others."""
        these = self.chosen()
        errors, broken = {}, NOTHING
        raw, emptied = posted(self.module, request.form, self.module.mass), request.form.getlist("empty")
        given = {name: raw.get(name) or "" for name in self.module.mass if raw.get(name) or name in emptied}
        if request.method == "POST" and request.form.get("then") != "edit":
            try:
                if request.form.get("looked") != dumps(given):
                    broken = self.service.foresee_all(self._first(these), given)
                if not broken.refused:
                    return self.act("edit", these, changes=given)
            except Invalid as refusal:
                errors = refusal.fields
        looked = (InputView("looked", "", "hidden", dumps(given)),) if broken.done else ()
        asked = tuple(self._mass_input(name, raw.get(name, ""), errors.get(name)) for name in self.module.mass)
        page = self._ask(
            "bulk_edit", say_many("Edit {n} record", "Edit {n} records", these.count), these, (*asked, *self._emptying(emptied), *looked),
            say("Change the others") if looked else say("Save"), say("Only fields that you fill in are written."), broken=broken,
        )  # fmt: skip
        return (page, 422) if errors else (page, 409) if broken.refused else page

    def _mass_input(self, name: str, value: Any, error: str | None) -> InputView:
        """A field as it is asked for many records: not to touch it must be an answer too."""
        field = self.module.fields[name]
        asked = input_view(field, value, error=error)
        if field.kind_name == "yesno":
            return replace(asked, kind="choice", choices=(("yes", say("Yes")), ("no", say("No"))))
        return asked

    def _emptying(self, emptied: list[str]) -> tuple[InputView, ...]:
        """To leave a field alone and to empty it are two answers."""
        known = self.module.draft.fields
        names = tuple((name, say(known[name].label)) for name in self.module.mass if not known[name].required)
        return (InputView("empty", say("Empty these"), "choices", emptied, choices=names),) if names else ()

    def _first(self, these: Chosen) -> list[int]:
        """As many of them as can be looked at while somebody waits."""
        return self._all(these.ids) if isinstance(these.ids, Query) else these.ids[:LATER]

    def bulk_remove(self) -> Any:
        """Undo exists, so nothing asks “are you sure”; above a hundred the number is to be typed."""
        these = self.chosen()
        typed = request.form.get("count", "")
        errors: tuple[tuple[str, str], ...] = ()
        if request.method == "POST":
            if these.count <= CAREFUL or typed == str(these.count):
                return self.act("remove", these)
            errors = (("count", say("Please type {n}, the number of records.", n=these.count)),)
        asked = (
            (InputView("count", say("Type {n} to go on", n=these.count), "text", typed, required=True),) if these.count > CAREFUL else ()
        )
        title = say_many("Delete {n} record", "Delete {n} records", these.count)
        page = self._ask("bulk_remove", title, these, asked, say("Delete"), say("This can be undone."), errors)
        return (page, 422) if errors else page

    def act(self, action: str, these: Chosen, **values: Any) -> Any:
        """Do it now, or let a job do it when there are very many."""
        if these.count <= LATER and not isinstance(these.ids, Query):
            do = {
                "assign": self.service.assign_all, "tag": self.service.tag_all, "edit": self.service.change_all,
                "remove": self.service.remove_all,
            }[action]  # fmt: skip
            with current.acting(source="bulk"):
                return self.finish(do(these.ids, **values))
        if action == "edit":
            self.service.change_all([], values["changes"])  # a value that no record could have is refused at once
        title = say("Changing {n} records", n=language.number(these.count))
        job = container().platform.bulk().later(self.module.name, action, these.ids, values, title, these.count)
        toast(N_("The records are being changed. You can go on working meanwhile."))
        target = f"/jobs/{job}"
        if request.headers.get("HX-Request"):
            return Response(status=204, headers={"HX-Redirect": target})
        return redirect(target, 303)

    def bulk_result(self, job: int) -> str:
        """What became of a change by a job: changed, refused and why, and one undo."""
        found = container().platform.bulk().outcome(self.module.name, job)
        counts = (found.done, found.kept, found.refused)
        return self.render("result", **result(found.outcome, self.module.path, say("Result"), counts))

    def finish(self, outcome: Outcome) -> Response | str:
        """All went well: back to the list with a toast. Otherwise the page that names the others."""
        if not outcome.kept and not outcome.refused:
            toast(say_many("{n} record was changed.", "{n} records were changed.", len(outcome.done)), outcome.change_set_id)
            target = url(self.module, "index")
            if request.headers.get("HX-Request"):
                return Response(status=204, headers={"HX-Redirect": target})
            return redirect(target, 303)
        return self.render("result", **result(outcome, self.module.path, say("Result")))
