"""What the generic templates are given: plain values, already worded and escaped.

A template never queries, formats money or asks for a right: it shows these.
"""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """Something to follow or, if `post`, to post to. `key` is the shortcut, `testid` the endpoint it leads to."""

    label: str
    url: str
    icon: str | None = None
    key: str | None = None
    testid: str | None = None
    current: bool = False
    count: str | None = None
    danger: bool = False
    post: bool = False
    tone: str | None = None  # ok, warn, bad, brand: the colour of a status or a tag


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A part of the menu with its pages; the first has no name, and is never folded away."""

    name: str
    label: str | None
    links: tuple[Link, ...]
    setup: tuple[Link, ...] = ()  # folded away below them

    @property
    def opened(self) -> bool:
        return any(link.current for link in self.setup)


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, with the way to sort by it."""

    name: str
    label: str
    number: bool = False
    sort_url: str | None = None
    sorted: str | None = None  # "asc", "desc" or None
    add_url: str | None = None  # the same beside the other orders, for Shift
    rank: int = 0  # its place among several orders
    width: int | None = None
    edit: bool = False  # whether its cells can be typed in


@dataclass(frozen=True, slots=True)
class TableView:
    """One page of a list."""

    columns: tuple[Column, ...]
    body: Markup  # the rows: written by listing.body, because a template would spend most of the page's time on them
    next_url: str | None
    total: str  # "312" or "1,000+"
    total_url: str | None  # where the exact figure can be had when `total` is not exact
    empty: str | None  # "none": nothing here yet; "filtered": the filter finds nothing
    width: int | None = None  # of the whole table, when somebody set the width of a column
    footer_url: str | None = None  # where sums and counts of the columns are had
    span: int = 0  # how many columns the table has, the ticks with them


@dataclass(frozen=True, slots=True)
class InputView:
    """One field of a form. `kind` names the macro in kit/input.html that draws it."""

    name: str
    label: str
    kind: str
    value: Any = ""
    text: str = ""  # what a reference shows for its value
    error: str | None = None
    required: bool = False
    help: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    options_url: str | None = None  # where a reference finds its options while one types
    max: int | None = None
    theirs: str | None = None  # the value somebody else saved meanwhile (409), as it reads
    theirs_value: str | None = None  # the same as it is typed in, where that differs
    placeholder: str = ""
    unit: str = ""  # ¥, %, kg: shown beside the box
    unit_when: str = ""  # field:any:values: shown as long as that is so
    unit_off: bool = False  # it is not so now
    autocomplete: str | None = None  # as HTML names it: current-password, one-time-code, tel …
    accept: str | None = None  # a file's kinds
    when: str = ""  # field:any:values: asked for as long as that is so
    off: bool = False  # it is not so now


@dataclass(frozen=True, slots=True)
class SectionView:
    """Fields that stand together under a heading."""

    label: str
    items: tuple[Any, ...]  # InputView in a form, FieldView on a record page
    folded: bool = False
    when: str = ""  # field:any:value, field:filled or field:empty: shown as long as that is so
    off: bool = False  # it is not so now


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a record page, with the way to edit it in place."""

    name: str
    label: str
    value: Markup
    empty: bool = False
    edit_url: str | None = None
    long: bool = False
    menu_url: str | None = None  # its history, the records like it, why it is locked
    reveal_url: str | None = None  # where a masked value is shown in full


@dataclass(frozen=True, slots=True)
class FormView:
    """A form: where it goes, its inputs, and what was wrong with them."""

    action: str
    sections: tuple[SectionView, ...]
    version: int | None = None
    once: str | None = None  # makes a double click one record
    errors: tuple[tuple[str, str], ...] = ()  # (input name, sentence): the summary on top
    cancel_url: str = "/"
    save: str | None = None  # the button's word when it is not "Save"
    again: bool = False  # offer "Save and new"


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure on top of a record page."""

    label: str
    value: Markup
    url: str | None = None
    tone: str | None = None  # ok, warn, bad
    name: str = ""  # by which a layout places it


@dataclass(frozen=True, slots=True)
class CardItem:
    """One record on a card."""

    title: str
    url: str
    second: str = ""
    unlink_url: str | None = None  # where to post to take it off the card
    rest: bool = False  # stands on paper alone


@dataclass(frozen=True, slots=True)
class Card:
    """Associated records: count, the first five, a way to add."""

    label: str
    icon: str
    count: str
    items: tuple[CardItem, ...]
    all_url: str | None = None
    add: Link | None = None
    more: bool = False  # there are more than stand here
    name: str | None = None  # the relation's
    lead: Markup | None = None  # what stands above the records: a bar


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    field: str
    before: Markup
    after: Markup


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that hangs on something: what it is called, where it is shown, and its picture if it is one."""

    id: int
    name: str
    url: str
    icon: str
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    id: str
    kind: str  # note call visit mail meeting task change created imported
    icon: str
    title: str
    by: str
    at: str  # relative
    at_full: str  # absolute
    day: str  # heading it stands under
    body: Markup | None = None
    changes: tuple[Change, ...] = ()
    due: str | None = None
    tone: str | None = None
    url: str | None = None
    done_url: str | None = None
    edit_url: str | None = None
    undo_url: str | None = None
    origin: str | None = None  # what kind of thing it is, or which module it comes from
    child: str | None = None  # the child record it comes from: a contact of this customer
    child_url: str | None = None
    pin_url: str | None = None
    pinned: bool = False
    files: tuple[FileView, ...] = ()
    steps: tuple["Entry", ...] = ()  # a run of small changes that is folded into this line


@dataclass(frozen=True, slots=True)
class Toast:
    """What just happened, said once, with the way back."""

    text: str
    undo_url: str | None = None
    tone: str = "ok"  # ok, bad
