"""Decorators of services' methods leave marks; whoever connects a service looks for them."""

from functools import cache


@cache
def marked(service: type, mark: str) -> tuple[str, ...]:
    """The methods of a class that carry a mark, by name."""
    return tuple(name for name in dir(service) if getattr(getattr(service, name), mark, None))
