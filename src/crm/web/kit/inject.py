"""Gives an action the services that its annotations name: those of the tenant whom the request is for."""

from collections.abc import Callable
from functools import cache, wraps
from operator import attrgetter
from typing import Annotated, Any, get_origin

from dependency_injector import providers
from flask import current_app

from crm.container import Container


@cache
def _places() -> dict[int, str]:
    """Where each provider stands in the container, by its identity: `platform.user`."""
    areas = {name: area for name, area in Container.providers.items() if isinstance(area, providers.Container)}
    return {
        id(one): f"{area}.{name}"
        for area, within in areas.items()
        for name, one in within.providers.items()  # type: ignore[attr-defined]
    }


def injected(action: Callable[..., Any]) -> Callable[..., Any]:
    """The action with its services; itself where it names none. Raises LookupError for one that no container has."""
    hints = getattr(action, "__annotations__", {})
    needed = {name: _find(hint) for name, hint in hints.items() if get_origin(hint) is Annotated}
    if not needed:
        return action

    @wraps(action)
    def run(*args: Any, **kwargs: Any) -> Any:
        here = current_app.container  # type: ignore[attr-defined]
        return action(*args, **kwargs, **{name: find(here)() for name, find in needed.items()})

    return run


def _find(hint: Any) -> Callable[[Any], Callable[[], Any]]:
    provider = hint.__metadata__[0].provider
    if id(provider) not in _places():
        raise LookupError(f"No container has {provider}.")
    return attrgetter(_places()[id(provider)])
