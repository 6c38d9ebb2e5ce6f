"""The list of a record module: its page, its figures, and how it is looked at."""

from typing import Any
from urllib.parse import urlencode

from flask import redirect, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from crm import current, language
from crm.domain.kit import custom
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.platform.view import SavedView
from crm.errors import Invalid
from crm.language import noun, say, say_many
from crm.web.kit import look as looks
from crm.web.kit.address import url
from crm.web.kit.filter_state import State
from crm.web.kit.filter_view import bar
from crm.web.kit.frame import part
from crm.web.kit.groups import Groups, pointed, unfolded
from crm.web.kit.layout import layout_links, layouts_of
from crm.web.kit.listing import Address, parse_query
from crm.web.kit.look import Look
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.sentence import references
from crm.web.kit.sheet import amount, headed, numbers_of, table
from crm.web.kit.view import Link, TableView

CUT = Markup("<!--cut-->")  # where the rows go, and where the header ends: nothing that people type can read like it
EXACT = 10_000  # a list is counted so far at once; beyond, only when somebody asks
ADDED_UP = 100_000  # so many rows are added up
UNASKED = ("f", "filter", "q", "size", "view", "date", "span", "day")  # what the form of columns and layout leaves as it is
LIST_ROUTES = (
    ("/footer", "footer", "view", "GET"),
    ("/look", "look", "view", "GET"),
    ("/look/apply", "look_apply", "view", "GET"),
)


