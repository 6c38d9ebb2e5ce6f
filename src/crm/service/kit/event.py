"""Domain events: a module says what happened, others listen, in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from crm.service.kit.mark import marked


def listens(*events: type) -> Callable[[Any], Any]:
    """Mark a service's method as a listener. The container connects it when the service is built."""

    def decorate(method: Any) -> Any:
        method.listens_to = events
        return method

    return decorate


class Events:
    """Who wants to hear of what."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)

    def connect(self, service: Any) -> None:
        """Connect every method of the service that is marked with @listens."""
        for name in marked(service.__class__, "listens_to"):
            listener = getattr(service, name)
            for event in listener.listens_to:
                self._listeners[event].append(listener)

    def publish(self, event: Any) -> None:
        for listener in self._listeners[type(event)]:
            listener(event)
