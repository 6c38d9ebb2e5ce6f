"""A saved view: a list as somebody arranged it, as a tab for him and for those he shares it with."""

from dataclasses import dataclass
from typing import Any

from crm.language import N_

SHARED = {"me": N_("Only me"), "some": N_("Chosen people and departments"), "all": N_("Everybody")}
NAME_LENGTH = 60
MOST = 50  # own views of one list


@dataclass(frozen=True)
class SavedView:
    """A view as one reader gets it: `position` is where he put the tab, `begins` says that his role begins with it."""

    id: int
    module: str
    name: str
    user_id: int
    user_name: str | None
    shared: str
    state: dict[str, Any]
    version: int
    position: int | None
    begins: bool
    abandoned: bool  # its owner works here no longer


@dataclass(frozen=True)
class Share:
    """One whom a view is shared with (user, department), or the role whose list begins with it."""

    kind: str
    target_id: int


@dataclass(frozen=True)
class Published:
    """A view that everybody sees, or that roles begin with: part of the configuration."""

    id: int
    module: str
    name: str
    shared: str
    state: dict[str, Any]
    version: int


@dataclass(frozen=True)
class Beginning:
    """A role whose list begins with a view."""

    view_id: int
    role_id: int


@dataclass(frozen=True)
class ViewUse:
    """A view by name, for whoever wants to know what uses a field."""

    id: int
    name: str
    state: dict[str, Any]


def in_order(views: list[SavedView]) -> list[SavedView]:
    """Tabs that were put somewhere first, the others behind them by age."""
    return sorted(views, key=lambda view: (view.position is None, view.position or 0, view.id))


def mentions(state: Any, field: str) -> bool:
    """Whether a view's state speaks of the field: in its filter, sort, columns or group."""
    if isinstance(state, dict):
        return any(mentions(value, field) for value in state.values())
    if isinstance(state, list):
        return any(mentions(value, field) for value in state)
    return isinstance(state, str) and field in {part.lstrip("-").partition(".")[0] for part in state.split(",")}