class Lists(Room):
    """The actions index, total, footer, look and look_apply of a record module."""

    names: Any
    bulk_links: Any
    more_links: Any
    views: Any
    tabs: Any
    begin: Any
    view_tools: Any

    def index(self) -> Any:
        """The list; a condition that cannot be read is shown as such, and the list stands without it."""
        try:
            query, wrong = parse_query(self.module, request.args), None
        except Invalid as refusal:
            query, wrong = Query(sort=parse_sort(self.module, None)), refusal
        args = MultiDict() if wrong else request.args
        address = Address(self.module.path, args)
        if request.args.get("field") and not wrong:
            return redirect(address(), 303)
        following = request.headers.get("HX-Request") and query.after
        views = [] if following else self.views()
        if not following and (target := self.begin(views)):
            return redirect(target, 303)
        look = self.looked(args)
        if not following and (layout := layouts_of(self.module).get(look.layout)) and layout.show:
            return layout.show(self, self.frame_of(query, address, args, look, views, wrong), query, look, address)
        bulk = self.bulk_links()
        rows = self.service.page(unfolded(self.module, look, query) if look.fold else query)
        shown = table(self.module, query, rows, address, look, bool(bulk), self._groups(query, look, bool(bulk), address))
        if following:
            return self.render("rows", table=shown)

        def around() -> str:
            return self.render(
                "list",
                cut=CUT,
                table=headed(shown, self.module, query, address, look, bool(bulk)),
                bulk=bulk,
                **self.frame_of(query, address, args, look, views, wrong),
            )

        html = around() if wrong or references(self.module, query.filter) else part(self._seen(shown, views), around)
        head, before, after = map(Markup, html.split(CUT))
        page = self.render("index", table=shown, head=head, before=before, after=after)
        return (page, 422) if wrong else page

    def _seen(self, shown: TableView, views: list[SavedView]) -> tuple[Any, ...]:
        """Everything that the frame around the rows shows, beside what the reader may do: where it changes, it is made anew.
        Names of records in the filter are no part of it: such a list is made each time."""
        tabs = tuple((one.id, one.version, one.position, one.begins) for one in views)
        found = (shown.total, shown.total_url, shown.empty, bool(shown.next_url))
        return ("list", request.full_path, found, tabs, custom.here().stamp, current.today())

    def looked(self, args: MultiDict[str, str]) -> Look:
        """How the list is to be looked at."""
        return looks.read(self.module, args)

    def _groups(self, query: Query, look: Look, select: bool, address: Address) -> Groups | None:
        """The headings of the groups, with what each holds; without figures where the list is too long to say it at once."""
        if not look.group:
            return None
        found = self.service.figures(query, EXACT + 1, look.group, numbers_of(self.module, look.columns))
        known = found if sum(one.count for one in found) <= EXACT else None
        wanted = pointed(self.module, look)
        names = container().records().names(wanted) if wanted else {}
        return Groups(self.module, query, look, len(look.columns) + select, known, names, address)

    def frame_of(
        self, query: Query, address: Address, args: MultiDict[str, str], look: Look, views: Any, wrong: Invalid | None
    ) -> dict[str, Any]:
        """What stands around the rows or the cards, whatever the layout."""
        state = State(self.module, args, query.filter)
        new = Link(say("New {name}", name=noun(self.module.label)), url(self.module, "new"), "plus", "c", f"{self.name}.new")
        return {
            "tabs": self.tabs(views, args),
            "view": self.view_tools(views, args, address),
            "look": look,
            "look_url": address(path="/look"),
            "layouts": layout_links(self.module, address, look.layout),
            "filter": bar(state, self.names(state)),
            "q": query.words,
            "query": address.hidden,
            "create": new if self.may("create") else None,
            "more": self.more_links(address),
            "wrong": [say(why) for why in wrong.fields.values()] if wrong else (),
        }

    # Figures -------------------------------------------------------------------

    def total(self) -> Any:
        """How many there are: exactly up to ten thousand or when somebody asks for it, else about."""
        query = parse_query(self.module, request.args)
        if request.args.get("exact"):
            return language.number(self.service.count(query, 10**9))
        found = self.service.count(query, EXACT + 1)
        if found <= EXACT:
            return language.number(found)
        exact = Address(self.module.path, request.args)(path="/total", exact="1")
        about = say("about {n}", n=language.number(max(self.service.about(query), EXACT)))
        return Markup('<a href="{0}" hx-get="{0}" hx-target="closest .total" title="{2}">{1}</a>').format(
            exact, about, say("Count exactly")
        )

    def footer(self) -> str:
        """Below each column: what its numbers add up to, or how many rows have nothing in it."""
        query, look, module = parse_query(self.module, request.args), self.looked(request.args), self.module
        names = tuple(name for name in look.columns if name != module.title_field)
        (found,) = self.service.figures(query, ADDED_UP + 1, None, names)
        count = found.count
        if count > ADDED_UP:
            said = say("More than {n} rows: filter the list to see sums.", n=language.number(ADDED_UP))
            return self.render("footer", cells=(), rows="", said=said, span=len(look.columns), bulk=self.bulk_links(), list_url="")
        numbers = numbers_of(module, look.columns)
        cells: list[tuple[str, str, str]] = []
        for name in names:
            total, filled = found.fields[name]
            if name in numbers and total is not None:
                average = say("Average {n}", n=amount(module, name, float(total) / filled))
                cells.append((say("Sum"), str(amount(module, name, total)), average))
            else:
                cells.append((say("Empty"), language.number(count - filled), "") if count > filled else ("", "", ""))
        back = Address(module.path, request.args)()
        return self.render(
            "footer", cells=cells, rows=say_many("{n} row", "{n} rows", count), said="", span=0, bulk=self.bulk_links(), list_url=back,
            labels=[say(module.fields[name].label) for name in names],
        )  # fmt: skip

    # Layout, columns, order, group, density ---------------------------------------

    def look(self) -> str:
        """Everything about how the list is looked at, as one form."""
        module, look, address = self.module, self.looked(request.args), Address(self.module.path, request.args)
        known = looks.showable(module)
        rest = [name for name in known if name not in look.columns]
        sort = parse_sort(module, request.args.get("sort")).fields if request.args.get("sort") else ()
        kept = [(key, value) for key, value in address.pairs if key in UNASKED]
        return self.render(
            "look",
            look=look,
            fold=request.args.get("fold") if look.fold else "",
            kept=kept,
            columns=[(name, say(known[name].label), name in look.columns, look.widths.get(name)) for name in (*look.columns, *rest)],
            groups=[(name, say(field.label)) for name, field in looks.groupable(module).items()],
            sorts=[(name, say(module.fields[name].label)) for name in module.sorts],
            sort=(*sort, *(("", False),) * 3)[:3],
            layouts=[(name, say(layout.label), layout.icon) for name, layout in layouts_of(module).items()],
            list_url=address(),
        )

    def look_apply(self) -> Any:
        """The address that the form asks for."""
        module, args = self.module, request.args
        chosen = [name for name in args.getlist("col") if name in module.fields]
        chosen.sort(key=lambda name: args.get(f"at_{name}", 0, type=int))
        columns = tuple(dict.fromkeys((module.title_field, *chosen)))
        widths = {name: width for name in columns if (width := args.get(f"width_{name}", type=int))}
        look = Look(columns, widths)
        sorts = [f"{args.get(f'down{at}') and '-' or ''}{name}" for at in range(3) if (name := args.get(f"by{at}")) in module.sorts]
        pairs = [(key, value) for key, value in args.items(multi=True) if key in UNASKED and value]
        wanted = {
            "sort": ",".join(dict.fromkeys(sorts)), "cols": look.text() if columns != module.columns or widths else "",
            "group": args.get("group"), "layout": args.get("layout") if args.get("layout") != "table" else "",
            "density": args.get("density"),
        }  # fmt: skip
        if args.get("group") == args.get("grouped"):
            wanted["fold"] = args.get("fold")  # other groups are not folded
        pairs += [(key, value) for key, value in wanted.items() if value]
        if any(key == "view" for key, _ in pairs) and len(pairs) == 1:
            pairs.append(("filter", looks.NO_FILTER))
        return redirect(f"{module.path}?{urlencode(pairs)}" if pairs else module.path, 303)
