"""Keys: what each of them does, and which one somebody has put in its place."""

from collections.abc import Iterable, Mapping

from crm.domain.kit.module import modules
from crm.errors import Invalid
from crm.language import N_, Words

# The key as the program has it -> what it does. The same key does the same thing wherever it does anything.
ACTIONS = {
    "c": N_("Create a new record"), "e": N_("Edit"), "a": N_("Assign"), "l": N_("Edit tags"), "s": N_("Change the status"),
    "h": N_("History"), "r": N_("Repeat; return what was to be approved"), "n": N_("Write a note, or “No” to a pair of twins"),
    "t": N_("Add a task"),
    "m": N_("Log a mail"), "v": N_("Log a call; columns and layout of a list"), "d": N_("Download; one day of the calendar"),
    "w": N_("Week of the calendar"), "b": N_("Table, board or calendar"), "j": N_("Next"), "k": N_("Previous"),
    "x": N_("Select the row"), "y": N_("Approve"), "f": N_("Filter"),
    "[": N_("Earlier, or a column back"), "]": N_("Later, or a column on"), ".": N_("Today on the calendar"), "z": N_("Undo"),
    "/": N_("Search"), "\\": N_("Fold or unfold the menu"), "?": N_("Show the keys of the page"),
}  # fmt: skip
GO = "g"  # the first of two: where to go
PAGES = {"t": N_("Today"), "y": N_("Calendar"), "s": N_("Settings")}


def actions() -> dict[str, str]:
    """Key -> what it does; keys of two letters lead to a page."""
    pages = PAGES | {module.key: module.plural for module in modules().values() if module.key}
    return ACTIONS | {f"{GO} {key}": label for key, label in pages.items()}


def chosen(given: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed for each action (nothing: as the program has it) -> his own keys. Raises Invalid beside an action."""
    known, wrong = actions(), {}
    own: dict[str, str] = {}
    for key in known:
        text = given.get(key, "").strip()
        typed = text.removeprefix(f"{GO} ").strip() if key.startswith(f"{GO} ") else text
        wanted = f"{GO} {typed}" if key.startswith(f"{GO} ") and typed else typed
        if len(typed) > 1 or not typed.isprintable():
            wrong[key] = Words("One character, please: a letter, a digit or a sign.")
        elif wanted == GO:
            wrong[key] = Words("The key g leads to pages and cannot be given away.")
        elif wanted and wanted != key:
            own[key] = wanted
    if not wrong:
        wrong = _twice(known, own)
    if wrong:
        raise Invalid(wrong)
    return own


def _twice(known: Iterable[str], own: Mapping[str, str]) -> dict[str, Words]:
    """The actions that were given a key which another one has."""
    holder: dict[str, str] = {}
    for key in sorted(known, key=lambda one: one in own):  # whoever keeps his key was there first
        holder.setdefault(own.get(key, key), key)
    labels = actions()
    return {
        key: Words("“{key}” is the key of “{action}” already.", key=wanted, action=Words(labels[holder[wanted]]))
        for key, wanted in own.items()
        if holder[wanted] != key
    }


def kept(own: Mapping[str, str]) -> dict[str, str]:
    """Without what the program no longer knows."""
    known = actions() if own else {}
    return {key: mine for key, mine in own.items() if key in known}
